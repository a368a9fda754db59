"""What is wrong with a definition beyond its shape: targets, names, expressions, references.

Never: a document that the standard accepts refused for style, or for what can't run yet; that is
said at publishing, in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from definitions import schema_lint
from definitions.diagnostics import MOST, Diagnostic, Finding, diagnostic, quoted
from definitions.expression_lint import Known, Slot, faults_of, slots
from definitions.function_lint import FunctionFault, circles
from definitions.function_lint import faults_of as function_faults_of
from definitions.functions.catalogue import Catalogue, shipped
from definitions.model_faults import nearest
from definitions.models import (
    DoTask,
    HttpTask,
    RaiseTask,
    SwitchTask,
    TaskItem,
    UnsupportedTask,
    Workflow,
)
from definitions.reader import Reading
from definitions.uri import strange_placeholders
from definitions.values import Json, JsonObject

DIRECTIVES = ("continue", "exit", "end")
_LISTED = 10
_USES = ("authentications", "catalogs", "extensions", "retries", "timeouts")


def lint(reading: Reading) -> list[Diagnostic]:
    """Faults that keep a draft from being right, and warnings; at most a hundred."""
    workflow = reading.workflow
    if workflow is None:
        return []
    linter = _Linter(reading, workflow)
    linter.tasks(workflow.do)
    for item in all_tasks(workflow):
        linter.references(item)
        linter.schemas(item.raw, item.pointer)
    linter.schemas(reading.document or {}, "")
    linter.functions_defined()
    linter.timeout(workflow.timeout, "/timeout")
    linter.expressions(draft=True)
    return linter.found()


def publishable(reading: Reading, catalogue: Catalogue | None = None) -> list[Diagnostic]:
    """What can't run yet, or not here; without errors it can be published.

    Without a catalogue only what comes with Baton can be called.
    """
    workflow = reading.workflow
    if workflow is None:
        return []
    linter = _Linter(reading, workflow)
    linter.unsupported()
    linter.functions_called(shipped() if catalogue is None else catalogue)
    linter.expressions(draft=False)
    return linter.found()


def all_tasks(workflow: Workflow) -> Iterator[TaskItem]:
    """Every task; those of the document's own functions first."""
    yield from _all_tasks(workflow.use.functions)
    yield from _all_tasks(workflow.do)


def _all_tasks(items: Sequence[TaskItem]) -> Iterator[TaskItem]:
    """In the order of the document."""
    for item in items:
        yield item
        match item.task:
            case DoTask(do=inner) | UnsupportedTask(tasks=inner):
                yield from _all_tasks(inner)
            case _:
                pass


class _Linter:
    def __init__(self, reading: Reading, workflow: Workflow) -> None:
        self._reading = reading
        self._workflow = workflow
        self._found: list[Diagnostic] = []

    def found(self) -> list[Diagnostic]:
        """In the order of the text, errors before warnings where the list must be cut."""
        first = sorted(self._found, key=lambda fault: fault.severity == "warning")[:MOST]
        return sorted(first, key=lambda fault: (fault.line, fault.column))

    def _add(
        self,
        code: str,
        message: str,
        pointer: str,
        remedy: str | None = None,
        severity: Literal["error", "warning"] = "error",
    ) -> None:
        place = self._reading.place(pointer)
        fault = diagnostic(code, message, pointer, place, remedy=remedy, severity=severity)
        self._found.append(fault)

    def _find(self, found: Finding) -> None:
        self._add(found.code, found.message, found.pointer, found.remedy, found.severity)

    # ---- schemas

    def schemas(self, raw: JsonObject, pointer: str) -> None:
        for found in schema_lint.faults_of(raw, pointer):
            self._find(found)

    # ---- targets and names

    def tasks(self, items: Sequence[TaskItem]) -> None:
        names = [item.name for item in items]
        for item in items:
            if item.name in DIRECTIVES:
                said = f"The task {quoted(item.name)} is named like a flow directive."
                self._add("directive-name", said, item.pointer, severity="warning")
            self._target(item.task.then, names, f"{item.pointer}/then")
            match item.task:
                case DoTask(do=inner):
                    self.tasks(inner)
                case UnsupportedTask(tasks=inner):
                    self._inner_lists(inner)
                case SwitchTask(switch=cases):
                    for case in cases:
                        self._target(case.case.then, names, f"{case.pointer}/then")
                case _:
                    pass

    def _inner_lists(self, inner: Sequence[TaskItem]) -> None:
        """Tasks of the same list have the same pointer but for their place and name."""
        lists: dict[str, list[TaskItem]] = {}
        for task in inner:
            lists.setdefault(task.pointer.rsplit("/", 2)[0], []).append(task)
        for tasks in lists.values():
            self.tasks(tasks)

    def _target(self, then: str | None, names: list[str], pointer: str) -> None:
        if then is None or then in DIRECTIVES or then in names:
            return
        near = nearest(then, [*names, *DIRECTIVES])
        there = ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")
        remedy = (
            f"Did you mean {near}?" if near else f"Name one of {there}; or continue, exit, end."
        )
        said = f"There is no task {quoted(then)} in the list that this one stands in."
        self._add("unknown-target", said, pointer, remedy)

    # ---- references into `use`

    def references(self, item: TaskItem) -> None:
        self.timeout(item.task.timeout, f"{item.pointer}/timeout")
        match item.task:
            case RaiseTask(raise_=arguments) if isinstance(arguments.error, str):
                known = [*self._workflow.use.errors]
                if arguments.error not in known:
                    near = nearest(arguments.error, known)
                    said = f"No error {quoted(arguments.error)} is defined under `use.errors`."
                    remedy = f"Did you mean {near}?" if near else None
                    self._add("unknown-error", said, f"{item.pointer}/raise/error", remedy)
            case HttpTask():
                self._authentication(item)
                self._endpoint(item)
            case UnsupportedTask():
                self._retry(item)
            case _:
                pass

    # ---- functions

    def functions_defined(self) -> None:
        functions = self._workflow.use.functions
        for function in functions:
            self.tasks([function])
        inside = {function.name: [*_all_tasks([function])] for function in functions}
        for fault in circles(functions, inside):
            self._function(fault)

    def functions_called(self, catalogue: Catalogue) -> None:
        for item in all_tasks(self._workflow):
            for fault in function_faults_of(item, catalogue):
                self._function(fault)

    def _function(self, fault: FunctionFault) -> None:
        self._add(fault.code, fault.message, fault.pointer, fault.remedy, fault.severity)

    def _named(self, what: str, use: str, name: Json, pointer: str) -> None:
        if not isinstance(name, str):
            return
        known: JsonObject = getattr(self._workflow.use, use) or {}
        if name not in known:
            near = nearest(name, known)
            said = f"No {what} {quoted(name)} is defined under `use.{use}`."
            remedy = f"Did you mean {near}?" if near else None
            self._add("unknown-reference", said, pointer, remedy)

    def timeout(self, timeout: Json, pointer: str) -> None:
        self._named("timeout", "timeouts", timeout, pointer)

    def _authentication(self, item: TaskItem) -> None:
        authentication = _at(item.raw, "with", "endpoint", "authentication")
        name = authentication.get("use") if isinstance(authentication, dict) else authentication
        pointer = f"{item.pointer}/with/endpoint/authentication"
        self._named("authentication", "authentications", name, pointer)

    def _retry(self, item: TaskItem) -> None:
        retry = _at(item.raw, "catch", "retry")
        self._named("retry policy", "retries", retry, f"{item.pointer}/catch/retry")

    def _endpoint(self, item: TaskItem) -> None:
        endpoint = _at(item.raw, "with", "endpoint")
        pointer = f"{item.pointer}/with/endpoint"
        if isinstance(endpoint, dict):
            endpoint, pointer = endpoint.get("uri"), f"{pointer}/uri"
        if not isinstance(endpoint, str):
            return
        for placeholder in strange_placeholders(endpoint):
            said = f"The placeholder {quoted(placeholder)} of the endpoint can't be filled."
            self._add("uri-template", said, pointer)

    # ---- expressions

    def expressions(self, *, draft: bool) -> None:
        known = Known(self._workflow.use.secrets)
        for slot in slots(self._workflow, self._reading.document or {}):
            for fault in faults_of(slot, known, draft=draft):
                line, column = self._place(slot, fault.offset)
                remedy = fault.remedy
                self._found.append(
                    diagnostic(
                        fault.code,
                        fault.message,
                        slot.pointer,
                        (line, column),
                        remedy=remedy,
                        severity=fault.severity,
                    )
                )

    def _place(self, slot: Slot, offset: int | None) -> tuple[int, int]:
        """Of the very character, where the text stands as it is."""
        root = self._reading.root
        if root is None:
            return 1, 1
        node = root.find(slot.pointer)
        if offset is None or node.text_at is None:
            return node.place
        line, column = node.text_at
        return line, column + offset

    # ---- what can't run yet

    def unsupported(self) -> None:
        workflow = self._workflow
        for name in ("timeout", "schedule"):
            if getattr(workflow, name) is not None:
                self._attribute(name, f"/{name}")
        for name in _USES:
            if getattr(workflow.use, name):
                self._attribute(f"use.{name}", f"/use/{name}")
        language = workflow.evaluate.get("language") if workflow.evaluate else None
        if language not in (None, "jq"):
            said = f"Expressions can be written in jq only, not in {quoted(str(language))}."
            self._add("unsupported-attribute", said, "/evaluate/language", "Write them in jq.")
        self._unsupported_schemas(self._reading.document or {}, "")
        for item in all_tasks(workflow):
            self._unsupported_task(item)

    def _unsupported_task(self, item: TaskItem) -> None:
        task = item.task
        if isinstance(task, UnsupportedTask):
            said = f"The task {quoted(item.name)} is a `{task.kind}`, which Baton can't run yet."
            self._add("unsupported-task", said, item.pointer)
        if task.timeout is not None:
            self._attribute("timeout", f"{item.pointer}/timeout")
        self._unsupported_schemas(item.raw, item.pointer)
        if _at(item.raw, "with", "endpoint", "authentication") is not None:
            self._attribute("authentication", f"{item.pointer}/with/endpoint/authentication")

    def _unsupported_schemas(self, raw: JsonObject, pointer: str) -> None:
        for found in schema_lint.hindrances_of(raw, pointer):
            self._find(found)

    def _attribute(self, name: str, pointer: str) -> None:
        said = f"Baton can't carry out `{name}` yet, and would rather say so than ignore it."
        self._add("unsupported-attribute", said, pointer)


def _at(raw: Json, *path: str) -> Json:
    for step in path:
        raw = raw.get(step) if isinstance(raw, dict) else None
    return raw

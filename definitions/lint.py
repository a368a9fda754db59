"""What is wrong with a definition beyond its shape: targets, names, expressions, references.

Never: a document that the standard accepts refused for style; and whatever can't run yet is said
at publishing, in words.
"""

from __future__ import annotations

from collections.abc import Iterator

from definitions.diagnostics import MOST, Diagnostic, diagnostic, escape
from definitions.expressions import ExpressionFaultError, Template, compile_template, is_expression
from definitions.models import (
    DoTask,
    RaiseTask,
    SwitchTask,
    Task,
    TaskItem,
    UnsupportedTask,
    Workflow,
)
from definitions.reader import Reading
from definitions.values import Json, JsonObject

DIRECTIVES = ("continue", "exit", "end")
VARIABLES = (
    "context", "input", "output", "secrets", "authorization", "task", "workflow", "runtime",
)  # fmt: skip
_LATER = ("authentications", "catalogs", "extensions", "functions", "retries", "timeouts")


def lint(reading: Reading) -> list[Diagnostic]:
    """Faults that keep a draft from being right; at most a hundred."""
    workflow = reading.workflow
    if workflow is None or reading.document is None:
        return []
    linter = _Linter(reading, workflow)
    linter.tasks(workflow.do)
    linter.expressions(reading.document)
    return linter.found[:MOST]


class _Linter:
    def __init__(self, reading: Reading, workflow: Workflow) -> None:
        self._reading = reading
        self._workflow = workflow
        self.found: list[Diagnostic] = []

    def _add(self, code: str, message: str, pointer: str, remedy: str | None = None) -> None:
        place = self._reading.place(pointer)
        self.found.append(diagnostic(code, message, pointer, place, remedy=remedy))

    def tasks(self, items: tuple[TaskItem, ...]) -> None:
        names = [item.name for item in items]
        for item in items:
            self._target(item.task.then, names, f"{item.pointer}/then")
            match item.task:
                case DoTask(do=inner):
                    self.tasks(inner)
                case SwitchTask(switch=cases):
                    for case in cases:
                        self._target(case.case.then, names, f"{case.pointer}/then")
                case RaiseTask(raise_=arguments):
                    self._error(arguments.error, f"{item.pointer}/raise/error")
                case _:
                    pass

    def _target(self, then: str | None, names: list[str], pointer: str) -> None:
        if then is None or then in DIRECTIVES or then in names:
            return
        near = ", ".join(names[:10])
        self._add(
            "unknown-target",
            f"`then: {then}` names no task of this list.",
            pointer,
            f"Name one of: {near}; or write continue, exit or end.",
        )

    def _error(self, error: object, pointer: str) -> None:
        if isinstance(error, str) and error not in self._workflow.use.errors:
            self._add("unknown-error", f"No error {error!r} is defined.", pointer)

    # ---- expressions

    def expressions(self, document: JsonObject) -> None:
        for name in ("input", "output"):
            self._shaping(document.get(name), f"/{name}")
        for item in _all(self._workflow.do):
            self._task(item)

    def _task(self, item: TaskItem) -> None:
        for name, value in item.raw.items():
            pointer = f"{item.pointer}/{escape(name)}"
            if name == "if":
                self._template(value, pointer, bare=True)
            elif name in ("input", "output", "export"):
                self._shaping(value, pointer)
            elif name == "switch" and isinstance(item.task, SwitchTask):
                for case in item.task.switch:
                    self._template(case.case.when, f"{case.pointer}/when", bare=True)
            elif name in ("set", "wait", "raise", "with") and _runs(item.task):
                self._template(value, pointer, bare=False)

    def _shaping(self, value: Json, pointer: str) -> None:
        if isinstance(value, dict):
            for name in ("from", "as"):
                inner = value.get(name)
                self._template(inner, f"{pointer}/{name}", bare=isinstance(inner, str))

    def _template(self, value: Json, pointer: str, *, bare: bool) -> None:
        if isinstance(value, dict | list):
            below = value.items() if isinstance(value, dict) else enumerate(value)
            for name, inner in below:
                self._template(inner, f"{pointer}/{escape(name)}", bare=False)
            return
        if not isinstance(value, str) or not (bare or is_expression(value)):
            return
        try:
            template = compile_template(value, bare=bare)
        except ExpressionFaultError as error:
            where = f"at character {error.fault.position + 1} of `{error.source[:60]}`"
            said = f"The expression is no jq: {error.fault.message.rstrip('.')} ({where})."
            self._add("expression-syntax", said, pointer)
            return
        self._references(template, pointer)

    def _references(self, template: Template, pointer: str) -> None:
        for root, *names in template.references:
            if not root.startswith("$"):
                continue
            if root[1:] not in VARIABLES:
                self._add("unknown-variable", f"Nobody sets {root}.", pointer)
            elif root == "$secrets" and names and names[0] not in self._workflow.use.secrets:
                said = f"The secret {names[0]!r} is not declared."
                self._add("unknown-secret", said, pointer)


def _runs(task: Task) -> bool:
    return not isinstance(task, UnsupportedTask)


def _all(items: tuple[TaskItem, ...]) -> Iterator[TaskItem]:
    for item in items:
        yield item
        if isinstance(item.task, DoTask):
            yield from _all(item.task.do)


def publishable(reading: Reading) -> list[Diagnostic]:
    """What the standard has and Baton can't run yet."""
    workflow = reading.workflow
    if workflow is None:
        return []
    found = list(_unsupported(workflow))
    return [
        diagnostic(code, message, pointer, reading.place(pointer))
        for code, message, pointer in found[:MOST]
    ]


def _unsupported(workflow: Workflow) -> Iterator[tuple[str, str, str]]:
    for name in ("timeout", "schedule"):
        if getattr(workflow, name) is not None:
            yield _attribute(name, f"/{name}")
    for name in ("input", "output"):
        shaping = getattr(workflow, name)
        if shaping is not None and shaping.schema_ is not None:
            yield _attribute("schema", f"/{name}/schema")
    for name in _LATER:
        if getattr(workflow.use, name):
            yield _attribute(name, f"/use/{name}")
    for item in _all(workflow.do):
        yield from _unsupported_task(item)


def _unsupported_task(item: TaskItem) -> Iterator[tuple[str, str, str]]:
    task = item.task
    if isinstance(task, UnsupportedTask):
        yield "unsupported-task", f"A task of type {task.kind} can't run yet.", item.pointer
        return
    if task.timeout is not None:
        yield _attribute("timeout", f"{item.pointer}/timeout")
    for name in ("input", "output", "export"):
        shaping = item.raw.get(name)
        if isinstance(shaping, dict) and "schema" in shaping:
            yield _attribute("schema", f"{item.pointer}/{name}/schema")
    arguments = item.raw.get("with")
    endpoint = arguments.get("endpoint") if isinstance(arguments, dict) else None
    if isinstance(endpoint, dict) and "authentication" in endpoint:
        pointer = f"{item.pointer}/with/endpoint/authentication"
        yield _attribute("authentication", pointer)


def _attribute(name: str, pointer: str) -> tuple[str, str, str]:
    return "unsupported-attribute", f"The attribute {name!r} can't run yet.", pointer

"""Reads a document: text to models, every fault at its line.

Never: only the first fault, or a library's words where people need ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import ValidationError

from definitions import model_faults
from definitions.composer import ComposeError, Node, Place, compose
from definitions.diagnostics import MOST, Diagnostic, diagnostic, quoted
from definitions.models import (
    INNER_LISTS,
    STANDARD_CALLS,
    TASK_MODELS,
    CaseItem,
    Extension,
    ExtensionItem,
    FunctionTask,
    Model,
    OwnFunctionTask,
    SwitchCase,
    Task,
    TaskItem,
    Workflow,
)
from definitions.pointers import escape, join
from definitions.suggestions import Suggestion, Suggestions, named, placed
from definitions.values import Json, JsonObject

MAX_TASKS = 2_000
MAX_NAME = 255

_M = TypeVar("_M", bound=Model)
_COMMON = ("if", "input", "output", "export", "timeout", "then", "metadata")


@dataclass(slots=True)
class Reading:
    """What came of a text: a workflow, or the reasons why not."""

    workflow: Workflow | None = None
    document: JsonObject | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list[Diagnostic])
    root: Node | None = None
    """Where each part stands; None of a document that was no text."""

    def place(self, pointer: str) -> Place:
        return (1, 1) if self.root is None else self.root.find(pointer).place


def read(text: str | bytes) -> Reading:
    """Never raises; what is wrong is in the diagnostics."""
    reading = Reading()
    try:
        source = text if isinstance(text, str) else text.decode()
        reading.root = compose(source.removeprefix("\ufeff"))
    except ComposeError as error:
        reading.diagnostics.append(error.fault)
        return reading
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        place = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        said, remedy = "The text is no UTF-8 from here on.", "Save the file in UTF-8."
        reading.diagnostics.append(diagnostic("yaml-syntax", said, "", place, remedy=remedy))
        return reading
    _Reader(reading).read(reading.root.value)
    reading.diagnostics.sort(key=lambda fault: (fault.line, fault.column))
    return reading


def read_document(document: JsonObject) -> Reading:
    """Of a document that has been read before; its faults have no lines."""
    reading = Reading()
    _Reader(reading).read(document)
    return reading


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._tasks_read = 0
        self._functions: tuple[str, ...] = ()

    def read(self, value: Json) -> None:
        if not isinstance(value, dict):
            said = f"A definition is a map with `document` and `do`, not {model_faults.a(value)}."
            remedy = "Begin with `document:` and give the steps under `do:`."
            self._add("wrong-type", said, "", remedy)
            return
        self._reading.document = value
        shape: dict[str, object] = dict(value)
        use = value.get("use")
        if isinstance(use, dict):
            shape["use"] = self._used(use)
        if "do" in value:
            shape["do"] = self._tasks(value["do"], "/do")
        workflow = self._model(Workflow, shape, value, "", "The definition")
        if not self._reading.diagnostics:
            self._reading.workflow = workflow

    def _add(
        self,
        code: str,
        message: str,
        pointer: str,
        remedy: str | None = None,
        suggestions: Suggestions = (),
    ) -> None:
        reading = self._reading
        if len(reading.diagnostics) < MOST:
            place = reading.place(pointer)
            reading.diagnostics.append(
                diagnostic(code, message, pointer, place, remedy=remedy, suggestions=suggestions)
            )

    # ---- lists

    def _items(
        self, value: Json, pointer: str, what: str, remedy: str
    ) -> Iterator[tuple[str, Json, str]]:
        """Name, what stands behind it, and where, of each item of a list."""
        if not isinstance(value, list):
            said = f"{what.capitalize()}s are a list, and this is {model_faults.a(value)}."
            listed = (Suggestion("list", pointer),) if isinstance(value, dict) else ()
            self._add("wrong-type", said, pointer, remedy, listed)
            return
        for place, item in enumerate(value):
            if len(self._reading.diagnostics) >= MOST:
                return  # more would not be told, and a hostile file has thousands
            named = self._named(item, f"{pointer}/{place}", what)
            if named is not None:
                yield *named, f"{pointer}/{place}/{escape(named[0])}"

    def _tasks(self, value: Json, pointer: str) -> tuple[TaskItem, ...]:
        remedy = "Put `- ` before the name of each task, so that their order is plain."
        items: list[TaskItem] = []
        seen: dict[str, None] = {}
        for name, raw, below in self._items(value, pointer, "task", remedy):
            if not self._counted(below):
                continue
            if name in seen:
                said = f"Two tasks of this list are named {quoted(name)}."
                self._add("duplicate-task", said, below)
            seen[name] = None
            task = self._task(name, raw, below)
            if task is not None and isinstance(raw, dict):
                items.append(TaskItem(name, below, task, raw))
        return tuple(items)

    def _used(self, use: JsonObject) -> dict[str, object]:
        shape: dict[str, object] = dict(use)
        if "functions" in use:
            shape["functions"] = self._own(use["functions"], "/use/functions")
        if "extensions" in use:
            shape["extensions"] = self._extensions(use["extensions"], "/use/extensions")
        return shape

    def _extensions(self, value: Json, pointer: str) -> tuple[ExtensionItem, ...]:
        remedy = "Write each as `- name: { extend: …, before: …, after: … }`."
        items: list[ExtensionItem] = []
        for name, raw, below in self._items(value, pointer, "extension", remedy):
            shape = self._with_lists(raw, (("before",), ("after",)), below)
            what = f"The extension {quoted(name)}"
            extension = self._model(Extension, shape, raw, below, what)
            if extension is not None:
                items.append(ExtensionItem(name, below, extension))
        return tuple(items)

    def _own(self, value: Json, pointer: str) -> tuple[TaskItem, ...]:
        """The functions that the document defines: each a task with a name."""
        if not isinstance(value, dict):
            said = f"Functions are a map, and this is {model_faults.a(value)}."
            self._add("wrong-type", said, pointer, "Write each as `name: { call: …, with: … }`.")
            return ()
        self._functions = tuple(value)
        items: list[TaskItem] = []
        for name, raw in value.items():
            below = f"{pointer}/{escape(name)}"
            task = self._task(name, raw, below) if self._counted(below) else None
            if task is not None and isinstance(raw, dict):
                items.append(TaskItem(name, below, task, raw))
        return tuple(items)

    def _counted(self, pointer: str) -> bool:
        self._tasks_read += 1
        if self._tasks_read == MAX_TASKS + 1:
            said = f"The definition has more than {MAX_TASKS} tasks."
            self._add("too-many-tasks", said, pointer)
        return self._tasks_read <= MAX_TASKS

    def _named(self, item: Json, pointer: str, what: str) -> tuple[str, Json] | None:
        """The one name of an item and what stands behind it."""
        if not isinstance(item, dict) or len(item) != 1:
            if isinstance(item, dict) and item:
                names = ", ".join(quoted(name) for name in [*item][:4])
                said = (
                    f"An item of this list has one named {what}, and this one {len(item)}: {names}."
                )
                remedy = (
                    "Begin each with `- `. What belongs to the first is indented under its name."
                )
            else:
                said = f"An item of this list is one named {what}, not {model_faults.a(item)}."
                remedy = f"Write it as `- name: {{…}}`, with a name for the {what}."
            self._add("task-item", said, pointer, remedy)
            return None
        ((name, raw),) = item.items()
        if not name.strip() or len(name) > MAX_NAME:
            self._add("task-name", f"The name of this {what} is empty or too long.", pointer)
            return None
        return name, raw

    def _cases(self, value: Json, pointer: str) -> tuple[CaseItem, ...]:
        remedy = "Write each as `- name: { when: …, then: … }`."
        cases: list[CaseItem] = []
        for name, raw, below in self._items(value, pointer, "case", remedy):
            case = self._model(SwitchCase, raw, raw, below, f"The case {quoted(name)}")
            if case is not None:
                cases.append(CaseItem(name, below, case))
        if value == []:
            said = "A switch needs at least one case."
            self._add("wrong-value", said, pointer, remedy)
        defaults = [case.name for case in cases if case.case.when is None]
        if len(defaults) > 1:
            names = " and ".join(quoted(name) for name in defaults[:3])
            said = f"Only one case of a switch can be without `when`; here are {names}."
            self._add("switch-default", said, pointer)
        return tuple(cases)

    # ---- tasks

    def _task(self, name: str, raw: Json, pointer: str) -> Task | None:
        if not isinstance(raw, dict):
            said = f"The task {quoted(name)} is a map, and this is {model_faults.a(raw)}."
            remedy = "Indent what belongs to the task under its name."
            self._add("wrong-type", said, pointer, remedy)
            return None
        kind = self._kind(name, raw, pointer)
        if kind is None:
            return None
        what = f"The {kind} task {quoted(name)}"
        shape = self._with_lists(raw, INNER_LISTS.get(kind, ()), pointer)
        if kind == "switch":
            shape = {**raw, "switch": self._cases(raw["switch"], f"{pointer}/switch")}
        model = self._called(raw["call"]) if kind == "call" else TASK_MODELS[kind]
        return self._model(model, shape, raw, pointer, what)

    def _with_lists(self, raw: Json, paths: Iterable[tuple[str, ...]], pointer: str) -> object:
        """What stands there, with the lists of tasks inside of it read."""
        if not isinstance(raw, dict):
            return raw
        shape: dict[str, object] = dict(raw)
        for step, *rest in paths:
            here = f"{pointer}/{step}"
            if step in raw and rest:
                shape[step] = self._with_lists(raw[step], [tuple(rest)], here)
            elif step in raw:
                shape[step] = self._tasks(raw[step], here)
        return shape

    def _called(self, function: Json) -> type[Task]:
        if isinstance(function, str) and function in STANDARD_CALLS:
            return STANDARD_CALLS[function]
        return OwnFunctionTask if function in self._functions else FunctionTask

    def _kind(self, name: str, raw: JsonObject, pointer: str) -> str | None:
        kinds = [kind for kind in TASK_MODELS if kind in raw]
        if "for" in kinds and "do" in kinds:
            kinds.remove("do")
        if len(kinds) == 1:
            return kinds[0]
        if kinds:
            both = " and ".join(kinds)
            said = f"The task {quoted(name)} has more than one type: {both}."
            self._add("task-kind", said, pointer, "Make a task of its own of each.")
            return None
        strange = next((key for key in raw if key not in _COMMON), None)
        said = f"The task {quoted(name)} has no type that the standard knows."
        near = model_faults.nearest(strange, TASK_MODELS) if strange else None
        remedy = f"Did you mean `{near}` for `{strange}`?" if near else None
        renamed = named(pointer + join([strange]), near)[:1] if strange and near else ()
        self._add("task-kind", said, pointer, remedy, renamed)
        return None

    def _model(
        self, model: type[_M], shape: object, raw: Json, pointer: str, what: str
    ) -> _M | None:
        try:
            return model.model_validate(shape)
        except ValidationError as error:
            for detail in error.errors(include_url=False, include_context=True):
                fault = model_faults.explain(model, detail, raw, what)
                mended = placed(fault.suggestions, pointer)
                there = pointer + join(fault.path)
                self._add(fault.code, fault.message, there, fault.remedy, mended)
            return None

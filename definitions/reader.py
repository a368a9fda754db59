"""Reads a document: text to models, every fault at its line.

Never: only the first fault, or a library's words where people need ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from definitions.composer import Composed, ComposeError, compose
from definitions.diagnostics import MOST, Diagnostic, diagnostic, escape
from definitions.models import (
    OTHER_KINDS,
    TASK_MODELS,
    CaseItem,
    Model,
    SwitchCase,
    Task,
    TaskItem,
    UnsupportedTask,
    Workflow,
)
from definitions.values import Json, JsonObject

_M = TypeVar("_M", bound=Model)

_TYPES = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "dict_type": "a map",
    "list_type": "a list",
    "tuple_type": "a list",
    "model_type": "a map",
}


@dataclass(slots=True)
class Reading:
    """What came of a text: a workflow, or the reasons why not."""

    workflow: Workflow | None = None
    document: JsonObject | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list[Diagnostic])
    composed: Composed | None = None

    def place(self, pointer: str) -> tuple[int, int]:
        return (1, 1) if self.composed is None else self.composed.place(pointer)

    def add(self, code: str, message: str, pointer: str, remedy: str | None = None) -> None:
        if len(self.diagnostics) < MOST:
            found = diagnostic(code, message, pointer, self.place(pointer), remedy=remedy)
            self.diagnostics.append(found)


def read(text: str | bytes) -> Reading:
    """Never raises; what is wrong is in the diagnostics."""
    reading = Reading()
    try:
        source = text if isinstance(text, str) else text.decode()
        reading.composed = compose(source.removeprefix("\ufeff"))
    except ComposeError as error:
        reading.diagnostics.append(error.fault)
        return reading
    except UnicodeDecodeError as error:
        message = f"The text is no UTF-8 (byte {error.start})."
        reading.add("yaml-syntax", message, "", "Save the file in UTF-8.")
        return reading
    value = reading.composed.value
    if not isinstance(value, dict):
        reading.add("wrong-type", "A definition is a map with `document` and `do`.", "")
        return reading
    reading.document = value
    tasks = _tasks(reading, value.get("do"), "/do") if "do" in value else ()
    shape = {**value, "do": tasks} if "do" in value else value
    reading.workflow = _model(reading, Workflow, shape, "", "the definition")
    if reading.diagnostics:
        reading.workflow = None
    return reading


def _tasks(reading: Reading, value: Json, pointer: str) -> tuple[TaskItem, ...]:
    if not isinstance(value, list):
        reading.add("wrong-type", "Tasks are a list: `- name: {…}` for each.", pointer)
        return ()
    items: list[TaskItem] = []
    for place, item in enumerate(value):
        at = f"{pointer}/{place}"
        if not isinstance(item, dict) or len(item) != 1:
            count = len(item) if isinstance(item, dict) else 0
            said = f"An item of a task list has one named task, not {count}."
            reading.add("task-item", said, at)
            continue
        ((name, raw),) = item.items()
        below = f"{at}/{escape(name)}"
        if any(name == other.name for other in items):
            reading.add("duplicate-task", f"Two tasks of this list are named {name!r}.", below)
        task = _task(reading, name, raw, below)
        if task is not None and isinstance(raw, dict):
            items.append(TaskItem(name, below, task, raw))
    return tuple(items)


def _task(reading: Reading, name: str, raw: Json, pointer: str) -> Task | None:
    if not isinstance(raw, dict):
        reading.add("wrong-type", f"The task {name!r} must be a map.", pointer)
        return None
    kinds = [kind for kind in (*TASK_MODELS, *OTHER_KINDS) if kind in raw]
    if "for" in kinds or "try" in kinds or "fork" in kinds:
        kinds = [kind for kind in kinds if kind in OTHER_KINDS]
    if len(kinds) != 1:
        said = f"has several types: {', '.join(kinds)}" if kinds else "has no known type"
        reading.add("task-kind", f"The task {name!r} {said}.", pointer)
        return None
    kind = kinds[0]
    if kind in OTHER_KINDS or (kind == "call" and raw["call"] != "http"):
        shown = f"call: {raw['call']}" if kind == "call" else kind
        return UnsupportedTask(kind=shown)
    shape: dict[str, object] = dict(raw)
    if kind == "do":
        shape["do"] = _tasks(reading, raw["do"], f"{pointer}/do")
    elif kind == "switch":
        shape["switch"] = _cases(reading, raw["switch"], f"{pointer}/switch")
    return _model(reading, TASK_MODELS[kind], shape, pointer, f"the {kind} task {name!r}")


def _cases(reading: Reading, value: Json, pointer: str) -> tuple[CaseItem, ...]:
    if not isinstance(value, list):
        reading.add("wrong-type", "Cases are a list: `- name: {when: …, then: …}`.", pointer)
        return ()
    cases: list[CaseItem] = []
    for place, item in enumerate(value):
        at = f"{pointer}/{place}"
        if not isinstance(item, dict) or len(item) != 1:
            reading.add("task-item", "An item of a switch has one named case.", at)
            continue
        ((name, raw),) = item.items()
        below = f"{at}/{escape(name)}"
        case = _model(reading, SwitchCase, raw, below, f"the case {name!r}")
        if case is not None:
            cases.append(CaseItem(name, below, case))
    if sum(case.case.when is None for case in cases) > 1:
        reading.add("switch-default", "Only one case of a switch can be without `when`.", pointer)
    return tuple(cases)


def _model(reading: Reading, model: type[_M], value: object, pointer: str, what: str) -> _M | None:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        for detail in _nearest(error.errors(include_url=False)):
            _tell(reading, detail, pointer, what)
        return None


def _nearest(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Of a choice of shapes only what was said of the one that fits best."""
    kept: dict[tuple[int | str, ...], ErrorDetails] = {}
    for detail in details:
        place = _place(detail)
        known = kept.get(place)
        if known is None or known["type"] in _TYPES:
            kept[place] = detail
    deeper = {place[:-1] for place, detail in kept.items() if detail["type"] not in _TYPES}
    return [detail for place, detail in kept.items() if place not in deeper or not place]


def _place(detail: ErrorDetails) -> tuple[int | str, ...]:
    """Without the names that pydantic gives to the branches of a union."""
    return tuple(step for step in detail["loc"] if not _is_branch(step))


def _is_branch(step: int | str) -> bool:
    return isinstance(step, str) and (
        step[:1].isupper() or step in _BRANCHES or "[" in step or "-" in step and "(" in step
    )


_BRANCHES = ("str", "bool", "int", "float", "none", "constrained-str", "JsonObject")


def _tell(reading: Reading, detail: ErrorDetails, pointer: str, what: str) -> None:
    place = _place(detail)
    at = pointer + "".join(f"/{escape(step)}" for step in place)
    name = ".".join(str(step) for step in place) or what
    kind = detail["type"]
    if kind == "missing":
        above = at.rpartition("/")[0]
        reading.add("missing", f"{what.capitalize()} needs {name!r}.", above, f"Add {name!r}.")
    elif kind == "extra_forbidden":
        reading.add("unknown-attribute", f"{what.capitalize()} has no {name!r}.", at)
    elif kind in _TYPES:
        said = f"{name!r} of {what} must be {_TYPES[kind]}."
        reading.add("wrong-type", said, at, f"Write {_TYPES[kind]}.")
    elif kind == "value_error":
        sentence = str(cast("dict[str, object]", detail.get("ctx", {})).get("error", ""))
        reading.add("wrong-value", f"{name!r} of {what}: {sentence}", at)
    else:
        said = detail["msg"].rstrip(".").replace("String should", "it should")
        reading.add("wrong-value", f"{name!r} of {what}: {said}.", at)

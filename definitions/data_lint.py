"""Expressions that read what nothing before them has written; most often `set` has replaced it.

Never: an error. In jq what isn't there is null, and somebody may want just that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from definitions import jq
from definitions.data_shapes import Data, Shape, Shapes, shapes_of
from definitions.diagnostics import Finding, quoted
from definitions.expression_slots import Slot
from definitions.expressions import inner, is_expression
from definitions.model_faults import nearest
from definitions.models import Workflow
from definitions.suggestions import reworded

_LISTED = 8
_OF_ITS_INPUT = ("set", "wait", "raise", "with", "switch", "emit", "run", "for")
"""Attributes whose expressions see the task's input; others see events, messages or errors."""

_ALTERNATIVE = "//"
"""Who says what counts where there is nothing knows that there may be nothing."""


def faults_of(workflow: Workflow, slots: Iterable[Slot]) -> Iterator[Finding]:
    shapes = shapes_of(workflow)
    for slot in slots:
        known = _known(slot.pointer, shapes)
        if known and (slot.bare or is_expression(slot.text)) and _ALTERNATIVE not in slot.text:
            yield from _faults(slot, known)


def _known(pointer: str, shapes: Shapes) -> Mapping[tuple[str, ...], Shape]:
    """By what an expression reads: the value at hand, or a variable."""
    # Nothing is said of a context that nobody writes: what it begins with the standard leaves open.
    whole: dict[tuple[str, ...], Shape] = {
        ("$context",): shapes.context or None,
        ("$workflow", "input"): shapes.given,
    }
    if pointer.startswith("/input/"):
        return {(".",): shapes.given}
    if pointer.startswith("/output/"):
        return whole | {(".",): shapes.result}
    task, data = _task(pointer, shapes.tasks)
    if data is None:
        return {}
    below = pointer.removeprefix(task).split("/")[1:]
    if below[:1] not in (["if"], ["input"]):
        whole[("$input",)] = data.input
    return whole | {(".",): _at_hand(below, data)}


def _at_hand(below: list[str], data: Data) -> Shape:
    """What `.` is in an attribute of the task."""
    match below:
        case ["if" | "input", *_]:
            shape = data.raw
        case ["output", *_]:
            shape = data.made
        case ["export", *_]:
            shape = data.output
        case ["with", "subscription", *_]:
            shape = None
        case [attribute, *_] if attribute in _OF_ITS_INPUT:
            shape = data.input
        case _:
            shape = None
    return shape


def _task(pointer: str, tasks: Mapping[str, Data]) -> tuple[str, Data | None]:
    """The innermost one that the pointer leads into."""
    while pointer and pointer not in tasks:
        pointer = pointer.rpartition("/")[0]
    return pointer, tasks.get(pointer)


def _faults(slot: Slot, known: Mapping[tuple[str, ...], Shape]) -> Iterator[Finding]:
    source = inner(slot.text) if is_expression(slot.text) else slot.text
    try:
        references = jq.compile(source).references
    except jq.JqSyntaxError:
        return
    told: dict[str, None] = {}
    for reference in references:
        for root, shape in known.items():
            name = reference[len(root)] if len(reference) > len(root) else None
            if reference[: len(root)] != root or name is None or shape is None or name in shape:
                continue
            shown = _shown(root, name)
            if shown not in told:
                told[shown] = None
                yield _finding(slot, shown, name, shape)


def _shown(root: tuple[str, ...], name: str) -> str:
    return f".{name}" if root == (".",) else f"{'.'.join(root)}.{name}"


def _finding(slot: Slot, shown: str, name: str, shape: tuple[str, ...]) -> Finding:
    near = nearest(name, shape)
    there = ", ".join(shape[:_LISTED]) + (", …" if len(shape) > _LISTED else "")
    said = f"Nothing before this writes what {quoted(shown)} reads"
    said += f"; here there are {there}." if there else "; here there is nothing."
    remedy = f"Did you mean {near}?" if near else None
    other = None if near is None else f"{shown.removesuffix(name)}{near}"
    offered = reworded(slot.pointer, slot.text, shown, other)
    return Finding("unwritten-data", said, slot.pointer, remedy, "warning", offered)

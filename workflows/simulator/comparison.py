"""Compares how a past run has ended with how another version ended in its rehearsal.

Never: a value in a sentence; who may not read what runs work with may read how they differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from definitions.contracts import TraceRow
from definitions.errors import Problem, same_type
from definitions.pointers import unescape
from definitions.values import Json, JsonObject
from workflows.machine.trace import clip
from workflows.simulator.landmarks import landmark
from workflows.simulator.past import Past
from workflows.simulator.rehearsal import Rehearsed
from workflows.simulator.sameness import same
from workflows.simulator.simulation import called

Kind: TypeAlias = Literal[
    "alike", "output", "fault", "recovered", "status", "unknown", "waits", "endless"
]
"""What comes of it in the draft: another output, a fault where there was none or another one, no
fault any more, another status; a call that the past has no answer for, a wait that nothing ends,
and steps without an end."""

RemarkKind: TypeAlias = Literal["otherwise", "left"]
"""Of runs that end: a call that asks otherwise than it did, one that isn't made any more."""

_NO_END = ("alike", "unknown", "waits", "endless")
_TURNS = ("task.completed", "task.skipped", "task.faulted")


@dataclass(frozen=True, slots=True)
class Remark:
    """What is worth knowing of a run however it ends."""

    kind: RemarkKind
    task: str
    """Pointer in the draft; of a call not made any more, in the version that ran."""
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rehearsal says of one run."""

    kind: Kind
    task: str = ""
    """Pointer in the draft: where it differs; of the run as a whole nothing."""
    words: str = ""
    error: Problem | None = None
    """Of a fault."""
    remarks: tuple[Remark, ...] = ()
    before: JsonObject | None = None
    """How the past run has ended, clipped."""
    after: JsonObject | None = None
    """How the draft ends; None where it doesn't, or nobody knows."""


def compare(past: Past, now: Rehearsed) -> Verdict:
    kind, task, words = _verdict(past, now)
    return Verdict(
        kind,
        task,
        words,
        now.state.error if kind == "fault" else None,
        tuple(_remarks(now)),
        None if kind == "alike" else _end(past.state.status, past.state.output, past.state.error),
        None if kind in _NO_END else _end(now.state.status, now.state.output, now.state.error),
    )


def _verdict(past: Past, now: Rehearsed) -> tuple[Kind, str, str]:
    if now.unanswered is not None:
        asked = now.unanswered
        function = "" if asked.call is None else f"{called(asked.call)} "
        return (
            "unknown",
            asked.task,
            f"It calls {function}where this run never has; nobody knows the answer.",
        )
    if now.endless:
        return "endless", "", "It goes on and on, and was stopped. Look for a loop without an end."
    return _ended(past, now)


def _ended(past: Past, now: Rehearsed) -> tuple[Kind, str, str]:
    before, after = past.state, now.state
    if after.status != before.status and now.stands is not None:
        return "waits", now.stands.task, f"It waits here; before, it had {before.status}."
    if after.status != before.status:
        return _otherwise_ended(past, now)
    if not _same_error(before.error, after.error):
        at = _instance(after.error)
        return "fault", at, "It faults with another error than before."
    if not same(before.output, after.output):
        at, words = _turn(past, now)
        return "output", at, words
    return "alike", "", ""


def _otherwise_ended(past: Past, now: Rehearsed) -> tuple[Kind, str, str]:
    before, after = past.state.status, now.state.status
    if after == "faulted":
        return "fault", _instance(now.state.error), f"It faults; before, it had {before}."
    at, _ = _turn(past, now)
    if before == "faulted":
        return "recovered", at, f"It has {after} in the end; before, it had faulted."
    return "status", at, f"It has {after} in the end; before, it had {before}."


def _turn(past: Past, now: Rehearsed) -> tuple[str, str]:
    """The first task that comes to something else than it had."""
    before = {_place(row): row for row in past.trace if row.kind in _TURNS}
    given: dict[str, Json] = {}
    for row in now.trace:
        place = _place(row)
        if row.kind == "task.started":
            given[place] = row.body.get("input")
        elif row.kind in _TURNS:
            words = _change(before.get(place), row, given.get(place))
            if words is not None:
                return row.task, f"It ends with another output{words}"
    return "", "It ends with another output, though its tasks have the same."


def _change(known: TraceRow | None, row: TraceRow, given: Json) -> str | None:
    """What is new with this task; None where it makes no difference."""
    if known is None:
        changes = row.kind != "task.skipped" and not same(given, row.body.get("output"))
        return ": it comes here, and hadn't before." if changes else None
    if known.kind != row.kind:
        return f": here the task is {row.kind.removeprefix('task.')}, and wasn't."
    if row.kind == "task.completed" and not same(known.body, row.body):
        return ", which begins to differ here."
    return None


def _place(row: TraceRow) -> str:
    return landmark(row.visit)


def _same_error(before: Problem | None, after: Problem | None) -> bool:
    if before is None or after is None:
        return before is after
    return (
        same_type(before.type, after.type)
        and (before.status, before.title) == (after.status, after.title)
        and _detail(before) == _detail(after)
        and landmark(_instance(before)) == landmark(_instance(after))
    )


def _detail(problem: Problem) -> str | None:
    """Without the place, which another version may have moved."""
    place = problem.instance
    return problem.detail.replace(place, "") if problem.detail and place else problem.detail


def _instance(problem: Problem | None) -> str:
    return "" if problem is None or problem.instance is None else problem.instance


def _remarks(now: Rehearsed) -> Iterator[Remark]:
    for one in now.otherwise:
        function = "" if one.call.call is None else called(one.call.call)
        what = ", ".join(one.arguments)
        words = f"It calls {function} with another {what}, and gets the answer of before."
        yield Remark("otherwise", one.call.task, words)
    for asked in now.left:
        function = "" if asked.call is None else called(asked.call)
        name = unescape(asked.task.rsplit("/", 1)[-1])
        yield Remark("left", asked.task, f"It doesn't call {function} any more, as {name} had.")


def _end(status: str, output: Json, error: Problem | None) -> JsonObject:
    shown = None if error is None else clip(error.to_json())
    return {"status": status, "output": clip(output), "error": shown}


__all__ = ["Kind", "Remark", "RemarkKind", "Verdict", "compare"]

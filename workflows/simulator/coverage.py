"""Coverage: which tasks and which ways through them runs have gone, of all that a program has.

Ways are the cases of a switch and where it goes when none holds; an `if` that held or didn't; a
`try` that passed, tried again or caught; a timeout that fired; a loop that went around never, or
several times. Never: a guess; the machine says where it goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from definitions.plans import ForBody, Program, SwitchBody, TaskPlan, TryBody
from definitions.pointers import escape
from definitions.reader import Reading
from definitions.values import Json, JsonObject
from workflows.machine.ways import (
    CASE,
    CAUGHT,
    ENTERED,
    NONE,
    OTHERWISE,
    PASSED,
    RETRIED,
    SEVERAL,
    SKIPPED,
    TIMED_OUT,
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A task, or one of the ways through it."""

    task: str
    """Its pointer."""
    way: str
    at: str
    """Pointer to where the document says so."""
    words: str
    """What it is, behind the name of the task; of the task itself nothing."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of so many."""

    count: int
    missed: tuple[Spot, ...]

    @property
    def percent(self) -> int:
        """Rounded down: a hundred means all of them. Where there is nothing, nothing is missed."""
        return 100 * (self.count - len(self.missed)) // self.count if self.count else 100

    def to_json(self, reading: Reading) -> JsonObject:
        """For programs, with the lines of the text that was read."""
        missed: list[Json] = [
            {
                "task": spot.task,
                "branch": spot.words or None,
                "at": spot.at,
                "line": reading.place(spot.at)[0],
            }
            for spot in self.missed
        ]
        return {"count": self.count, "percent": self.percent, "missed": missed}


@dataclass(slots=True)
class Visits:
    """Where runs have been, in the order of their first coming there."""

    _seen: dict[tuple[str, str], None] = field(default_factory=dict[tuple[str, str], None])

    def note(self, task: str, way: str) -> None:
        """What a machine tells its watch."""
        self._seen[task, way] = None

    def add(self, other: Visits) -> None:
        self._seen.update(other._seen)

    def __contains__(self, spot: Spot) -> bool:
        return (spot.task, spot.way) in self._seen

    def share(self, spots: tuple[Spot, ...]) -> Share:
        return Share(len(spots), tuple(spot for spot in spots if spot not in self))


def tasks(program: Program) -> tuple[Spot, ...]:
    """All that have a name, in the order of the document."""
    named = [plan for plan in program.plans.values() if plan.name]
    return tuple(Spot(plan.pointer, ENTERED, plan.pointer, "") for plan in named)


def branches(program: Program) -> tuple[Spot, ...]:
    """All ways through the tasks, in the order of the document."""
    return tuple(spot for plan in program.plans.values() for spot in _of_task(plan))


def _of_task(plan: TaskPlan) -> Iterator[Spot]:
    at = plan.pointer
    if plan.condition is not None:
        yield Spot(at, ENTERED, f"{at}/if", "its `if` holds")
        yield Spot(at, SKIPPED, f"{at}/if", "its `if` doesn't hold")
    match plan.body:
        case SwitchBody():
            yield from _of_switch(at, plan.body)
        case ForBody():
            yield from _of_loop(at, plan.body)
        case TryBody():
            yield from _of_try(at, plan.body)
        case _:
            pass
    if plan.timeout is not None:
        yield Spot(at, TIMED_OUT, f"{at}/timeout", "its timeout fires")


def _of_switch(at: str, body: SwitchBody) -> Iterator[Spot]:
    """Also without a default there is a way on where no case holds."""
    otherwise = Spot(at, OTHERWISE, f"{at}/switch", "none of its cases holds")
    for place, case in enumerate(body.cases):
        where = f"{at}/switch/{place}/{escape(case.name)}"
        if case.when is None:
            otherwise = Spot(at, OTHERWISE, where, f"the default {case.name}")
        else:
            yield Spot(at, CASE + case.name, where, f"the case {case.name}")
    yield otherwise


def _of_loop(at: str, body: ForBody) -> Iterator[Spot]:
    """Of a list that the document writes out the length is known."""
    items = body.items.value
    written = len(items) if isinstance(items, list) else None
    if not written or body.condition is not None:
        yield Spot(at, NONE, f"{at}/for", "no iteration")
    if written is None or written > 1:
        yield Spot(at, SEVERAL, f"{at}/for", "several iterations")


def _of_try(at: str, body: TryBody) -> Iterator[Spot]:
    retry = body.catch.retry
    yield Spot(at, PASSED, f"{at}/try", "no error to catch")
    if retry is not None:
        yield Spot(at, RETRIED, f"{at}/catch/retry", "tried again")
    if retry is None or body.handler is not None:
        yield Spot(at, CAUGHT, f"{at}/catch", "an error caught")
    if retry is not None and retry.attempt is not None:
        where = f"{at}/catch/retry/limit/attempt/duration"
        yield Spot(body.tasks.pointer, TIMED_OUT, where, "an attempt takes too long")


__all__ = ["Share", "Spot", "Visits", "branches", "tasks"]

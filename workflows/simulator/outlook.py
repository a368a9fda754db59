"""What a run with this very input would ask of whom, before it is started.

Everybody says yes, and calls are taken to succeed with nothing to show. Never: a guess passed
off as knowledge: where the way depends on what nobody can know yet, the outlook ends and says why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import msgspec

from definitions.approvals import APPROVERS, DECIDE, OPEN, Act, Asking, Meant, Who, WhoIsMeant
from definitions.plans import Program
from definitions.values import Json, JsonObject
from workflows.machine.wanted import WantCall
from workflows.simulator.simulation import Bounds, Mocked, Simulation, SimulationError, called

Directory = Callable[[WhoIsMeant], Meant]
"""Who is meant, as things are now."""

MOST_STOPS = 50


@dataclass(frozen=True, slots=True)
class Stop:
    """A stage at which people are asked."""

    approval: str
    task: str
    kind: str
    subject: str
    title: str
    rule: str | int
    asked: list[Who]


@dataclass(frozen=True, slots=True)
class Outlook:
    """The way as far as it is known."""

    stops: list[Stop]
    ends: str
    """completed, faulted, waiting, or unknown."""
    why: str | None
    """Why it isn't known further, or what will go wrong."""
    assumed: list[str]
    """What was called, and taken to have succeeded."""


def outlook(program: Program, given: Json, whom: Directory, bounds: Bounds, now: int) -> Outlook:
    """Takes its time: to be called beside the event loop."""
    looking = _Looking(program, whom, bounds, now)
    try:
        return looking.look(given)
    except SimulationError as error:
        return looking.seen("unknown", str(error))


class _Looking:
    def __init__(self, program: Program, whom: Directory, bounds: Bounds, now: int) -> None:
        self._whom = whom
        self._assumed: dict[str, None] = {}
        self._stops: dict[tuple[str, int], Stop] = {}
        self._simulation = Simulation(program, self._answer, now, bounds)

    def look(self, given: Json) -> Outlook:
        simulation = self._simulation
        simulation.start(given)
        self._say_yes()
        while len(self._stops) < MOST_STOPS and simulation.step():
            self._say_yes()
        state = simulation.state
        if state.error is not None:
            said = state.error.detail or state.error.title
            return self.seen("unknown" if self._assumed else "faulted", said)
        if simulation.machine.ended:
            return self.seen(state.status, None)
        open_one = next((one for one in simulation.askings.values() if one.status == OPEN), None)
        if open_one is not None:
            said = f"What follows depends on what is filled in: {open_one.body['subject']}."
            return self.seen("unknown", said)
        return self.seen("waiting", "It waits for an event or a message then.")

    def seen(self, ends: str, why: str | None) -> Outlook:
        return Outlook([*self._stops.values()], ends, why, [*self._assumed])

    def _answer(self, wanted: WantCall) -> Mocked:
        if wanted.function == APPROVERS:
            found = self._whom(msgspec.convert(wanted.arguments, WhoIsMeant))
            return Mocked(cast("Json", msgspec.to_builtins(found)))
        self._assumed[called(wanted)] = None
        return Mocked()

    def _say_yes(self) -> None:
        """Of each stage that has just been asked: as many as it needs."""
        for asking in [*self._simulation.askings.values()]:
            place = asking.id, asking.stage
            if asking.status != OPEN or place in self._stops:
                continue
            stop = self._stops[place] = _stop(asking)
            yes = _yes(asking)
            for who in stop.asked:
                act = Act(asking.id, who, decision=yes)
                said = cast("Json", msgspec.to_builtins(act))
                self._simulation.say(DECIDE, said, at=self._simulation.now)


def _stop(asking: Asking) -> Stop:
    stage = cast("JsonObject", asking.body["stage"])
    people = cast("list[JsonObject]", asking.body["asked"])
    return Stop(
        approval=asking.id,
        task=asking.task,
        kind=asking.kind,
        subject=str(asking.body["subject"]),
        title=str(stage["title"]),
        rule=cast("str | int", stage["rule"]),
        asked=[Who(str(one["id"]), str(one["name"])) for one in people],
    )


def _yes(asking: Asking) -> str:
    """The first decision that goes on and needs no words."""
    decisions = cast("list[JsonObject]", asking.body["decisions"])
    forward = [one for one in decisions if one["goes"] == "on"]
    free = [one for one in forward if one["comment"] != "required"]
    return str((free or forward or decisions)[0]["name"])


__all__ = ["Directory", "Outlook", "Stop", "outlook"]

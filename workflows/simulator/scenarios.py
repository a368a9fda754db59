"""Scenarios: how a process is tried. What it is given, what its calls answer, what must come of it.

A file of them is a map from their names, in YAML beside the definition. Never: an answer made up
for a call that the scenario is silent about, or an expectation passed over because it is misspelt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias, cast

import msgspec
from msgspec.structs import replace
from pydantic import BaseModel, Field, TypeAdapter, ValidationError, field_validator

from definitions.approvals import APPROVERS, Meant
from definitions.cloud_events import EventError, checked
from definitions.composer import ComposeError, compose
from definitions.contracts import TraceRow
from definitions.errors import HOME, Problem, same_type
from definitions.plans import Program
from definitions.values import Json, JsonObject, encode
from workflows.machine.questions import SETTLE
from workflows.machine.wanted import WantCall
from workflows.simulator.coverage import Visits
from workflows.simulator.notation import STRICT, After, Moment, name_of
from workflows.simulator.people import (
    Came,
    Deciding,
    ExpectedApproval,
    Named,
    Office,
    UnresolvedError,
    came,
    wrong,
)
from workflows.simulator.simulation import (
    RUN,
    Bounds,
    Mocked,
    Simulation,
    SimulationError,
    UnmockedError,
    called,
)

LONGEST_VALUE = 300
"""Characters of a value that a sentence quotes."""

Status: TypeAlias = Literal["completed", "faulted", "cancelled", "waiting", "suspended"]


class ScenarioError(Exception):
    """The file can't be used; the sentence says why and where."""


class _Strict(BaseModel):
    model_config = STRICT


class ReplyError(_Strict):
    """An error as the standard has it; its type in full, or the name of one of the standard's."""

    type: str = "runtime"
    status: int = 500
    title: str | None = None
    detail: str | None = None

    def problem(self) -> Problem:
        kind = self.type if ":" in self.type else HOME + self.type
        return Problem(kind, self.status, None, self.title, self.detail)


class Reply(_Strict):
    """One answer to a call."""

    output: Json = None
    error: ReplyError | None = None
    after: After = 0
    """How long the answer takes."""


class Saying(_Strict):
    """What an operator does, so long after the start."""

    after: After
    do: Literal["cancel", "suspend", "resume", "settle"]
    reason: str | None = None
    outcome: Literal["happened", "again", "failed"] | None = None
    """Of a call of which nobody knows whether it happened: what it is settled with."""
    output: Json = None
    visit: str | None = None

    @property
    def message(self) -> tuple[str, JsonObject]:
        """What the run is told."""
        if self.do == "settle":
            said: JsonObject = {"outcome": self.outcome, "output": self.output}
            return SETTLE, {**said, "visit": self.visit, "reason": self.reason}
        return f"run.{self.do}", {"reason": self.reason}


class Happening(_Strict):
    """An event that somebody else publishes, so long after the start."""

    after: After = 0
    event: JsonObject
    """A CloudEvent; it needs no more than a type."""

    @field_validator("event")
    @classmethod
    def _complete(cls, given: JsonObject) -> JsonObject:
        made: JsonObject = {"specversion": "1.0", "id": "given", "source": "/scenario", **given}
        if "data" in made:
            made.setdefault("datacontenttype", "application/json")
        try:
            return checked(made)
        except EventError as error:
            raise ValueError(error.message) from error


class ExpectedFault(_Strict):
    type: str | None = None
    status: int | None = None
    title: str | None = None
    detail: str | None = None
    instance: str | None = None


class Expected(_Strict):
    """What is not named may be anything."""

    status: Status = "completed"
    output: Json = None
    error: ExpectedFault | None = None
    calls: dict[str, Annotated[int, Field(ge=0)]] = {}
    """How often a task has called."""
    events: list[JsonObject] = []
    """What it publishes, in order; of each event the attributes that are named."""
    approvals: dict[str, ExpectedApproval] = {}
    """What comes of what people are asked, by the task that asks them."""


class Scenario(_Strict):
    input: Json = None
    started: Moment = 0
    """When its clock begins, which expressions may read."""
    run: str = RUN
    """Its id, which they may read too."""
    calls: dict[str, Reply | list[Reply]] = {}
    """By the task's pointer, its name, or the function called. Of a list the last one repeats."""
    events: list[Happening] = []
    operator: list[Saying] = []
    requester: Named | None = None
    """Who has started the run."""
    people: dict[str, str | list[Named]] = {}
    """Who is meant by an approver as the process has it: role finance, manager 1, an address."""
    decisions: list[Deciding] = []
    expect: Expected = Expected()


_FILE = TypeAdapter(dict[str, Scenario])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one scenario."""

    faults: list[str]
    took_ms: int
    """On the virtual clock."""
    status: str
    output: Json
    error: Problem | None
    visits: Visits
    trace: list[TraceRow]
    calls: dict[str, int]
    """How often each task has called, by its pointer."""
    emitted: list[JsonObject]
    approvals: list[Came]
    unmocked: UnmockedError | None
    unresolved: UnresolvedError | None = None
    paused: bool = False
    """It was told to stop where somebody has to do something; what is expected wasn't looked at."""
    next_ms: int | None = None
    """To where its clock would go by itself, since the start."""
    listening: tuple[str, ...] = ()
    """The tasks that wait for events."""

    @property
    def passed(self) -> bool:
        return not self.faults and not self.paused


def read_scenarios(text: str) -> dict[str, Scenario]:
    try:
        value = compose(text.removeprefix("\ufeff")).value
        scenarios = _FILE.validate_python(value)
    except ComposeError as error:
        fault = error.fault
        raise ScenarioError(f"Line {fault.line}: {fault.message} {fault.remedy}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = " → ".join(str(part) for part in first["loc"]) or "the file"
        said = first["msg"].removeprefix("Value error, ").rstrip(".")
        raise ScenarioError(f"At {where}: {said}.") from error
    if not scenarios:
        raise ScenarioError("It holds no scenario. Write a name and what is given and expected.")
    return scenarios


def play(
    program: Program,
    scenario: Scenario,
    bounds: Bounds | None = None,
    pause_after: int | None = None,
) -> Verdict:
    """Runs it to its end, or to where it waits for what the scenario never brings.

    `pause_after` milliseconds from its start on it stops also where people are asked or an event
    is awaited, and the scenario says nothing more, before its clock goes past that.
    """
    office = Office(scenario.people, scenario.requester, scenario.decisions)
    calls = _Calls(scenario, office)
    started = scenario.started
    simulation = Simulation(program, calls.answer, started, bounds, scenario.run, pause_after)
    stopped: SimulationError | None = None
    for happening in scenario.events:
        simulation.publish(happening.event, at=started + happening.after)
    for saying in scenario.operator:
        kind, data = saying.message
        simulation.say(kind, data, at=started + saying.after)
    office.plan(simulation, started)
    try:
        simulation.run(scenario.input)
    except SimulationError as error:
        faults = [*office.faults, str(error)]
        stopped = error
    else:
        faults = [*office.faults, *office.never()]
        if not simulation.paused:
            faults += _differences(scenario.expect, simulation, calls)
    state = simulation.state
    next_at = None if simulation.machine.ended else simulation.next_at
    return Verdict(
        faults=faults,
        took_ms=simulation.now - started,
        status=state.status,
        output=state.output,
        error=state.error,
        visits=simulation.visits,
        trace=[replace(row, at=row.at - started) for row in simulation.trace],
        calls=calls.made,
        emitted=simulation.emitted,
        approvals=came([*simulation.askings.values()], office, started),
        unmocked=stopped if isinstance(stopped, UnmockedError) else None,
        unresolved=stopped if isinstance(stopped, UnresolvedError) else None,
        paused=simulation.paused,
        next_ms=None if next_at is None else next_at - started,
        listening=tuple(simulation.listening()),
    )


class _Calls:
    """The scenario's answers, each given in its turn."""

    def __init__(self, scenario: Scenario, office: Office) -> None:
        self._replies = scenario.calls
        self._office = office
        self._given: dict[str, int] = {}
        self.made: dict[str, int] = {}

    def answer(self, wanted: WantCall) -> Mocked | None:
        self.made[wanted.task] = self.made.get(wanted.task, 0) + 1
        names = (wanted.task, name_of(wanted.task), called(wanted))
        known = next((key for key in names if key in self._replies), None)
        if known is None and wanted.function == APPROVERS:
            return Mocked(self._office.whom(wanted))
        if known is None:
            return None
        turn = self._given[known] = self._given.get(known, 0) + 1
        given = self._replies[known]
        replies = given if isinstance(given, list) else [given]
        if not replies:
            return None
        reply = replies[min(turn, len(replies)) - 1]
        problem = None if reply.error is None else reply.error.problem()
        if wanted.function == APPROVERS and problem is None:
            _check_people(wanted.task, reply.output)
        return Mocked(reply.output, problem, reply.after)

    def of(self, task: str) -> int:
        """How often it has called; all of them, where several have the name."""
        return sum(made for at, made in self.made.items() if task in (at, name_of(at)))


def _check_people(task: str, output: Json) -> None:
    try:
        msgspec.convert(output, Meant)
    except msgspec.ValidationError as error:
        raise SimulationError(
            f"The task {name_of(task)} asks people, and no answer of a call stands for what they "
            "say: write `people` and `decisions`."
        ) from error


def _differences(expected: Expected, simulation: Simulation, calls: _Calls) -> list[str]:
    state = simulation.state
    found: list[str] = []
    if state.status != expected.status:
        why = f": {_short(state.error.detail or str(state.error.title))}" if state.error else ""
        found.append(f"It has {_stands(state.status)}{why}; expected was {expected.status}.")
    if "output" in expected.model_fields_set and state.output != expected.output:
        found.append(f"Its output is {_quoted(state.output)}, not {_quoted(expected.output)}.")
    if expected.error is not None:
        found += _wrong_error(expected.error, state.error)
    for task, count in expected.calls.items():
        made = calls.of(task)
        if made != count:
            found.append(f"The task {task} has called {made} times, not {count}.")
    if "events" in expected.model_fields_set:
        found += _wrong_events(expected.events, simulation.emitted)
    found += wrong(expected.approvals, came([*simulation.askings.values()]))
    return found


def _wrong_events(expected: list[JsonObject], emitted: list[JsonObject]) -> list[str]:
    found: list[str] = []
    if len(expected) != len(emitted):
        found.append(f"It has published {len(emitted)} events, not {len(expected)}.")
    for number, (wanted, event) in enumerate(zip(expected, emitted, strict=False), 1):
        for name, value in wanted.items():
            if name not in event:
                found.append(f"Event {number} has no {name}.")
            elif event[name] != value:
                said = f"{_quoted(event[name])}, not {_quoted(value)}"
                found.append(f"The {name} of event {number} is {said}.")
    return found


def _wrong_error(expected: ExpectedFault, error: Problem | None) -> list[str]:
    if error is None:
        return ["It has no error."]
    found: list[str] = []
    shown = error.to_json()
    wanted_parts = cast("dict[str, object]", expected.model_dump(exclude_unset=True))
    for name, wanted in wanted_parts.items():
        there = shown.get(name)
        if there != wanted and not (name == "type" and same_type(str(wanted), str(there))):
            said = f"{_short(repr(there))}, not {_short(repr(wanted))}"
            found.append(f"The {name} of its error is {said}.")
    return found


def _stands(status: str) -> str:
    return status if status in ("completed", "faulted") else f"come to stand as {status}"


def _quoted(value: Json) -> str:
    return _short(encode(value).decode())


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


__all__ = ["Scenario", "ScenarioError", "Verdict", "play", "read_scenarios"]

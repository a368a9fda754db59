"""Scenarios: how a process is tried. What it is given, what its calls answer, what must come of it.

A file of them is a map from their names, in YAML beside the definition. Never: an answer made up
for a call that the scenario is silent about, or an expectation passed over because it is misspelt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias, cast

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from definitions.composer import ComposeError, compose
from definitions.durations import DurationError, parse_duration
from definitions.errors import HOME, Problem, same_type
from definitions.plans import Program
from definitions.values import Json, JsonObject, encode
from workflows.machine.wanted import WantCall
from workflows.simulator.simulation import Mocked, Simulation, SimulationError

LONGEST_VALUE = 300
"""Characters of a value that a sentence quotes."""

Status: TypeAlias = Literal["completed", "faulted", "cancelled", "waiting", "suspended"]


class ScenarioError(Exception):
    """The file can't be used; the sentence says why and where."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Fault(_Strict):
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
    error: Fault | None = None
    after: Json = None
    """How long the answer takes: PT2S, or { seconds: 2 }."""


class Saying(_Strict):
    """What an operator does, so long after the start."""

    after: Json
    do: Literal["cancel", "suspend", "resume"]
    reason: str | None = None


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


class Scenario(_Strict):
    input: Json = None
    calls: dict[str, Reply | list[Reply]] = {}
    """By the task's name or pointer. Of a list the last one repeats."""
    operator: list[Saying] = []
    expect: Expected = Expected()


_FILE = TypeAdapter(dict[str, Scenario])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one scenario."""

    faults: list[str]
    took_ms: int
    """On the virtual clock."""
    tasks: set[str]
    """Pointers of those that were entered."""

    @property
    def passed(self) -> bool:
        return not self.faults


def read_scenarios(text: str) -> dict[str, Scenario]:
    try:
        value = compose(text.removeprefix("\ufeff")).value
        scenarios = _FILE.validate_python(value)
        for name, scenario in scenarios.items():
            _check_durations(name, scenario)
    except ComposeError as error:
        fault = error.fault
        raise ScenarioError(f"Line {fault.line}: {fault.message} {fault.remedy}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = " → ".join(str(part) for part in first["loc"]) or "the file"
        raise ScenarioError(f"At {where}: {first['msg']}.") from error
    if not scenarios:
        raise ScenarioError("It holds no scenario. Write a name and what is given and expected.")
    return scenarios


def play(program: Program, scenario: Scenario) -> Verdict:
    """Runs it to its end, or to where it waits for what the scenario never brings."""
    calls = _Calls(scenario)
    simulation = Simulation(program, calls.answer)
    for saying in scenario.operator:
        data: JsonObject = {"reason": saying.reason}
        simulation.say(f"run.{saying.do}", data, at=parse_duration(saying.after))
    try:
        simulation.run(scenario.input)
    except SimulationError as error:
        faults = [str(error)]
    else:
        faults = [*_differences(scenario.expect, simulation, calls)]
    entered = {line.task for line in simulation.trace if line.kind == "task.started"}
    return Verdict(faults, simulation.now, entered)


class _Calls:
    """The scenario's answers, each given in its turn."""

    def __init__(self, scenario: Scenario) -> None:
        self._replies = scenario.calls
        self.made: dict[str, int] = {}

    def answer(self, wanted: WantCall) -> Mocked | None:
        name = wanted.task.rsplit("/", 1)[-1].replace("~1", "/").replace("~0", "~")
        known = next((key for key in (wanted.task, name) if key in self._replies), None)
        turn = self.made[name] = self.made.get(name, 0) + 1
        if known is None:
            return None
        given = self._replies[known]
        replies = given if isinstance(given, list) else [given]
        if not replies:
            return None
        reply = replies[min(turn, len(replies)) - 1]
        after = 0 if reply.after is None else parse_duration(reply.after)
        problem = None if reply.error is None else reply.error.problem()
        return Mocked(reply.output, problem, after)


def _differences(expected: Expected, simulation: Simulation, calls: _Calls) -> list[str]:
    state = simulation.state
    found: list[str] = []
    if state.status != expected.status:
        why = f": {state.error.detail or state.error.title}" if state.error else ""
        found.append(f"It has {_stands(state.status)}{why}; expected was {expected.status}.")
    if "output" in expected.model_fields_set and state.output != expected.output:
        found.append(f"Its output is {_quoted(state.output)}, not {_quoted(expected.output)}.")
    if expected.error is not None:
        found += _wrong_error(expected.error, state.error)
    for task, count in expected.calls.items():
        made = calls.made.get(task, 0)
        if made != count:
            found.append(f"The task {task} has called {made} times, not {count}.")
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
            found.append(f"The {name} of its error is {there!r}, not {wanted!r}.")
    return found


def _stands(status: str) -> str:
    return status if status in ("completed", "faulted") else f"come to stand as {status}"


def _quoted(value: Json) -> str:
    text = encode(value).decode()
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def _check_durations(name: str, scenario: Scenario) -> None:
    given = [saying.after for saying in scenario.operator]
    for replies in scenario.calls.values():
        each = replies if isinstance(replies, list) else [replies]
        given += [reply.after for reply in each if reply.after is not None]
    for one in given:
        try:
            parse_duration(one)
        except DurationError as error:
            raise ScenarioError(f"At {name}: {error}") from error


__all__ = ["Scenario", "ScenarioError", "Verdict", "play", "read_scenarios"]

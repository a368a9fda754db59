"""Makes a scenario of a run: what it was given, what its calls answered, what came of it.

The scenario is played at once, and what comes of it is compared with the run: it says itself where
it does not lead to the same end. Never: an answer that the run has not got, or an end that it has
not come to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from pydantic import ValidationError

from definitions.approvals import ACTS, REASSIGN, Act, Who
from definitions.contracts import EVENT_CAME, RETRIED, EventCame, Message
from definitions.errors import HOME, Problem
from definitions.plans import Program
from definitions.pointers import unescape
from definitions.run_file import RunFile, RunFileError
from definitions.values import Json, JsonObject
from workflows.files.stepping import program_in, unfit
from workflows.files.twin import Made, Twin
from workflows.machine import commands, questions
from workflows.machine.effects import APPROVAL, LISTENER, QUESTION
from workflows.machine.machine import ENDED
from workflows.machine.scope import moment
from workflows.simulator.scenarios import Scenario, play

_DAY_MS = 86_400_000
_COMMANDS = {
    commands.CANCEL: "cancel",
    commands.SUSPEND: "suspend",
    commands.RESUME: "resume",
    questions.SETTLE: "settle",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A scenario as its file has it, and where it differs from the run when it is played."""

    scenario: JsonObject
    differences: list[str]


def draw(file: RunFile) -> Drawn:
    """Of a run that has come to its end, or to where only others can take it further."""
    if file.masked:
        raise RunFileError(
            "Its values are masked, and a scenario needs them: export the run with --values."
        )
    if any(row.kind == RETRIED for row in file.facts):
        raise RunFileError(
            "The run was retried after it had ended, and a scenario has one beginning: it can't "
            "tell this."
        )
    program = program_in(file)
    try:
        drawn = _draw(program, file, moved=True)
        exact = drawn if not drawn.differences else _draw(program, file, moved=False)
    except (KeyError, TypeError, ValueError) as error:
        raise unfit(error) from error
    return exact if not exact.differences else drawn


def _draw(program: Program, file: RunFile, *, moved: bool) -> Drawn:
    twin = Twin.of(program, file.facts, moved=moved)
    if not file.facts or not _rests(twin):
        raise RunFileError(
            "The run is still going on, and nobody knows yet what comes of it: export it again "
            "when it has ended."
        )
    state = twin.machine.state
    scenario: JsonObject = {
        "started": moment(state.started_at)["iso8601"],
        "run": state.run,
        "input": state.raw_input,
        "calls": {**_calls(program, twin)},
    }
    operator = [*_operator(twin)]
    events, decisions = [*_events(twin)], [*_decisions(twin)]
    scenario |= {"decisions": decisions} if decisions else {}
    scenario |= {"events": events} if events else {}
    scenario |= {"operator": operator} if operator else {}
    scenario["expect"] = _expected(twin)
    try:
        verdict = play(program, Scenario.model_validate(scenario))
    except ValidationError as error:
        said = error.errors(include_url=False, include_input=False)[0]["msg"]
        raise RunFileError(f"No scenario can tell this run: {said}.") from error
    return Drawn(scenario, verdict.faults)


def _rests(twin: Twin) -> bool:
    state = twin.machine.state
    if state.status in (*ENDED, "suspended"):
        return True
    kinds = [one.kind for one in state.effects.values()]
    return bool(kinds) and all(kind in (APPROVAL, LISTENER, QUESTION) for kind in kinds)


# ---- what calls answer


def _calls(program: Program, twin: Twin) -> dict[str, Json]:
    replies: dict[str, list[Json]] = {}
    # A call that nobody waited for any more is still under way when the run ends.
    never = twin.machine.now + _DAY_MS
    for made in twin.calls.values():
        replies.setdefault(made.wanted.task, []).append(_reply(made, never))
    names = Counter(plan.name for plan in program.plans.values())
    return {
        _called(task, names): answers[0] if len(answers) == 1 else answers
        for task, answers in replies.items()
    }


def _called(task: str, names: Counter[str]) -> str:
    """By its name as long as no other task has it."""
    name = unescape(task.rsplit("/", 1)[-1])
    return name if names[name] == 1 else task


def _reply(made: Made, never: int) -> JsonObject:
    if made.ended_at is None:
        return {"output": None, "after": _after(never - made.at)}
    said: JsonObject = {"output": made.output}
    if made.problem is not None:
        said = {"error": _error(made.problem)}
    after = made.ended_at - made.at
    return said | ({"after": _after(after)} if after else {})


def _error(problem: Problem) -> JsonObject:
    shown = problem.to_json()
    shown.pop("instance", None)
    return shown | {"type": problem.type.removeprefix(HOME)}


def _after(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"PT{seconds}.{rest:03d}S" if rest else f"PT{seconds}S"


# ---- what others do


def _operator(twin: Twin) -> Iterator[Json]:
    for at, message in twin.messages:
        if message.kind == EVENT_CAME or message.kind in ACTS:
            continue
        command = _COMMANDS.get(message.kind)
        if command is None:
            raise RunFileError(f"A scenario has no words for the message {message.kind}.")
        yield _saying(command, at - twin.machine.state.started_at, message)


def _saying(command: str, after: int, message: Message) -> JsonObject:
    data = message.data if isinstance(message.data, dict) else {}
    said: JsonObject = {"after": _after(after), "do": command}
    parts = ("outcome", "output", "visit", "reason") if command == "settle" else ("reason",)
    return said | {name: data[name] for name in parts if data.get(name) is not None}


def _decisions(twin: Twin) -> Iterator[Json]:
    """What was no act, or of another run, has changed nothing and is left out."""
    for at, message in twin.messages:
        if message.kind not in ACTS:
            continue
        try:
            done = msgspec.convert(message.data, Act)
        except msgspec.ValidationError:
            continue
        if done.approval in twin.tasks:
            after = _after(at - twin.machine.state.started_at)
            yield {"after": after, **_deciding(done, message, twin)}


def _deciding(done: Act, message: Message, twin: Twin) -> JsonObject:
    answer = twin.answers[message.id]
    said: JsonObject = {
        "task": twin.tasks[done.approval],
        "do": message.kind.removeprefix("approval."),
        "by": _person(done.by),
        "for": done.person,
        "round": done.round,
        "decision": done.decision,
        "comment": done.comment,
        "fields": done.fields,
        "question": done.question,
        "to": None if done.to is None else _person(done.to),
        "channel": done.channel,
    }
    if message.kind == REASSIGN:
        said["reminders"] = [moment(one)["iso8601"] for one in done.reminders]
    if answer["accepted"] is not True:
        said["refused"] = answer["code"]
    return {name: value for name, value in said.items() if value is not None}


def _person(who: Who) -> JsonObject:
    return {"id": who.id, "name": who.name}


def _events(twin: Twin) -> Iterator[Json]:
    """Each once, however many listeners heard it; what the run has published itself it hears."""
    own = [(event["source"], event["id"]) for event in twin.emitted]
    known: list[int] = []
    for at, message in twin.messages:
        if message.kind != EVENT_CAME:
            continue
        came = msgspec.convert(message.data, EventCame)
        if came.place in known or (came.event["source"], came.event["id"]) in own:
            continue
        known.append(came.place)
        yield {"after": _after(at - twin.machine.state.started_at), "event": came.event}


# ---- what comes of it


def _expected(twin: Twin) -> JsonObject:
    state = twin.machine.state
    expected: JsonObject = {"status": state.status}
    if state.status == "completed":
        expected["output"] = state.output
    if state.error is not None:
        expected["error"] = {**state.error.to_json(), "type": state.error.type.removeprefix(HOME)}
    made = Counter(one.wanted.task for one in twin.calls.values())
    expected |= {"calls": {**made}} if made else {}
    if twin.emitted:
        expected["events"] = [_named(event) for event in twin.emitted]
    return expected


def _named(event: JsonObject) -> JsonObject:
    return {name: event[name] for name in ("type", "subject", "data") if name in event}

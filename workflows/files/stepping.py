"""Steps through a run as its file tells it: each fact, and all that came of it.

A complete file is played again by the machine. In a masked one the trace says what happened, put
to the facts by its moments; of a process in Python the trace is all there is. Never: a step that
needs the ones before it made once more; going back is as quick as going on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from definitions import program_of
from definitions.contracts import FactRow, TraceRow
from definitions.plans import Program
from definitions.run_file import RunFile, RunFileError
from definitions.task_plans import NotRunnableError
from definitions.values import Json, JsonObject, encode
from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.rebuilding import begun, come_to
from workflows.machine.state import State
from workflows.machine.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Step:
    """One fact and its consequences."""

    number: int
    at: int
    fact: FactRow | None
    """None of a process in Python: nobody keeps facts of it."""
    status: str
    trace: Sequence[TraceRow]
    wanted: Sequence[Wanted] = ()
    changed: JsonObject = field(default_factory=dict[str, Json])
    """Values of the run that are others since the step before: what they have become."""


def program_in(file: RunFile) -> Program:
    """What the run runs, checked against its hash."""
    if file.text is None:
        raise RunFileError(
            f"{file.run.label} is written in Python: only its trace can be looked at."
        )
    try:
        return program_of(encode(file.text.document), file.run.hash)
    except NotRunnableError as error:
        raise RunFileError(str(error)) from error


def steps(file: RunFile) -> list[Step]:
    """All of them, in order."""
    if file.masked or file.text is None:
        return _told(file)
    try:
        return _played(program_in(file), file)
    except (KeyError, TypeError, ValueError) as error:
        raise unfit(error) from error


def unfit(error: Exception) -> RunFileError:
    return RunFileError(f"Its facts don't fit its definition ({error}): export the run again.")


def _played(program: Program, file: RunFile) -> list[Step]:
    """What was before a retry may have been another program's: there the trace tells."""
    machine, since = begun(program, file.facts)
    before = len(file.facts) - len(since)
    made: list[Step] = []
    if before:
        retried = _without(file, before, machine.state.last_trace)
        made = _told(retried)
        made[-1] = _after_retry(made[-1], machine, since)
    for place, row in enumerate(since):
        values = _values(machine.state)
        machine.feed(facts.from_row(row))
        _come_to_next(machine, since[place + 1 :])
        made.append(_step(len(made) + 1, row, machine, values))
    return made


def _without(file: RunFile, facts_kept: int, last_trace: int) -> RunFile:
    rows = [row for row in file.trace if row.sequence <= last_trace]
    return RunFile(file.values, file.exported_at, file.run, None, file.facts[:facts_kept], rows)


def _after_retry(step: Step, machine: Machine, since: Sequence[FactRow]) -> Step:
    """The run goes on from there, as the next fact finds it."""
    values = _values(machine.state)
    _come_to_next(machine, since)
    went = _step(step.number, step.fact, machine, values)
    return replace(went, at=step.at, trace=[*step.trace, *went.trace])


def _come_to_next(machine: Machine, rows: Sequence[FactRow]) -> None:
    if rows:
        come_to(machine, rows[0])
        return
    while machine.advance():
        pass


def _step(number: int, row: FactRow | None, machine: Machine, before: JsonObject) -> Step:
    taken, state = machine.take(), machine.state
    changed = {name: now for name, now in _values(state).items() if now != before[name]}
    at = state.now if row is None else row.at
    return Step(number, at, row, state.status, taken.trace, taken.wanted, changed)


def _values(state: State) -> JsonObject:
    error = None if state.error is None else state.error.to_json()
    return {"context": state.context, "output": state.output, "error": error}


def _told(file: RunFile) -> list[Step]:
    status = "pending"
    made: list[Step] = []
    for number, (fact, rows) in enumerate(_grouped(file), 1):
        for row in rows:
            if not row.task:
                status = _STATUS.get(row.kind, status)
        at = rows[0].at if fact is None else fact.at
        made.append(Step(number, at, fact, status, rows))
    return made


_STATUS = {
    "run.started": "running",
    "run.resumed": "running",
    **{f"run.{word}": word for word in ("waiting", "suspended", "completed", "faulted")},
    "run.cancelled": "cancelled",
}


def _grouped(file: RunFile) -> list[tuple[FactRow | None, list[TraceRow]]]:
    """Each line of the trace with the last fact that had come when it was written."""
    if not file.facts:
        return [(None, [row]) for row in file.trace]
    groups: list[tuple[FactRow | None, list[TraceRow]]] = [(fact, []) for fact in file.facts]
    place = 0
    for row in file.trace:
        while place + 1 < len(groups) and file.facts[place + 1].at <= row.at:
            place += 1
        groups[place][1].append(row)
    return groups

"""Steps through a run as its file tells it: each fact, and all that came of it.

A complete file is played again by the machine. In a masked one the trace says what happened, put
to the facts by its moments; of a process in Python the trace is all there is. Never: a step that
needs the ones before it made once more; going back is as quick as going on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from definitions import program_of
from definitions.contracts import FactRow, TraceRow
from definitions.plans import Program
from definitions.run_file import RunFile, RunFileError
from definitions.task_plans import NotRunnableError
from definitions.values import Json, JsonObject, encode
from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.rebuilding import come_to
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
        return _played(program_in(file), file.facts)
    except (KeyError, TypeError, ValueError) as error:
        raise unfit(error) from error


def unfit(error: Exception) -> RunFileError:
    return RunFileError(f"Its facts don't fit its definition ({error}): export the run again.")


def _played(program: Program, rows: Sequence[FactRow]) -> list[Step]:
    machine = Machine(program)
    made: list[Step] = []
    for number, row in enumerate(rows, 1):
        before = _values(machine.state)
        machine.feed(facts.from_row(row))
        if number < len(rows):
            come_to(machine, rows[number])
        else:
            while machine.advance():
                pass
        made.append(_step(number, row, machine, before))
    return made


def _step(number: int, row: FactRow, machine: Machine, before: JsonObject) -> Step:
    taken, state = machine.take(), machine.state
    changed = {name: now for name, now in _values(state).items() if now != before[name]}
    return Step(number, row.at, row, state.status, taken.trace, taken.wanted, changed)


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

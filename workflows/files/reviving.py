"""What an installation needs to take a run back from its file: its state, made from the facts.

A call that was under way when the file was written may have happened: its intent goes along, so
that nobody makes it again without knowing. Never: what the file says of the state believed; the
facts are fed to the machine, and what it becomes counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import msgspec

from definitions.contracts import (
    EVENT_CAME,
    RETRIED,
    START_RUN,
    Emitted,
    EventCame,
    FactRow,
    Listener,
    TraceRow,
)
from definitions.plans import Program
from definitions.run_file import Fact, Head, Intent, RunFile, RunFileError, Told
from definitions.values import JsonObject
from workflows.files.stepping import program_in, unfit
from workflows.machine import facts
from workflows.machine.effects import CHILD, LISTENER
from workflows.machine.facts import MessageArrived, Started
from workflows.machine.machine import Machine
from workflows.machine.rebuilding import begun, steps_before
from workflows.machine.state import State

STEPS_A_LOOK = 1_000
LONGEST = 1_000
"""Characters of a name in the file."""


@dataclass(slots=True)
class Comeback:
    """The run as it comes back."""

    file: RunFile
    state: State
    facts: list[Fact]
    trace: list[TraceRow] = field(default_factory=list[TraceRow])
    emitted: list[Emitted] = field(default_factory=list[Emitted])
    listening: list[Listener] = field(default_factory=list[Listener])
    intents: list[Intent] = field(default_factory=list[Intent])
    messages: list[Told] = field(default_factory=list[Told])
    last_place: int = 0
    """Of the events that it has consumed."""
    unknown: list[str] = field(default_factory=list[str])
    """Tasks whose calls may or may not have happened."""
    waits_for: list[str] = field(default_factory=list[str])
    """The runs whose ends it waits for."""

    @property
    def last_message(self) -> int:
        return max((one.sequence for one in self.messages), default=self.state.last_message)

    @property
    def told_again(self) -> bool:
        return any(one.answer is None for one in self.messages)


def come_back(file: RunFile, *, ended: bool, over: Callable[[], bool]) -> Comeback:
    """Of an open run, or of one that has `ended`; `over` says when it has taken too long."""
    if file.masked:
        raise RunFileError("Its values are masked: only a file with --values brings a run back.")
    program = program_in(file)
    _check(file, program)
    try:
        playing = _Playing(program, file.facts, over)
        playing.play()
        return _made(file, playing, ended=ended)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise unfit(error) from error


def _check(file: RunFile, program: Program) -> None:
    """What a later sentence of the database could not say in words."""
    head, about = file.run, program.workflow
    if (head.namespace, head.name, head.version) != (about.namespace, about.name, about.version):
        raise RunFileError(f"It is a run of {head.label}, and its definition is of another one.")
    ids = [head.id, *(one.id for one in file.events), *([head.parent.run] if head.parent else ())]
    try:
        _ = [UUID(one) for one in ids], datetime.fromisoformat(head.created_at)
    except ValueError as error:
        raise RunFileError(f"An id or a moment in it is none: {error}.") from error
    _names(head)
    if min((one.execution for one in file.facts), default=1) < 1:
        raise RunFileError("A fact of it says that it came before the first execution.")
    _in_order("fact", file.facts)
    _once("message", (one.id for one in file.messages))
    _once("message", (str(one.sequence) for one in file.messages))
    _once("intent", (one.key for one in file.intents))
    _once("event", (one.id for one in file.events))


def _names(head: Head) -> None:
    if max(map(len, (head.started_by, head.cause or ""))) > LONGEST:
        raise RunFileError("A name in it is too long.")


def _in_order(what: str, rows: Sequence[FactRow]) -> None:
    for number, row in enumerate(rows, 1):
        if row.sequence != number:
            raise RunFileError(f"Its {what} {number} is missing: it has {row.sequence} there.")


def _once(what: str, names: Iterable[str]) -> None:
    seen: dict[str, None] = {}
    for name in names:
        if name in seen:
            raise RunFileError(f"A {what} of it stands there twice: {name[:100]}.")
        seen[name] = None


class _Playing:
    """The machine again, with a look at the clock now and then."""

    def __init__(self, program: Program, rows: Sequence[FactRow], over: Callable[[], bool]) -> None:
        self.machine, self._since = begun(program, rows)
        self._before = rows[: len(rows) - len(self._since)]
        self.trace: list[TraceRow] = []
        self.emitted: list[Emitted] = []
        self.told: list[Told] = []
        self.last_place = 0
        self._last_message = 0
        self._over = over

    @property
    def retried(self) -> bool:
        return bool(self._before)

    def play(self) -> None:
        for row in self._before:
            if row.kind != RETRIED:
                self._hear(facts.from_row(row))
        for row in self._since:
            while self._advance(steps_before(row) - self.machine.state.steps):
                pass
            fact = facts.from_row(row)
            self._hear(fact)
            self.machine.feed(fact)
        self.rest()

    def rest(self) -> None:
        while self._advance(STEPS_A_LOOK):
            pass

    def take(self) -> list[FactRow]:
        taken = self.machine.take()
        self.trace += taken.trace
        self.emitted += taken.emitted
        return taken.facts

    def _advance(self, most: int) -> int:
        if self._over():
            raise RunFileError("It takes too long to make its state again.")
        return self.machine.advance(min(most, STEPS_A_LOOK))

    def _hear(self, fact: facts.Fact) -> None:
        if not isinstance(fact, MessageArrived) or fact.message.sequence <= self._last_message:
            return
        message = fact.message
        self._last_message = message.sequence
        answer: JsonObject = {"accepted": True}
        self.told.append(Told(message.id, message.sequence, message.kind, message.data, answer))
        if message.kind == EVENT_CAME:
            place = msgspec.convert(message.data, EventCame).place
            self.last_place = max(self.last_place, place)


def _made(file: RunFile, playing: _Playing, *, ended: bool) -> Comeback:
    machine = playing.machine
    _first(file, machine)
    playing.take()
    if machine.ended and not ended:
        said = f"The run has ended: it is {machine.state.status}."
        raise RunFileError(f"{said} Take it back with --as-record, to be looked at.")
    if ended and not machine.ended:
        raise RunFileError("The run is open: take it back without --as-record, and it goes on.")
    added = _settle(file, playing)
    comeback = Comeback(file, machine.state, [*file.facts, *added])
    comeback.trace, comeback.emitted = _trace(file, playing), playing.emitted
    comeback.messages = _messages(file, playing)
    comeback.last_place = playing.last_place
    _intents(comeback)
    for effect in machine.state.effects.values():
        if effect.kind == LISTENER:
            comeback.listening.append(Listener(effect.id, effect.keys))
        elif effect.kind == CHILD and effect.call is not None:
            comeback.waits_for.append(str(effect.call["run"]))
    return comeback


def _trace(file: RunFile, playing: _Playing) -> list[TraceRow]:
    """As the machine makes it; what was before a retry only the file knows."""
    if not playing.retried:
        return playing.trace
    rows = {row.sequence: row for row in [*file.trace, *playing.trace]}
    return [rows[number] for number in sorted(rows)]


def _first(file: RunFile, machine: Machine) -> None:
    if not file.facts:
        machine.state.run = file.run.id
        return
    first = facts.from_row(file.facts[0])
    if not isinstance(first, Started) or first.run != file.run.id:
        raise RunFileError(f"Its facts do not begin with the start of the run {file.run.id}.")
    if machine.state.run != file.run.id:
        raise RunFileError("It was retried as another run.")
    if first.input != file.run.input:
        raise RunFileError("Its input is another one than its facts begin with.")


def _settle(file: RunFile, playing: _Playing) -> list[Fact]:
    """The start of a run that is known to have begun is answered; else there would be two."""
    known = {one.key: one.run for one in file.children}
    added: list[Fact] = []
    machine = playing.machine
    for effect in [*machine.state.effects.values()]:
        call = effect.call or {}
        child = known.get(str(call.get("key")))
        if effect.kind == "call" and call.get("function") == START_RUN and child is not None:
            machine.feed(facts.CallFinished(machine.now, effect.id, child))
            playing.rest()
            added += [
                Fact(row.sequence, row.kind, row.at, row.body, file.run.execution)
                for row in playing.take()
            ]
    return added


def _messages(file: RunFile, playing: _Playing) -> list[Told]:
    """What the facts hold is answered; what they don't hold is told again."""
    answers = {one.sequence: one.answer for one in file.messages}
    heard = {one.sequence: one for one in playing.told}
    for sequence, answer in answers.items():
        if sequence in heard and answer is not None:
            heard[sequence].answer = answer
    known = playing.machine.state.last_message
    waiting = [
        Told(one.id, one.sequence, one.kind, one.data)
        for one in file.messages
        if one.sequence > known
    ]
    return sorted([*heard.values(), *waiting], key=lambda one: one.sequence)


def _intents(comeback: Comeback) -> None:
    """Those of the file, and one for each call that may be under way."""
    kept = {one.key: one for one in comeback.file.intents}
    for effect in comeback.state.effects.values():
        call = effect.call or {}
        if effect.kind != "call" or call.get("safe") or call.get("function") == START_RUN:
            continue
        name = str(call.get("attempt") or call.get("key"))
        known = kept.setdefault(name, Intent(name))
        if known.outcome is None:
            comeback.unknown.append(str(call.get("task")))
    comeback.intents = [*kept.values()]

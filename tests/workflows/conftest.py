"""Drives the machine by hand: documents in, facts fed, what it wants looked at."""

from __future__ import annotations

import pytest

from definitions import compile_program, content_hash, read
from definitions.contracts import EVENT_CAME, Emitted, Listener, TraceRow
from definitions.plans import Program
from definitions.values import Json, JsonObject
from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.taken import Taken
from workflows.machine.wanted import WantCall, WantTimer

HEAD = """\
document:
  dsl: '1.0.3'
  namespace: test
  name: case
  version: '1.0.0'
"""
START = 1_700_000_000_000


class Driver:
    """A driver without Temporal: a virtual clock, effects answered by the test."""

    def __init__(self, program: Program, machine: Machine | None = None) -> None:
        self.program = program
        self.machine = machine or Machine(program)
        self.now = START
        self.rows: list[facts.FactRow] = []
        self.trace: list[str] = []
        self.lines: list[TraceRow] = []
        self.answers: list[Json] = []
        self.calls: dict[int, WantCall] = {}
        self.timers: dict[int, WantTimer] = {}
        self.emitted: list[Emitted] = []
        self.listening: list[Listener] = []
        self.deaf: list[int] = []

    def feed(self, fact: facts.Fact) -> Taken:
        self.machine.feed(fact)
        while self.machine.advance(1):
            pass
        return self.collect()

    def collect(self) -> Taken:
        taken = self.machine.take()
        self.rows += taken.facts
        self.lines += taken.trace
        self.trace += [f"{row.kind} {row.task}".strip() for row in taken.trace]
        self.answers += [answer.body for answer in taken.answers]
        self.emitted += taken.emitted
        self.listening += taken.listening
        self.deaf += taken.deaf
        for want in taken.wanted:
            match want:
                case WantCall():
                    self.calls[want.effect] = want
                case WantTimer():
                    self.timers[want.effect] = want
                case _:
                    self.calls.pop(want.effect, None)
                    self.timers.pop(want.effect, None)
        return taken

    def start(self, given: Json = None) -> Machine:
        self.feed(facts.Started(self.now, "run-1", given))
        return self.machine

    def answer(self, output: Json) -> Machine:
        """The oldest open call ends so."""
        effect = min(self.calls)
        del self.calls[effect]
        self.feed(facts.CallFinished(self.now, effect, output))
        return self.machine

    def fire(self) -> Machine:
        """The clock goes on to the next timer."""
        effect = min(self.timers, key=lambda number: self.timers[number].until)
        self.now = self.timers.pop(effect).until
        self.feed(facts.TimerFired(self.now, effect))
        return self.machine

    def say(self, kind: str, sequence: int, data: Json = None) -> Machine:
        message = facts.Message(f"m{sequence}", sequence, kind, data)
        self.feed(facts.MessageArrived(self.now, message))
        return self.machine

    def hear(self, sequence: int, kind: str, data: Json = None, **more: Json) -> bool:
        """An event for the listener that came last, or `listener`; whether it was wanted."""
        listener = more.pop("listener", None) or self.listening[-1].number
        place = more.pop("place", sequence)
        event: JsonObject = {"specversion": "1.0", "id": f"e{place}", "source": "/s", "type": kind}
        event |= {"data": data, **more}
        came: JsonObject = {"listener": listener, "place": place, "event": event}
        self.say(EVENT_CAME, sequence, came)
        answer = self.answers[-1]
        return isinstance(answer, dict) and answer["accepted"] is True


def program_of(tasks: str, rest: str = "") -> Program:
    reading = read(HEAD + rest + "do:\n" + tasks)
    assert reading.workflow is not None, reading.diagnostics
    assert reading.document is not None
    digest = content_hash(reading.document)
    return compile_program(reading.workflow, reading.document, digest)


@pytest.fixture
def drive():
    def make(tasks: str, rest: str = "") -> Driver:
        return Driver(program_of(tasks, rest))

    return make

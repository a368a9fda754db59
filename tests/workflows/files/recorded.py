"""Runs as files, made by a driver whose timers fire late and whose answers take their time."""

from __future__ import annotations

import random
from collections.abc import Callable

import msgspec

from cli.yaml_text import yaml_text
from definitions.contracts import CHILD_ENDED, START_RUN, ChildEnd, FactRow, Message, TraceRow
from definitions.errors import Problem
from definitions.plans import Program
from definitions.run_file import Fact, Head, RunFile, Text
from definitions.values import Json
from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.wanted import WantCall, WantCancel
from workflows.simulator.simulation import Mocked

RUN = "018f0000-0000-7000-8000-000000000001"
START = 1_790_000_000_000
MOST_FACTS = 2_000


class Slow:
    """As Temporal does it, facts come later than they could; timers in their order."""

    def __init__(
        self,
        program: Program,
        mock: Callable[[WantCall], Mocked | None],
        seed: int = 0,
        run: str = RUN,
    ) -> None:
        """What `mock` has no answer to stays under way."""
        self._run = run
        self.machine = Machine(program)
        self.rows: list[FactRow] = []
        self.trace: list[TraceRow] = []
        self._mock = mock
        self._late = random.Random(seed)
        self._now = START
        self._late_timers = self._late.randrange(20)
        self._coming: list[tuple[int, int, facts.Fact]] = []
        self._told = 0

    def run(self, given: Json = None) -> None:
        self._feed(facts.Started(START, self._run, given))
        while self._coming and not self.machine.ended and len(self.rows) < MOST_FACTS:
            self._coming.sort(key=lambda one: one[:2])
            at, _, fact = self._coming.pop(0)
            self._now = max(self._now, at)
            self._feed(msgspec.structs.replace(fact, at=self._now))

    def say(self, kind: str, data: Json = None, after: int = 0) -> None:
        self._told += 1
        message = Message(f"m{self._told}", self._told, kind, data)
        self._plan(0, facts.MessageArrived(self._now, message), after)

    def _plan(self, effect: int, fact: facts.Fact, after: int) -> None:
        self._coming.append((self._now + after + self._late.randrange(20), effect, fact))

    def _feed(self, fact: facts.Fact) -> None:
        self.machine.feed(fact)
        while self.machine.advance():
            pass
        taken = self.machine.take()
        self.rows += taken.facts
        self.trace += taken.trace
        for wanted in taken.wanted:
            if isinstance(wanted, WantCancel):
                self._coming = [one for one in self._coming if one[1] != wanted.effect]
            elif isinstance(wanted, WantCall):
                self._answer(wanted)
            else:
                due = max(wanted.until, self._now) + self._late_timers
                fired = facts.TimerFired(due, wanted.effect)
                self._coming.append((due, wanted.effect, fired))

    def _answer(self, wanted: WantCall) -> None:
        mocked, effect = self._mock(wanted), wanted.effect
        if mocked is None:
            return
        if wanted.function == START_RUN:
            self._plan(effect, facts.CallFinished(self._now, effect, "child"), 0)
            if wanted.arguments["awaited"]:
                status = "completed" if mocked.problem is None else "faulted"
                end = ChildEnd(wanted.key, "child", status, mocked.output, mocked.problem)
                self.say(CHILD_ENDED, msgspec.to_builtins(end), after=mocked.after_ms + 20)
        elif mocked.problem is not None:
            failed = facts.CallFailed(self._now, effect, mocked.problem)
            self._plan(effect, failed, mocked.after_ms)
        else:
            done = facts.CallFinished(self._now, effect, mocked.output)
            self._plan(effect, done, mocked.after_ms)

    def file(self, **more: Json) -> RunFile:
        return file_of(self.machine, self.rows, self.trace, **more)


def file_of(machine: Machine, rows: list[FactRow], trace: list[TraceRow], **more: Json) -> RunFile:
    """Complete, as an installation would export it."""
    state, about = machine.state, machine.program.workflow
    head = Head(
        id=state.run,
        namespace=about.namespace,
        name=about.name,
        version=about.version,
        hash=machine.program.hash,
        status=state.status,
        execution=1,
        started_by="somebody",
        created_at="2026-09-21T14:13:20Z",
        input=state.raw_input,
        output=state.output,
        error=state.error,
        **more,
    )
    kept = [Fact(row.sequence, row.kind, row.at, row.body) for row in rows]
    text = Text(yaml_text(machine.program.document), machine.program.document)
    return RunFile("complete", "2026-09-21T15:00:00Z", head, text, kept, trace)


def answers(seed: int) -> Callable[[WantCall], Mocked]:
    """What the world says: mostly something, now and then an error."""
    chance = random.Random(seed)

    def answer(_: WantCall) -> Mocked:
        after = chance.choice([0, 3, 40, 700, 1500])
        if chance.random() < 0.2:
            return Mocked(problem=Problem("https://x.example/e", 503), after_ms=after)
        return Mocked(chance.randrange(100), after_ms=after)

    return answer

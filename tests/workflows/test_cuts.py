"""A run may be cut anywhere and gone on with: same end, same facts, same trace."""

from __future__ import annotations

import json

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from definitions import compile_program, content_hash
from definitions.contracts import FactRow, TraceRow
from definitions.errors import communication
from definitions.plans import Program
from definitions.reader import read_document
from definitions.values import Json, JsonObject
from tests.workflows.generated import documents
from workflows.machine import facts
from workflows.machine.facts import Fact
from workflows.machine.machine import Machine
from workflows.machine.rebuilding import Rebuilding, rebuild
from workflows.machine.state import State
from workflows.machine.wanted import WantCall, WantCancel, WantTimer

MOST_FACTS = 300


def compiled(document: JsonObject) -> Program:
    reading = read_document(document)
    assert reading.workflow is not None, reading.diagnostics
    return compile_program(reading.workflow, document, content_hash(document))


class Cut:
    """Takes one step at a time; after those that it is told the state goes through JSON."""

    def __init__(self, program: Program, cuts: int) -> None:
        self.program = program
        self.machine = Machine(program)
        self.cuts = cuts
        self.facts: list[FactRow] = []
        self.trace: list[TraceRow] = []
        self.coming: dict[int, Fact] = {}
        self.now = 0
        self._steps = 0

    def run(self, given_input: Json) -> Machine:
        self._feed(facts.Started(0, "run-1", given_input))
        while self.coming and not self.machine.ended and len(self.facts) < MOST_FACTS:
            effect = min(self.coming, key=lambda each: (self.coming[each].at, each))
            self._feed(self.coming.pop(effect))
        return self.machine

    def _feed(self, fact: Fact) -> None:
        self.now = max(self.now, fact.at)
        self.machine.feed(fact)
        self._collect()
        while self.machine.advance(1):
            self._collect()
            self._steps += 1
            # A cut is where the bit of the step's number is set: any pattern is tried.
            if self.cuts >> (self._steps % 64) & 1:
                kept = json.loads(json.dumps(self.machine.state.to_json(), sort_keys=True))
                self.machine = Machine(self.program, State.from_json(kept))
        self._collect()

    def _collect(self) -> None:
        taken = self.machine.take()
        self.facts += taken.facts
        self.trace += taken.trace
        for wanted in taken.wanted:
            match wanted:
                case WantCall():
                    self.coming[wanted.effect] = self._answer(wanted)
                case WantTimer():
                    at = max(self.now, wanted.until)
                    self.coming[wanted.effect] = facts.TimerFired(at, wanted.effect)
                case WantCancel():
                    self.coming.pop(wanted.effect, None)

    def _answer(self, wanted: WantCall) -> Fact:
        at = self.now + 100 * (wanted.effect % 3)
        if wanted.effect % 4 == 0:
            return facts.CallFailed(at, wanted.effect, communication("Down.", 503))
        return facts.CallFinished(at, wanted.effect, {"effect": wanted.effect})


def shown(cut: Cut) -> tuple[object, ...]:
    return msgspec.to_builtins((cut.facts, cut.trace, cut.machine.state))


class TestCuts:
    @settings(max_examples=150, deadline=None, suppress_health_check=[*HealthCheck])
    @given(document=documents(), cuts=st.integers(1, 2**64 - 1))
    def test_make_no_difference(self, document, cuts):
        program = compiled(document)
        whole, cut = Cut(program, 0), Cut(program, cuts)
        whole.run([])
        cut.run([])
        assert shown(cut) == shown(whole)
        assert whole.machine.ended or len(whole.facts) == MOST_FACTS

    @settings(max_examples=60, deadline=None, suppress_health_check=[*HealthCheck])
    @given(document=documents(), length=st.floats(0, 1))
    def test_facts_rebuild_the_state(self, document, length):
        program = compiled(document)
        whole = Cut(program, 0)
        whole.run([])
        assert rebuild(program, whole.facts).state == whole.machine.state
        rows = whole.facts[: max(1, round(length * len(whole.facts)))]
        assert rebuild(program, rows).state.last_fact == len(rows)

    @settings(max_examples=60, deadline=None, suppress_health_check=[*HealthCheck])
    @given(document=documents(), most=st.integers(1, 7))
    def test_facts_rebuild_the_state_piece_by_piece(self, document, most):
        program = compiled(document)
        whole = Cut(program, 0)
        whole.run([])
        rebuilding = Rebuilding(program, whole.facts)
        while rebuilding.advance(most):
            pass
        while rebuilding.machine.advance():
            pass
        assert rebuilding.machine.state == whole.machine.state

    @settings(max_examples=60, deadline=None, suppress_health_check=[*HealthCheck])
    @given(document=documents())
    def test_an_ended_run_leaves_nothing_open(self, document):
        cut = Cut(compiled(document), 0)
        state = cut.run([]).state
        assert not cut.machine.ended or (state.frames, state.effects, cut.coming) == ({}, {}, {})

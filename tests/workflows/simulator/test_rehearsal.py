"""Rehearsals: the same version ends as it did, and another one gets what the world had said."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from definitions.composer import compose
from definitions.errors import communication
from definitions.values import encode
from tests.conformance.playing import STARTS_AT, Routes, _drive, playable, program_of
from tests.conformance.test_playing import CASES
from tests.workflows.conftest import program_of as compiled
from tests.workflows.generated import documents
from tests.workflows.simulator.test_past import _compiled
from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.wanted import WantCall, WantCancel, WantTimer
from workflows.simulator.comparison import compare
from workflows.simulator.past import recall
from workflows.simulator.rehearsal import OutOfTimeError, rehearse
from workflows.simulator.simulation import Bounds, Mocked, Simulation

BOUNDS = Bounds()


def against(program, rows, draft=None):
    past = recall(program, rows)
    return compare(past, rehearse(draft or program, past, BOUNDS))


class TestTheSameVersion:
    @pytest.mark.parametrize("name", [name for name, case in CASES.items() if playable(case)])
    def test_ends_as_it_did(self, name):
        case = CASES[name]
        routes = Routes(case.get("http") or [])
        program, why = program_of(case, routes)
        if program is None:
            pytest.skip(f"It can't run yet: {why}.")
        simulation = Simulation(program, routes.answer, STARTS_AT)
        _drive(simulation, case, routes, [])
        past = recall(program, simulation.facts)
        now = rehearse(program, past, BOUNDS)
        assert now.state == simulation.state
        verdict = compare(past, now)
        assert (verdict.kind, verdict.remarks) == ("alike", ())


class Unruly:
    """A driver that lets facts come in the middle of steps, and late."""

    def __init__(self, program, numbers):
        self.machine, self.numbers, self.now = Machine(program), numbers, 0
        self.rows, self.coming, self.turn = [], {}, 0

    def number(self):
        self.turn += 1
        return self.numbers[self.turn % len(self.numbers)]

    def run(self, given_input):
        self.feed(facts.Started(0, "run-1", given_input))
        while not self.machine.ended and len(self.rows) < 300:
            steps = self.machine.advance(1 + self.number())
            self.collect()
            if not self.coming:
                if not steps:
                    break
                continue
            effect = min(self.coming, key=lambda each: (self.coming[each][0], each))
            if steps and self.coming[effect][0] > self.now:
                continue
            at, fact = self.coming.pop(effect)
            self.now = max(self.now, at)
            self.feed(fact(self.now))

    def feed(self, fact):
        self.machine.feed(fact)
        self.collect()

    def collect(self):
        taken = self.machine.take()
        self.rows += taken.facts
        for wanted in taken.wanted:
            number = wanted.effect
            match wanted:
                case WantCall():
                    self.coming[number] = self.now + self.number(), self.answer(wanted)
                case WantTimer():
                    late = wanted.until + self.number()
                    self.coming[number] = late, self.timer(number)
                case WantCancel():
                    self.coming.pop(number, None)

    def timer(self, number):
        return lambda at: facts.TimerFired(at, number)

    def answer(self, wanted):
        number = wanted.effect
        if self.number() % 2:
            problem = communication("Down.", 503)
            return lambda at: facts.CallFailed(at, number, problem, self.turn % 3 != 0)
        return lambda at: facts.CallFinished(at, number, self.turn)


@given(documents(), st.lists(st.integers(0, 7), min_size=1, max_size=9))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_any_run_of_the_same_version_ends_alike(document, numbers):
    program = _compiled(document)
    driver = Unruly(program, numbers)
    driver.run([])
    past = recall(program, driver.rows)
    assert past.state == driver.machine.state
    now = rehearse(program, past, BOUNDS)
    assert now.trace == past.trace
    verdict = compare(past, now)
    assert (verdict.kind, verdict.remarks) == ("alike", ())


@given(documents(), st.lists(st.integers(0, 7), min_size=1, max_size=9))
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_a_task_in_front_takes_no_answer_away(document, numbers):
    document = {**document, "use": {}}
    program = _compiled(document)
    driver = Unruly(program, numbers)
    driver.run([])
    wider = {**document, "do": [{"first": {"set": "${ . }"}}, *document["do"]]}
    verdict = against(program, driver.rows, _compiled(wider))
    assert (verdict.kind, verdict.remarks) == ("alike", ())

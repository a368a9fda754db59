"""Rehearsals: the same version ends as it did, and another one gets what the world had said."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from definitions.errors import communication
from tests.conformance.playing import STARTS_AT, Routes, drive, playable, program_of
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
        drive(simulation, case, routes, [])
        past = recall(program, simulation.facts)
        now = rehearse(program, past, BOUNDS)
        assert now.state == simulation.state
        verdict = compare(past, now)
        assert (verdict.kind, verdict.remarks) == ("alike", ())


ASK = "  - ask: { call: http, with: { method: post, endpoint: https://x.example } }\n"
LISTENS = "  - hear: { listen: { to: { one: { with: { type: told } } } } }\n"
CHILD = "  - sub: { run: { workflow: { namespace: test, name: sub, version: '1.0.0' } } }\n"
SETS = "  - last: { set: { got: '${ . }' } }\n"
BOTH = "  - both: { fork: { compete: true, branches: [ a: { wait: PT1H }, b: %s ] } }\n"


def told(kind="told", number=1):
    return {"specversion": "1.0", "id": f"e{number}", "source": "/s", "type": kind, "data": 7}


def facts_of(text, *says, events=(), mock=None):
    simulation = Simulation(compiled(text), mock or (lambda _: Mocked({"n": 1}, None, 2_000)))
    for kind, at in says:
        simulation.say(kind, {"reason": None}, at=at)
    for event, at in events:
        simulation.publish(event, at=at)
    simulation.run(None)
    return simulation.facts


def rehearsed(before, after, *says, **more):
    past = recall(compiled(before), facts_of(before, *says, **more))
    now = rehearse(compiled(after), past, BOUNDS)
    return now, compare(past, now)


class TestAnotherVersion:
    def test_gets_the_event_as_soon_as_it_listens(self):
        later = "  - wait: { wait: P3D }\n" + LISTENS
        now, verdict = rehearsed(LISTENS, later, events=[(told("x"), 10), (told(), 50)])
        assert verdict.kind == "alike"
        assert now.state.now == 3 * 86_400_000

    def test_a_listener_that_is_new_waits_for_ever(self):
        _, verdict = rehearsed(SETS, LISTENS + SETS, events=[(told(), 50)])
        assert (verdict.kind, verdict.task) == ("waits", "/do/0/hear")

    def test_the_end_of_a_child_comes_as_long_after_its_start(self):
        now, verdict = rehearsed(CHILD, "  - wait: { wait: PT1M }\n" + CHILD)
        assert (verdict.kind, now.state.now) == ("alike", 62_000)

    def test_a_shorter_timeout_is_felt(self):
        short = ASK.replace("} }", "}, timeout: { after: PT1S } }")
        now, verdict = rehearsed(ASK, short)
        assert (verdict.kind, verdict.task) == ("fault", "/do/0/ask")
        assert now.state.now == 1_000
        assert verdict.error is not None

    def test_a_longer_timeout_would_need_an_answer_that_never_came(self):
        short = ASK.replace("} }", "}, timeout: { after: PT1S } }")
        _, verdict = rehearsed(short, ASK)
        assert (verdict.kind, verdict.task) == ("waits", "/do/0/ask")

    def test_another_wait_wins_the_race(self):
        now, verdict = rehearsed(BOTH % "{ wait: PT1M }", BOTH % "{ wait: PT2H }" + SETS)
        assert (now.state.status, now.state.now) == ("completed", 3_600_000)
        assert verdict.kind == "output"

    def test_what_the_operator_did_comes_at_its_hour(self):
        waits = "  - a: { wait: PT1H }\n"
        now, verdict = rehearsed(waits, waits, ("run.suspend", 5), ("run.resume", 9_000_000))
        assert (verdict.kind, now.state.now) == ("alike", 9_000_000)
        now, verdict = rehearsed(waits, SETS, ("run.cancel", 5))
        assert (verdict.kind, now.state.status) == ("status", "completed")
        now, verdict = rehearsed("  - b: { wait: PT2H }\n", waits, ("run.cancel", 5))
        assert verdict.kind == "alike"

    def test_another_method_is_another_call(self):
        _, verdict = rehearsed(ASK, ASK.replace("post", "delete"))
        assert (verdict.kind, verdict.task) == ("unknown", "/do/0/ask")

    def test_a_renamed_task_that_asks_the_same_gets_the_answer(self):
        now, verdict = rehearsed(ASK, ASK.replace("- ask", "- please"))
        assert (verdict.kind, verdict.remarks, now.left) == ("alike", (), [])

    def test_a_renamed_task_that_asks_otherwise_does_not(self):
        other = ASK.replace("- ask", "- please").replace("x.example", "y.example")
        assert rehearsed(ASK, other)[1].kind == "unknown"

    def test_a_second_call_has_no_answer(self):
        twice = ASK + ASK.replace("- ask", "- again")
        _, verdict = rehearsed(ASK, twice)
        assert (verdict.kind, verdict.task) == ("unknown", "/do/1/again")

    def test_another_address_is_told(self):
        now, verdict = rehearsed(ASK, ASK.replace("x.example", "y.example"))
        assert verdict.kind == "alike"
        (otherwise,) = now.otherwise
        assert otherwise.arguments == ("endpoint",)

    def test_a_fault_moves_with_its_task(self):
        def down(_):
            return Mocked(problem=communication("Down.", 503))

        assert rehearsed(ASK, SETS + ASK, mock=down)[1].kind == "alike"

    def test_one_more_turn_of_a_loop_has_no_answer(self):
        loop = "  - l: {{ for: {{ in: '[range({})]' }}, do: [{{ {} }}] }}\n"
        ask = ASK.strip(" -\n")
        _, verdict = rehearsed(loop.format(2, ask), loop.format(3, ask))
        assert (verdict.kind, verdict.task) == ("unknown", "/do/0/l/do/0/ask")

    def test_its_own_event_it_hears_as_it_publishes_it(self):
        emits = "{ emit: { event: { with: { source: /s, type: told, data: %s } } } }"
        both = "  - both: { fork: { branches: [ b: " + LISTENS.strip(" -\n")[6:] + ", a: %s ] } }\n"
        now, verdict = rehearsed(both % (emits % 1), both % (emits % 2))
        assert verdict.kind == "output"
        assert "'data': 1" not in str(now.state.output)
        quiet = rehearsed(both % (emits % 1), both % "{ set: { x: 1 } }")[1]
        assert (quiet.kind, quiet.task) == ("waits", "/do/0/both/fork/branches/0/b")

    def test_an_end_that_true_makes_is_not_that_of_one(self):
        one, true = "  - a: { set: { x: 1 } }\n", "  - a: { set: { x: true } }\n"
        assert rehearsed(one, true)[1].kind == "output"
        assert rehearsed(one, one.replace("1 }", "1.0 }"))[1].kind == "alike"

    @pytest.mark.parametrize(
        "tasks",
        ["  - a: { set: { n: 1 }, then: a }\n", "  - a: { wait: PT1S, then: a }\n"],
    )
    def test_without_an_end_it_is_stopped(self, tasks):
        past = recall(compiled(SETS), facts_of(SETS))
        now = rehearse(compiled(tasks), past, Bounds(facts=500, steps=5_000))
        assert now.endless
        assert compare(past, now).kind == "endless"

    def test_when_the_time_is_over_it_is_left(self):
        past = recall(compiled(SETS), facts_of(SETS))
        with pytest.raises(OutOfTimeError):
            rehearse(compiled(SETS), past, Bounds(over=lambda: True))


class Unruly:
    """A driver that lets facts come late, and unless it is `calm` in the middle of steps."""

    def __init__(self, program, numbers, *, calm=False):
        self.calm = calm
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
            if steps and (self.calm or self.coming[effect][0] > self.now):
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
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
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


AT_ONCE = {
    "document": {"dsl": "1.0.3", "namespace": "test", "name": "made", "version": "1.0.0"},
    "use": {},
    "do": [
        {
            "t0": {
                "fork": {"branches": [{"t0": {"wait": {"seconds": 2}}}], "compete": False},
                "timeout": {"after": {"seconds": 2}},
            }
        },
        {"t1": {"set": "${ . + [0] }"}},
    ],
}
"""The timeout is due with the wait in it: which of them fires, the run alone has seen."""


@example(AT_ONCE, [0, 2, 1])
@example(AT_ONCE, [1, 0])
@given(documents(), st.lists(st.integers(0, 7), min_size=1, max_size=9))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_a_task_in_front_takes_no_answer_away(document, numbers):
    # In the middle of steps only the same version has the same steps; and with its place in the
    # document a task changes what its retries wait at random.
    assume("jitter" not in str(document))
    document = {**document, "use": {}}
    program = _compiled(document)
    driver = Unruly(program, numbers, calm=True)
    driver.run([])
    wider = {**document, "do": [{"first": {"set": "${ . }"}}, *document["do"]]}
    verdict = against(program, driver.rows, _compiled(wider))
    # A run that faults just then may not come to a call that had left in vain.
    assert (verdict.kind, {one.kind for one in verdict.remarks} - {"left"}) == ("alike", set())

"""Definitions that try to harm end with a sentence, in few steps and with little in hand."""

from __future__ import annotations

import pytest

from definitions.contracts import EventKey
from tests.workflows.conftest import START, Driver
from workflows.machine import bounds, facts
from workflows.machine.machine import Machine
from workflows.machine.state import Effect, State

ENDLESS = {
    "a cycle of sets": (
        "  - a: { set: { n: 1 }, then: b }\n  - b: { set: { n: 2 }, then: a }\n",
        "may go on for ever",
    ),
    "retries at once": (
        (
            "  - r:\n      try: [{ bad: { raise: { error: { type: 'urn:x', status: 500 } } } }]\n"
            "      catch: { retry: { delay: { seconds: 0 } } }\n"
        ),
        "may go on for ever",
    ),
    "a timer of nothing": ("  - w: { wait: { milliseconds: 0 }, then: w }\n", "for ever"),
    "events without end": (
        "  - e: { emit: { event: { with: { source: 'urn:x', type: x } } }, then: e }\n",
        "may go on for ever",
    ),
}
GROWING = {
    "a text that doubles": (
        "  - z: { set: { s: x } }\n  - a: { set: { s: '${ .s + .s }' }, then: a }\n",
        "more than 4194304 characters",
    ),
    "a list of itself twice": (
        "  - a: { set: { s: '${ . }', t: '${ . }' }, then: a }\n",
        "more than 4194304 characters",
    ),
    "one in the other": ("  - a: { set: { s: '${ . }' }, then: a }\n", "nested more than 400"),
    "giants side by side": (
        "  - f:\n      fork:\n        branches:\n"
        + "".join(f"          - b{n}: {{ set: '${{ \"x{n}\" * 900000 }}' }}\n" for n in range(200)),
        "holds more than 33,554,432 characters",
    ),
    "one giant in many hands": (
        "  - z: { set: { big: '${ \"xy\" * 1900000 }' } }\n  - f:\n      fork:\n        branches:\n"
        + "".join(f"          - b{n}: {{ wait: {{ hours: 1 }} }}\n" for n in range(200)),
        "holds more than 33,554,432 characters",
    ),
    "events heard for ever": (
        "  - l: { listen: { to: { any: [{ with: { type: x } }], until: '${ false }' } } }\n",
        None,
    ),
}
HEAVY = {
    "a switch of heavy cases": (
        "  - s:\n      switch:\n"
        + "".join(
            f"        - c{n}: {{ when: '${{ [range(12000)] | length < 0 }}', then: end }}\n"
            for n in range(1500)
        ),
        "more than 200,000 steps together",
    ),
    "a set of heavy fields": (
        "  - s:\n      set:\n"
        + "".join(f"        c{n}: '${{ [range(12000)] | length }}'\n" for n in range(1500)),
        "more than 100000 steps",
    ),
    "more branches than may be open": (
        "  - f:\n      fork:\n        branches:\n"
        + "".join(f"          - b{n}: {{ wait: {{ hours: 1 }} }}\n" for n in range(1900)),
        "500 calls and timers open",
    ),
}
AGAIN = "use:\n  functions:\n    again: { do: [{ x: { call: again } }] }\n"
TWICE = (
    "use:\n  functions:\n    again:\n      fork:\n"
    "        branches: [{ x: { call: again } }, { y: { call: again } }]\n"
)
CALL = "  - r: { call: again }\n"


def played(driver: Driver) -> Driver:
    """Until it ends: timers go off as they come."""
    driver.start()
    while not driver.machine.ended and driver.timers and driver.machine.state.error is None:
        driver.fire()
    return driver


def fault(driver: Driver) -> str:
    state = driver.machine.state
    assert state.status == "faulted", state.status
    assert not state.frames
    assert not state.effects
    assert state.error is not None
    return state.error.detail or ""


class TestBounds:
    @pytest.mark.parametrize(("tasks", "said"), ENDLESS.values(), ids=ENDLESS)
    def test_what_never_ends_is_ended(self, drive, monkeypatch, tasks, said):
        monkeypatch.setattr(bounds, "MOST_WORK", 3_000)
        assert said in fault(played(drive(tasks)))

    @pytest.mark.parametrize(
        ("tasks", "said"), [case for case in GROWING.values() if case[1]], ids=[*GROWING][:-1]
    )
    def test_what_grows_is_stopped(self, drive, tasks, said):
        assert said in fault(played(drive(tasks)))

    @pytest.mark.parametrize(("tasks", "said"), HEAVY.values(), ids=HEAVY)
    def test_what_wants_too_much_at_once_is_refused(self, drive, tasks, said):
        assert said in fault(played(drive(tasks)))

    @pytest.mark.parametrize(
        ("functions", "said"), [(AGAIN, "called inside each other"), (TWICE, "")]
    )
    def test_a_function_that_calls_itself(self, drive, monkeypatch, functions, said):
        monkeypatch.setattr(bounds, "MOST_HELD", 1_000_000)
        assert said in fault(played(drive(CALL, functions)))

    def test_answers_that_pile_up(self, drive):
        post = "call: http, with: { method: post, endpoint: 'https://example.com/' }"
        branches = "".join(f"          - b{n}: {{ {post} }}\n" for n in range(9))
        driver = drive(f"  - f:\n      fork:\n        branches:\n{branches}")
        driver.start()
        while driver.calls:
            driver.answer({"page": f"{len(driver.calls)}" * 4_000_000})
        assert "holds more than" in fault(driver)

    def test_messages_that_pile_up(self, drive):
        tasks, _ = GROWING["events heard for ever"]
        driver = drive(tasks)
        driver.start()
        for sequence in range(1, 200):
            if not driver.machine.ended:
                driver.hear(sequence, "x", f"{sequence:03}" * 80_000)
        assert "holds more than" in fault(driver)

    def test_a_fault_of_a_bound_is_not_caught(self, drive, monkeypatch):
        monkeypatch.setattr(bounds, "MOST_WORK", 1_000)
        tasks = "  - t: { try: [{ a: { set: { n: 1 }, then: a } }], catch: { do: [] } }\n"
        assert "for ever" in fault(played(drive(tasks)))

    def test_a_long_loop_is_no_harm(self, drive):
        loop = "  - f: { for: { in: '${ [range(9000)] }' }, do: [{ s: { set: { a: 1 } } }] }\n"
        assert played(drive(loop)).machine.state.output == {"a": 1}

    def test_work_is_the_same_after_a_cut(self, drive):
        tasks = "  - a: { set: { s: '${ [range(500)] }' } }\n  - w: { wait: { hours: 1 } }\n"
        tasks += "  - b: { set: { n: '${ .s | length }' } }\n"
        whole = played(drive(tasks)).machine.state
        driver = drive(tasks)
        driver.start()
        kept = State.from_json(driver.machine.state.to_json())
        driver.machine = Machine(driver.program, kept)
        driver.fire()
        assert driver.machine.state.work == whole.work


class TestScale:
    def test_weighs_what_is_written_out_several_times_as_often(self):
        value = {"a": ["x" * 1_000] * 3}
        assert 3_000 < bounds.weigh(value) < 3_200
        assert bounds.weigh([value, value]) > 2 * bounds.weigh(value)

    @pytest.mark.parametrize("value", [None, True, 17, 1.5, "", [], {}])
    def test_weighs_next_to_nothing(self, value):
        assert bounds.weigh(value) == 0

    def test_what_comes_from_outside_is_work(self):
        big = "x" * 102_400
        said = facts.Message("m", 1, "k", big)
        assert bounds.work_of(facts.CallFinished(START, 1, big)) == 100
        assert bounds.work_of(facts.MessageArrived(START, said)) == 100
        assert bounds.work_of(facts.TimerFired(START, 1)) == 0

    def test_looks_after_work_and_at_rest(self):
        state = State(look_at=100, look_at_rest=50, work=49)
        scale = bounds.Scale(state)
        state.effects[1] = Effect(1, 1, "listener", keys=[EventKey("x")])
        state.context = "x" * (bounds.MOST_HELD + 1)
        assert scale.beyond() is None
        state.work = 50
        assert scale.beyond() is not None

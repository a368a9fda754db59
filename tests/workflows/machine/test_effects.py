"""Effects: cancelled with who wanted them, wanted again after a restart, never more than needed."""

from __future__ import annotations

from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.state import State

CALL = "{ call: http, with: { method: get, endpoint: 'https://x.example' } }"
TIMED = CALL.replace("{ call", "{ timeout: { after: PT1H }, call")


class TestCancel:
    def test_a_timeout_goes_with_its_task(self, drive):
        driver = drive(f"  - a: {TIMED}\n  - b: {CALL}\n")
        driver.start()
        assert len(driver.timers) == 1
        driver.answer(1)
        assert (driver.timers, len(driver.calls)) == ({}, 1)

    def test_what_nobody_has_taken_is_not_wanted_at_all(self, drive):
        """A call that a quicker branch makes needless before it has left."""
        branches = f"[ b: {CALL}, c: {{ set: {{ x: 1 }} }} ]"
        driver = drive(f"  - a: {{ fork: {{ compete: true, branches: {branches} }} }}\n")
        taken = driver.feed(facts.Started(driver.now, "run-1", None))
        assert (taken.wanted, driver.machine.state.output) == ([], {"x": 1})


class TestWantAgain:
    def test_timers_and_timeouts(self, drive):
        driver = drive("  - a: { timeout: { after: P1D }, wait: PT1H }\n")
        driver.start()
        machine = Machine(driver.program, State.from_json(driver.machine.state.to_json()))
        machine.effects.want_again()
        assert machine.take().wanted == list(driver.timers.values())

    def test_but_for_what_has_been_answered(self, drive):
        driver = drive(f"  - a: {TIMED}\n")
        driver.start()
        (call,) = driver.calls
        driver.machine.effects.want_again(frozenset({call}))
        assert driver.machine.take().wanted == list(driver.timers.values())


class TestRepeatRegularly:
    def test_what_is_gone_is_not_repeated(self, drive):
        driver = drive(f"  - a: {CALL}\n  - b: {CALL}\n")
        driver.start()
        (first,) = driver.calls
        driver.answer(1)
        assert driver.feed(facts.CallSlow(driver.now, first)).wanted == []

    def test_a_timer_is_none(self, drive):
        driver = drive("  - a: { wait: PT1H }\n")
        driver.start()
        (timer,) = driver.timers
        assert driver.feed(facts.CallSlow(driver.now, timer)).wanted == []


class TestCloseListener:
    def test_only_that_of_the_task(self, drive):
        hears = "{ listen: { to: { one: { with: { type: %s } } } } }"
        branches = f"[ b: {hears % 'x'}, c: {hears % 'y'} ]"
        driver = drive(f"  - a: {{ fork: {{ branches: {branches} }} }}\n")
        driver.start()
        assert driver.hear(1, "x", 1, listener=driver.listening[0].number)
        assert driver.deaf == [driver.listening[0].number]
        assert driver.hear(2, "y", 2, listener=driver.listening[1].number)
        assert driver.machine.state.output == [[1], [2]]

    def test_while_the_task_works_off_what_it_has_heard(self, drive):
        text = (
            "  - a:\n"
            "      listen:\n"
            "        to: { any: [{ with: { type: x } }], until: { one: { with: { type: y } } } }\n"
            f"      foreach: {{ do: [ b: {CALL} ] }}\n"
        )
        driver = drive(text)
        driver.start()
        assert driver.hear(1, "x")
        assert driver.deaf == []
        assert driver.hear(2, "y")
        assert (len(driver.deaf), len(driver.calls)) == (1, 1)
        assert not driver.hear(3, "x")

"""A call that may or may not have happened: who catches it, and what a person can say."""

from __future__ import annotations

import pytest

from definitions.errors import Problem, communication, outcome_unknown
from workflows.machine import facts
from workflows.machine.rebuilding import rebuild
from workflows.machine.state import State

PAY = "call: http, with: { method: post, endpoint: https://bank.example/pay, body: '${ . }' }"
TASKS = f"  - pay: {{ {PAY}, output: {{ as: '${{ {{ paid: . }} }}' }} }}\n"
LOST = outcome_unknown("The worker stopped while it made this call.")
SETTLE = "task.settle"


def lose(driver, problem: Problem = LOST):
    """The oldest open call is lost."""
    effect = min(driver.calls)
    del driver.calls[effect]
    driver.feed(facts.CallFailed(driver.now, effect, problem, definite=False))


def lost(drive, tasks: str = TASKS):
    driver = drive(tasks)
    driver.start({"sum": 7})
    lose(driver)
    return driver


def trying(catch: str) -> str:
    return f"  - careful: {{ try: [{{ pay: {{ {PAY} }} }}], catch: {{ {catch} }} }}\n"


HANDLER = "do: [{ s: { set: { a: 1 } } }]"


class TestAsked:
    def test_the_run_waits_and_the_trace_says_for_what(self, drive):
        driver = lost(drive)
        assert driver.machine.state.status == "waiting"
        assert driver.trace[-2:] == ["task.unsettled /do/0/pay", "run.waiting"]

    @pytest.mark.parametrize(
        "problem", [communication("Cut off."), Problem("x/outcome-unknown", 500)]
    )
    def test_other_faults_are_faults(self, drive, problem):
        driver = drive(TASKS)
        driver.start()
        lose(driver, problem)
        assert driver.machine.state.status == "faulted"

    def test_who_catches_it_is_not_kept_waiting(self, drive):
        driver = lost(drive, trying(HANDLER))
        assert (driver.machine.state.status, driver.machine.state.output) == ("completed", {"a": 1})

    def test_who_retries_it_neither_until_the_attempts_are_used_up(self, drive):
        driver = lost(drive, trying("retry: { limit: { attempt: { count: 1 } } }"))
        driver.fire()
        assert len(driver.calls) == 1
        lose(driver)
        assert driver.machine.state.status == "waiting"

    def test_a_filter_that_does_not_fit_catches_nothing(self, drive):
        driver = lost(drive, trying(f"errors: {{ with: {{ status: 404 }} }}, {HANDLER}"))
        assert driver.machine.state.status == "waiting"

    def test_a_filter_that_can_not_be_evaluated_faults(self, drive):
        driver = lost(drive, trying(f"when: error(1), {HANDLER}"))
        assert driver.machine.state.status == "faulted"

    def test_its_timeout_goes_on(self, drive):
        driver = lost(drive, f"  - pay: {{ {PAY}, timeout: {{ after: PT1M }} }}\n")
        driver.fire()
        assert driver.machine.state.error.type.endswith("/timeout")

    def test_it_can_be_cancelled(self, drive):
        driver = lost(drive)
        driver.say("run.cancel", 1)
        assert driver.machine.state.status == "cancelled"


class TestSettled:
    def test_it_happened_with_this_output(self, drive):
        driver = lost(drive)
        driver.say(SETTLE, 1, {"outcome": "happened", "output": {"id": 3}})
        assert driver.answers == [{"accepted": True}]
        assert driver.machine.state.output == {"paid": {"id": 3}}
        assert "task.settled /do/0/pay" in driver.trace

    def test_again_under_the_same_key_by_another_attempt(self, drive):
        driver = drive(TASKS)
        driver.start({"sum": 7})
        (first,) = driver.calls.values()
        lose(driver)
        driver.say(SETTLE, 1, {"outcome": "again"})
        (second,) = driver.calls.values()
        assert (second.key, second.arguments) == (first.key, first.arguments)
        assert (first.attempt, second.attempt) == ("", f"{first.key} {second.effect}")
        assert not second.local
        assert driver.machine.state.status == "running"
        driver.answer("ok")
        assert driver.machine.state.output == {"paid": "ok"}

    def test_lost_again_it_is_asked_again(self, drive):
        driver = lost(drive)
        driver.say(SETTLE, 1, {"outcome": "again"})
        lose(driver)
        assert driver.machine.state.status == "waiting"
        driver.say(SETTLE, 2, {"outcome": "again"})
        (third,) = driver.calls.values()
        assert third.attempt == f"{third.key} {third.effect}"

    def test_the_fault_stands(self, drive):
        driver = lost(drive)
        driver.say(SETTLE, 1, {"outcome": "failed"})
        state = driver.machine.state
        assert (state.status, state.error.type) == ("faulted", LOST.type)

    @pytest.mark.parametrize("data", [None, 1, {}, {"outcome": 1}, {"outcome": "perhaps"}])
    def test_what_makes_no_sense_is_refused(self, drive, data):
        driver = lost(drive)
        driver.say(SETTLE, 1, data)
        assert driver.answers[0]["accepted"] is False
        assert driver.machine.state.status == "waiting"

    def test_twice_is_refused(self, drive):
        driver = lost(drive)
        driver.say(SETTLE, 1, {"outcome": "again"})
        driver.say(SETTLE, 2, {"outcome": "again"})
        assert [answer["accepted"] for answer in driver.answers] == [True, False]
        assert len(driver.calls) == 1

    def test_of_several_one_has_to_be_named(self, drive):
        both = (
            f"  - both: {{ fork: {{ branches: [{{ a: {{ {PAY} }} }}, {{ b: {{ {PAY} }} }}] }} }}\n"
        )
        driver = lost(drive, both)
        lose(driver)
        driver.say(SETTLE, 1, {"outcome": "failed"})
        assert "/do/0/both/fork/branches/1/b:0" in driver.answers[0]["detail"]
        for sequence, branch in ((2, "0/a"), (3, "1/b")):
            visit = f"/do/0/both/fork/branches/{branch}:0"
            driver.say(SETTLE, sequence, {"outcome": "happened", "output": branch, "visit": visit})
        assert driver.machine.state.output == ["0/a", "1/b"]

    def test_another_task_is_not_meant(self, drive):
        driver = lost(drive)
        driver.say(SETTLE, 1, {"outcome": "again", "visit": "/do/9/x:0"})
        assert driver.answers[0]["accepted"] is False


class TestKept:
    def test_the_question_outlives_the_process(self, drive):
        driver = lost(drive)
        kept = State.from_json(driver.machine.state.to_json())
        assert kept == driver.machine.state

    def test_facts_make_the_same(self, drive):
        driver = lost(drive)
        driver.say(SETTLE, 1, {"outcome": "again"})
        driver.answer("ok")
        assert rebuild(driver.program, driver.rows).state == driver.machine.state

"""A run that goes on from one of its tasks: where, with what, and what is not done twice."""

from __future__ import annotations

import pytest

from definitions.errors import outcome_unknown
from tests.workflows.retries import (
    FORK,
    LINE,
    break_,
    fail,
    finish,
    of,
    past,
    post,
    retry,
    started,
    urls,
)
from workflows.machine import facts
from workflows.machine.rebuilding import rebuild
from workflows.machine.retrying import Edit, RetryError
from workflows.machine.state import State


class TestFailedTask:
    def test_it_is_done_again_and_what_was_done_is_not(self, drive):
        driver = started(drive)
        driver.answer("booked")
        fail(driver)
        assert driver.machine.state.status == "faulted"
        first = driver.rows[-1]
        retry(driver)
        assert driver.machine.state.status == "running"
        assert urls(driver) == ["pay"]
        (call,) = driver.calls.values()
        assert call.arguments["body"] == "booked"
        assert call.key == "run-1:/do/1/pay:0+1"
        assert call.attempt == ""
        assert call.effect > first.body["effect"]
        assert finish(driver).output == "did send"

    def test_the_trace_goes_on_and_no_line_is_told_twice(self, drive):
        driver = started(drive)
        driver.answer("booked")
        fail(driver)
        retry(driver)
        finish(driver)
        assert [line.sequence for line in driver.lines] == [*range(1, len(driver.lines) + 1)]
        retried = next(line for line in driver.lines if line.kind == "run.retried")
        assert retried.body == {
            "visit": "/do/1/pay:0",
            "version": "1.0.0",
            "reason": "The bank is open again.",
            "by": "ada",
        }
        assert [row.sequence for row in driver.rows] == [*range(1, len(driver.rows) + 1)]

    def test_it_may_fail_and_be_retried_again_and_again(self, drive):
        driver = started(drive)
        driver.answer("booked")
        for nth in range(1, 4):
            fail(driver)
            retry(driver)
            (call,) = driver.calls.values()
            assert call.key == f"run-1:/do/1/pay:0+{nth}"
        assert finish(driver).status == "completed"

    def test_of_an_earlier_execution(self, drive):
        driver = started(drive)
        driver.answer("booked")
        fail(driver)
        retry(driver)
        driver.answer("paid")
        fail(driver)
        retry(driver, "/do/0/book:0")
        (call,) = driver.calls.values()
        assert (call.key, call.arguments["body"]) == ("run-1:/do/0/book:0+2", "in")
        assert finish(driver).output == "did send"

    def test_state_made_again_is_the_same(self, drive):
        driver = started(drive)
        driver.answer("booked")
        fail(driver)
        retry(driver)
        driver.answer("paid")
        again = rebuild(driver.program, driver.rows)
        assert again.state == driver.machine.state
        kept = State.from_json(driver.machine.state.to_json())
        assert kept == driver.machine.state

    def test_in_a_loop_the_rounds_before_stay(self, drive):
        driver = started(
            drive,
            "  - each: { for: { in: '[1, 2, 3]' }, do: [{ "
            + post("pay", ", output: { as: '$input' }")
            + " }] }\n",
        )
        driver.answer(1)
        fail(driver)
        retry(driver)
        (call,) = driver.calls.values()
        assert call.key == "run-1:/do/0/each/for/1/0/pay:0+1"
        driver.answer(2)
        (call,) = driver.calls.values()
        assert call.key.endswith("/pay:0+1")
        assert finish(driver).status == "completed"

    def test_in_a_try_that_had_given_up(self, drive):
        catch = "catch: { retry: { limit: { attempt: { count: 1 } } } }"
        driver = started(drive, f"  - careful: {{ try: [{{ {post('pay')} }}], {catch} }}\n")
        fail(driver)
        driver.fire()
        fail(driver)
        assert driver.machine.state.status == "faulted"
        assert past(driver).failed == "/do/0/careful/try/0/pay:1"
        retry(driver)
        assert finish(driver).output == "did pay"

    def test_a_timeout_counts_anew_from_where_the_run_stood_still(self, drive):
        driver = started(
            drive,
            f"  - all: {{ do: [{{ {post('pay')} }}], timeout: {{ after: {{ seconds: 10 }} }} }}\n",
        )
        fail(driver)
        retry(driver)
        (timer,) = driver.timers.values()
        assert timer.until == driver.now + 10_000

    def test_of_a_timeout_the_task_that_took_too_long(self, drive):
        driver = started(
            drive,
            f"  - all: {{ do: [{{ {post('pay')} }}], timeout: {{ after: {{ seconds: 10 }} }} }}\n",
        )
        driver.fire()
        assert past(driver).failed == "/do/0/all:0"
        retry(driver)
        (call,) = driver.calls.values()
        # Nobody knows whether the first one has arrived: the other side can know it again.
        assert (call.key, call.attempt) == (
            "run-1:/do/0/all/do/0/pay:0",
            "run-1:/do/0/all/do/0/pay:0+1",
        )
        assert finish(driver).output == "did pay"


class TestEdits:
    def test_another_input(self, drive):
        driver = fail(started(drive))
        retry(driver, edit=Edit(input={"a": 1}))
        (call,) = driver.calls.values()
        assert call.arguments["body"] == {"a": 1}

    def test_nothing_is_a_value(self, drive):
        driver = fail(started(drive))
        retry(driver, edit=Edit(input=None))
        (call,) = driver.calls.values()
        assert call.arguments["body"] is None

    def test_another_context(self, drive):
        driver = fail(started(drive))
        retry(driver, edit=Edit(context={"b": 2}))
        assert driver.machine.state.context == {"b": 2}

    def test_skipped_with_an_output(self, drive):
        driver = started(drive)
        driver.answer("booked")
        fail(driver)
        retry(driver, edit=Edit(output="paid by hand"))
        assert urls(driver) == ["send"]
        (call,) = driver.calls.values()
        assert call.arguments["body"] == "paid by hand"
        kinds = [line.kind for line in driver.lines if line.visit == "/do/1/pay:0+1"]
        assert kinds == ["task.overridden", "task.completed"]

    def test_its_output_as_applies_and_may_read_the_input(self, drive):
        driver = started(
            drive,
            f"  - {post('pay', ', output: { as: [$input, .] }')}\n".replace(
                "[$input, .]", "'${ [$input, .] }'"
            ),
        )
        fail(driver)
        retry(driver, edit=Edit(output=1))
        assert driver.machine.state.output == ["in", 1]

    def test_an_output_that_does_not_fit(self, drive):
        more = ", output: { schema: { document: { type: number } } }"
        driver = fail(started(drive, f"  - {post('pay', more)}\n"))
        with pytest.raises(RetryError, match="does not fit"):
            retry(driver, edit=Edit(output="x"))


class TestCancelledRuns:
    def test_goes_on_with_the_task_that_was_open(self, drive):
        driver = started(drive)
        driver.answer("booked")
        driver.say("run.cancel", 1, {"reason": "A mistake."})
        assert driver.machine.state.status == "cancelled"
        retry(driver)
        (call,) = driver.calls.values()
        # It was out when the run was cancelled.
        assert call.key == "run-1:/do/1/pay:0"
        assert call.attempt == "run-1:/do/1/pay:0+1"
        assert finish(driver).status == "completed"

    def test_where_is_to_be_said_when_several_were(self, drive):
        driver = started(drive, FORK)
        driver.say("run.cancel", 1)
        assert past(driver).failed is None

    def test_of_a_suspended_run(self, drive):
        driver = started(drive)
        driver.say("run.suspend", 1)
        driver.say("run.cancel", 2)
        retry(driver)
        assert driver.machine.state.suspended is False
        assert finish(driver).status == "completed"


class TestWhere:
    def test_a_visit_that_never_was(self, drive):
        driver = fail(started(drive))
        with pytest.raises(RetryError, match="trace names the visits"):
            retry(driver, "/do/7/x:0")

    def test_all_visits_are_told_the_newest_first(self, drive):
        driver = started(drive)
        driver.answer("booked")
        fail(driver)
        retry(driver)
        fail(driver)
        assert [one.visit for one in past(driver).visited] == [
            "/do/1/pay:0+1",
            "/do/1/pay:0",
            "/do/0/book:0",
        ]

    def test_a_run_that_could_not_even_begin(self, drive):
        driver = drive(LINE, "input: { schema: { document: { type: number } } }\n")
        driver.start("no number")
        assert driver.machine.state.status == "faulted"
        assert past(driver).failed is None
        assert past(driver).visited == []

    def test_a_run_whose_own_output_is_wrong(self, drive):
        driver = drive(LINE, "output: { as: '${ error(\"no\") }' }\n")
        driver.start("in")
        finish(driver)
        assert driver.machine.state.status == "faulted"
        assert past(driver).failed is None
        retry(driver, "/do/2/send:0", Edit(output="x"))
        assert driver.machine.state.status == "faulted"


class TestUnknownOutcomes:
    def test_one_that_a_person_called_failed_keeps_its_key(self, drive):
        driver = started(drive)
        fail(driver, outcome_unknown("The worker stopped."), definite=False)
        driver.say("task.settle", 1, {"outcome": "failed"})
        held = retry(driver)
        assert [(one.visit, one.fate) for one in held.calls] == [("/do/0/book:0", "again")]
        (call,) = driver.calls.values()
        assert (call.key, call.attempt) == ("run-1:/do/0/book:0", "run-1:/do/0/book:0+1")

    def test_a_question_in_another_branch_stays(self, drive):
        driver = started(drive, FORK)
        effect = of(driver, "b1")
        del driver.calls[effect]
        lost = outcome_unknown("The worker stopped.")
        driver.feed(facts.CallFailed(driver.now, effect, lost, definite=False))
        break_(driver, "a1")
        retry(driver)
        assert urls(driver) == ["a1"]
        driver.say("task.settle", 1, {"outcome": "happened", "output": "B1"})
        assert sorted(urls(driver)) == ["a1", "b2"]

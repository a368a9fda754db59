"""A run that goes on from one of its tasks: where, with what, and what is not done twice."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definitions.errors import Problem, communication, outcome_unknown
from definitions.program import compile_program, content_hash
from definitions.reader import read_document
from tests.workflows.conftest import Driver
from tests.workflows.generated import documents
from workflows.machine import facts
from workflows.machine.rebuilding import rebuild
from workflows.machine.retrying import Asked, Edit, Held, Past, RetryError, Span, spans
from workflows.machine.state import State

DOWN = communication("The bank is closed.", 503)


def post(name: str, more: str = "") -> str:
    call = f"{{ method: post, endpoint: 'https://x.example/{name}', body: '${{ . }}' }}"
    return f"{name}: {{ call: http, with: {call}{more} }}"


LINE = f"""\
  - {post("book")}
  - {post("pay")}
  - {post("send")}
"""


def fail(driver, problem: Problem = DOWN, *, definite: bool = True):
    """The oldest open call ends so."""
    effect = min(driver.calls)
    del driver.calls[effect]
    driver.feed(facts.CallFailed(driver.now, effect, problem, definite=definite))
    return driver


def past(driver, programs=None) -> Past:
    parts = spans(driver.rows)
    return Past([Span(driver.program, rows) for rows in parts])


def retry(driver, visit=None, edit=None, program=None, ended=()):
    """The same driver, going on in a new execution."""
    was = past(driver)
    held = Held(was, visit or was.failed or "")
    asked = Asked(driver.now + 60_000, "ada", "The bank is open again.", "1.0.0")
    row, trace = held.go_on(program or driver.program, asked, edit or Edit(), ended)
    driver.rows.append(row)
    driver.lines += trace
    driver.calls.clear()
    driver.timers.clear()
    driver.now += 60_000
    driver.machine = rebuild(driver.program, deepcopy(driver.rows))
    driver.machine.effects.want_again()
    while driver.machine.advance(1):
        pass
    driver.collect()
    return held


def urls(driver) -> list[str]:
    return [call.arguments["endpoint"].rpartition("/")[2] for call in driver.calls.values()]


def finish(driver, most: int = 50):
    """Everything is answered with what it was asked."""
    for _ in range(most):
        if driver.machine.ended:
            return driver.machine.state
        if driver.calls:
            driver.answer(f"did {urls(driver)[0]}")
        else:
            driver.fire()
    raise AssertionError(f"It does not end: {driver.machine.state}")


def started(drive, tasks=LINE, given="in"):
    driver = drive(tasks)
    driver.start(given)
    return driver


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


FORK = f"""\
  - both:
      fork:
        branches:
          - left: {{ do: [{{ {post("a1")} }}, {{ {post("a2")} }}] }}
          - right: {{ do: [{{ {post("b1")} }}, {{ {post("b2")} }}] }}
  - {post("last")}
"""


def of(driver, name):
    """The effect of the open call of this name."""
    return next(e for e, c in driver.calls.items() if c.arguments["endpoint"].endswith(name))


def tell(driver, name, output):
    effect = of(driver, name)
    del driver.calls[effect]
    driver.feed(facts.CallFinished(driver.now, effect, output))


def break_(driver, name):
    effect = of(driver, name)
    del driver.calls[effect]
    driver.feed(facts.CallFailed(driver.now, effect, DOWN))


class TestBranches:
    def test_what_the_others_have_done_is_kept_and_what_was_out_is_wanted_as_it_was(self, drive):
        driver = started(drive, FORK)
        tell(driver, "a1", "A1")
        tell(driver, "b1", "B1")
        out = driver.calls[of(driver, "b2")]
        break_(driver, "a2")
        held = retry(driver)
        assert [one.visit for one in held.calls] == ["/do/0/both/fork/branches/1/right/do/1/b2:0"]
        assert sorted(urls(driver)) == ["a2", "b2"]
        again = driver.calls[of(driver, "b2")]
        assert (again.key, again.attempt) == (out.key, out.attempt)
        assert again.effect > out.effect
        assert driver.calls[of(driver, "a2")].key.endswith("a2:0+1")
        tell(driver, "b2", "B2")
        tell(driver, "a2", "A2")
        tell(driver, "last", "done")
        assert driver.machine.state.output == "done"

    def test_from_the_beginning_of_one(self, drive):
        driver = started(drive, FORK)
        tell(driver, "a1", "A1")
        tell(driver, "b1", "B1")
        tell(driver, "b2", "B2")
        break_(driver, "a2")
        retry(driver, "/do/0/both/fork/branches/0/left/do/0/a1:0")
        assert urls(driver) == ["a1"]
        tell(driver, "a1", "A1!")
        tell(driver, "a2", "A2!")
        call = driver.calls[of(driver, "last")]
        assert call.arguments["body"] == ["A2!", "B2"]
        assert call.key.endswith("last:0+1")

    def test_one_that_failed_besides_is_done_again_too(self, drive):
        driver = started(drive, FORK)
        tell(driver, "a1", "A1")
        break_(driver, "b1")
        retry(driver, "/do/0/both/fork/branches/0/left/do/0/a1:0")
        assert sorted(urls(driver)) == ["a1", "b1"]
        assert {call.key[-2:] for call in driver.calls.values()} == {"+1"}

    def test_after_all_of_them(self, drive):
        driver = started(drive, FORK)
        for name in ("a1", "b1", "a2", "b2"):
            tell(driver, name, name)
        break_(driver, "last")
        retry(driver)
        assert urls(driver) == ["last"]

    def test_inside_of_one_when_all_were_done(self, drive):
        driver = started(drive, FORK)
        for name in ("a1", "b1", "a2", "b2"):
            tell(driver, name, name)
        break_(driver, "last")
        retry(driver, "/do/0/both/fork/branches/1/right/do/1/b2:0")
        assert urls(driver) == ["b2"]
        tell(driver, "b2", "new")
        assert driver.calls[of(driver, "last")].arguments["body"] == ["a2", "new"]

    def test_of_a_race_that_another_has_won(self, drive):
        driver = started(drive, FORK.replace("fork:", "fork:\n        compete: true"))
        tell(driver, "a1", "A1")
        tell(driver, "a2", "A2")
        break_(driver, "last")
        with pytest.raises(RetryError, match="without it"):
            retry(driver, "/do/0/both/fork/branches/1/right/do/0/b1:0")


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


class TestChildren:
    CHILD = "{ run: { workflow: { namespace: n, name: c, version: '1.0.0' } } }"

    def forked(self, drive):
        branches = f"[{{ left: {{ do: [{{ {post('a1')} }}] }} }}, {{ right: {self.CHILD} }}]"
        driver = started(drive, f"  - both: {{ fork: {{ branches: {branches} }} }}\n")
        effect = next(e for e, c in driver.calls.items() if c.function == "run.start")
        key = driver.calls.pop(effect).key
        driver.feed(facts.CallFinished(driver.now, effect, "child-1"))
        return driver, key

    def test_one_that_went_with_the_run_is_started_anew(self, drive):
        driver, key = self.forked(drive)
        break_(driver, "a1")
        held = retry(driver)
        assert held.children == []
        starts = [call for call in driver.calls.values() if call.function == "run.start"]
        assert [call.key for call in starts] == [f"{key}+1"]

    def test_one_that_has_ended_is_still_to_be_heard(self, drive):
        driver, key = self.forked(drive)
        break_(driver, "a1")
        retry(driver, ended=[key])
        assert urls(driver) == ["a1"]
        end = {"key": key, "run": "child-1", "status": "completed", "output": 7}
        driver.say("child.ended", 1, end)
        assert driver.answers[-1] == {"accepted": True}
        tell(driver, "a1", 1)
        assert driver.machine.state.output == [1, 7]


LISTENS = f"""\
  - both:
      fork:
        branches:
          - left: {{ do: [{{ {post("a1")} }}] }}
          - right:
              listen: {{ to: {{ all: [{{ with: {{ type: a }} }}, {{ with: {{ type: b }} }}] }} }}
"""


class TestListeners:
    def test_what_another_branch_has_heard_it_has_heard(self, drive):
        driver = started(drive, LISTENS)
        before = driver.listening[-1].number
        assert driver.hear(1, "a", 1)
        break_(driver, "a1")
        retry(driver)
        assert driver.listening[-1].number > before
        assert not driver.hear(2, "a", 1, place=1)
        assert driver.hear(3, "b", 2)
        tell(driver, "a1", 1)
        assert driver.machine.state.output == [1, [1, 2]]


def compiled(document):
    reading = read_document(document)
    assert reading.workflow is not None, reading.diagnostics
    return compile_program(reading.workflow, document, content_hash(document))


def name_of(call) -> str:
    return call.attempt or call.key


class TestAnyRun:
    """Of definitions and courses made up by hypothesis."""

    @settings(deadline=None, max_examples=150)
    @given(documents(), st.data())
    def test_from_any_task_it_ends_and_does_nothing_twice_unseen(self, document, data):
        driver = Driver(compiled(document))
        driver.start(["in"])
        answered = self.play(driver, data, most=30)
        if driver.machine.state.status not in ("faulted", "cancelled"):
            return
        was = past(driver)
        if not was.visited:
            return
        visit = data.draw(st.sampled_from([one.visit for one in was.visited]))
        effects = was.state.last_effect
        try:
            retry(driver, visit)
        except RetryError:
            return
        assert all(number > effects for number in driver.calls)
        assert not answered & {name_of(call) for call in driver.calls.values()}
        again = rebuild(driver.program, deepcopy(driver.rows))
        while again.advance(1):
            pass
        assert again.state == driver.machine.state
        answered |= self.play(driver, data, most=200, fails=False)
        assert driver.machine.ended
        sequences = [line.sequence for line in driver.lines]
        assert sequences == [*range(1, len(sequences) + 1)]
        entered = [line.visit for line in driver.lines if line.kind == "task.started"]
        assert len(entered) == len(set(entered))

    def play(self, driver, data, most: int, *, fails: bool = True) -> set[str]:
        """By chance; at the end it is cancelled. Answers the calls that must not be made again."""
        answered: set[str] = set()
        for _ in range(most):
            if driver.machine.ended:
                break
            if driver.calls and (not driver.timers or data.draw(st.integers(0, 3))):
                effect = data.draw(st.sampled_from(sorted(driver.calls)))
                call = driver.calls.pop(effect)
                if not call.safe:
                    answered.add(name_of(call))
                if fails and not data.draw(st.integers(0, 3)):
                    driver.feed(facts.CallFailed(driver.now, effect, DOWN))
                else:
                    driver.feed(facts.CallFinished(driver.now, effect, effect))
            elif driver.timers:
                driver.fire()
        if not driver.machine.ended and fails:
            driver.say("run.cancel", 1)
        return answered

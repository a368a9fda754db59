"""A run played again while it is held: what other branches have done stays done."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definitions.program import compile_program, content_hash
from definitions.reader import read_document
from tests.workflows.conftest import Driver
from tests.workflows.generated import documents
from tests.workflows.retries import (
    DOWN,
    FORK,
    break_,
    of,
    past,
    post,
    retry,
    started,
    tell,
    urls,
)
from workflows.machine import facts
from workflows.machine.rebuilding import rebuild
from workflows.machine.retrying import RetryError


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


TRIES = """\
  - around:
      try:
        - both:
            fork:
              branches:
                - left: { set: { a: 1 } }
                - right: { raise: { error: { type: "https://x.example/e", status: 400 } } }
      catch:
        retry: { delay: { milliseconds: 700 }, backoff: { exponential: {} } }
      timeout: { after: { seconds: 2 } }
"""


class TestTimeouts:
    def test_of_what_has_gone_with_it_concern_nobody(self, drive):
        driver = started(drive, TRIES)
        while not driver.machine.ended:
            driver.fire()
        held = retry(driver, "/do/0/around/try/0/both/fork/branches/0/left:1")
        assert held.calls == []
        entered = [line.visit for line in driver.lines if line.kind == "task.started"]
        assert "/do/0/around/try/0/both/fork/branches/1/right:1+1" in entered


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

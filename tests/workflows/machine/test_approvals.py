"""Approvals that a run holds: acts in one breath, kept, made again, left behind, retried."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from copy import deepcopy

from tests.workflows.conftest import START, program_of
from tests.workflows.machine.approving import (
    ANN,
    ASK,
    BOB,
    CEM,
    DAY,
    DUE,
    LIFE,
    Hand,
    causes,
    hand,
    live,
    plain,
)
from tests.workflows.retries import post, retry
from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.rebuilding import rebuild
from workflows.machine.skipping import SKIP
from workflows.machine.state import State


class TestInOneBreath:
    """Facts that a worker gets together: each act counts when it comes."""

    def acts(self, driver, *acts):
        for who, said in acts:
            driver.told += 1
            data = {"approval": driver.id, "by": who, **said}
            message = facts.Message(f"b{driver.told}", driver.told, "approval.decide", data)
            driver.machine.feed(facts.MessageArrived(driver.now, message))
        while driver.machine.advance():
            pass
        driver.collect()
        return [answer.get("code", "accepted") for answer in driver.answers]

    def test_the_first_one_decides(self):
        driver = hand("  - " + ASK % "" + "\n", ANN, BOB)
        yes, no = {"decision": "approve"}, {"decision": "reject", "comment": "x"}
        assert self.acts(driver, (BOB, no), (ANN, yes)) == ["accepted", "decided"]
        assert driver.machine.state.output["decision"] == "reject"
        assert "Bob" in driver.answers[1]["detail"]

    def test_of_what_it_does_not_know(self):
        driver = hand("  - " + ASK % "" + "\n", ANN, BOB)
        driver.told = 2
        driver.say("approval.decide", 1, {"approval": "another", "by": ANN})
        driver.say("approval.decide", 2, {"approval": 7})
        assert [answer["code"] for answer in driver.answers] == ["closed", "unreadable"]
        assert all(answer["accepted"] is False for answer in driver.answers)

    def test_an_end_and_an_answer(self):
        driver = hand("  - " + ASK % "due: P1D" + "\n", ANN, BOB)
        (effect,) = driver.timers
        driver.now += DAY
        driver.machine.feed(facts.TimerFired(driver.now, effect))
        # It was on its way when time was up, and comes before the run has drawn the consequences.
        assert self.acts(driver, (ANN, {"decision": "approve"})) == ["accepted"]
        assert driver.machine.state.status == "completed"


def trying(catch):
    return f"  - careful: {{ try: [{{ {DUE} }}], catch: {{ {catch} }} }}\n"


class TestLeftBehind:
    """The run goes on without it: a snapshot says so, and who was asked is told."""

    def closed(self, driver):
        last = driver.askings[-1]
        assert (last.status, [one.state for one in last.asked]) == ("closed", ["closed"] * 2)
        assert driver.letters[-1] == ("closed", ["ann", "bob"])
        assert driver.act("decide", ANN, decision="approve") == "closed"

    def test_a_fork_that_competes(self):
        branches = f"[{{ {ASK % ''} }}, {{ nap: {{ wait: P1D }} }}]"
        both = f"  - both: {{ fork: {{ compete: true, branches: {branches} }} }}\n"
        driver = hand(both, ANN, BOB)
        driver.fire()
        self.closed(driver)
        assert driver.machine.state.status == "completed"

    def test_the_timeout_of_the_task(self):
        tasks = "  - " + (ASK % "").replace("call:", "timeout: { after: P1D }, call:") + "\n"
        driver = hand(tasks, ANN, BOB)
        driver.fire()
        self.closed(driver)
        assert driver.machine.state.error.status == 408

    def test_a_cancelled_run(self):
        driver = hand("  - " + ASK % "" + "\n", ANN, BOB)
        driver.told += 1
        driver.say("run.cancel", driver.told)
        self.closed(driver)

    def test_another_branch_that_faults(self):
        no = "no: { raise: { error: { type: x, status: 500 } } }"
        other = f"other: {{ do: [{{ nap: {{ wait: P1D }} }}, {{ {no} }}] }}"
        both = f"  - both: {{ fork: {{ branches: [{{ {ASK % ''} }}, {{ {other} }}] }} }}\n"
        driver = hand(both, ANN, BOB)
        driver.fire()
        self.closed(driver)
        assert driver.machine.state.status == "faulted"

    def test_a_task_that_an_operator_skips(self):
        driver = hand("  - " + ASK % "" + "\n", ANN, BOB)
        driver.told += 1
        said = {"visit": "/do/0/ask:0", "output": {"decision": "approve"}, "reason": "By phone."}
        driver.say(SKIP, driver.told, said)
        assert driver.machine.state.status == "completed", driver.answers
        self.closed(driver)

    def test_overdue_and_caught(self):
        caught = trying("errors: { with: { status: 408 } }, do: [{ s: { set: { late: true } } }]")
        driver = hand(caught, ANN, BOB)
        driver.fire()
        self.closed(driver)
        assert driver.machine.state.output == {"late": True}

    def test_tried_again_it_is_another_one(self):
        tried = trying("retry: { limit: { attempt: { count: 1 } } }")
        driver = hand(tried, ANN, BOB)
        first = driver.id
        driver.fire()
        driver.fire()
        driver.find(ANN)
        assert driver.id != first
        assert driver.act("decide", ANN, first, decision="approve") == "closed"
        assert driver.act("decide", ANN, decision="approve") == "accepted"
        assert driver.machine.state.status == "completed"


class TestKept:
    def test_it_lives_to_its_end(self):
        driver = live(Hand(program_of(LIFE)))
        assert driver.machine.state.output == {"decision": "approve", "by": "cem"}
        assert all(answer["accepted"] for answer in driver.answers)
        numbers = [one.number for one in driver.askings]
        assert numbers == sorted(set(numbers))

    def test_cut_at_every_step_it_is_the_same(self):
        whole, cut = (Hand(program_of(LIFE)) for _ in range(2))
        live(whole)

        def again():
            kept = json.loads(json.dumps(cut.machine.state.to_json()))
            cut.machine = Machine(cut.program, State.from_json(kept))

        live(cut, again)
        assert cut.machine.state == whole.machine.state
        assert plain(cut.askings) == plain(whole.askings)

    def test_made_again_from_its_facts_at_every_step(self):
        driver = Hand(program_of(LIFE))

        def again():
            made = rebuild(driver.program, deepcopy(driver.rows))
            assert made.state == driver.machine.state
            news = made.take().asking
            assert set(causes(news)) <= set(causes(driver.askings))
            if news:
                last = driver.askings[-1]
                assert plain(news[-1]) == {**plain(last), "letters": plain(news[-1].letters)}

        live(driver, again)
        made = rebuild(driver.program, deepcopy(driver.rows))
        assert causes(made.take().asking) == causes(driver.askings)

    def test_the_same_under_every_hash_seed(self):
        said = set()
        for seed in ("0", "1", "77"):
            told = subprocess.run(
                [sys.executable, "-c", _TELL],
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                check=True,
            )
            said.add(told.stdout)
        assert len(said) == 1
        assert b"decided" in said.pop()


_TELL = """
from tests.workflows.conftest import program_of
from tests.workflows.machine.approving import plain
from tests.workflows.machine.approving import LIFE, Hand, live
import json
driver = live(Hand(program_of(LIFE)))
print(json.dumps([driver.machine.state.to_json(), plain(driver.askings)]))
"""


class TestRetriedRun:
    BOTH = (
        f"  - both: {{ fork: {{ branches: [{{ {ASK % 'due: P3D'} }}, {{ {post('pay')} }}] }} }}\n"
    )

    def failed(self):
        driver = Hand(program_of(self.BOTH))
        driver.start({})
        driver.find(ANN, BOB)
        driver.act("decide", CEM, decision="approve")
        effect = min(driver.calls)
        del driver.calls[effect]
        problem = facts.Problem("https://x.example/down", 503)
        driver.feed(facts.CallFailed(driver.now, effect, problem))
        assert driver.machine.state.status == "faulted"
        assert driver.askings[-1].status == "closed"
        return driver

    def test_who_was_told_that_it_is_over_is_asked_again(self):
        driver = self.failed()
        closed, told = driver.askings[-1], causes(driver.askings)
        retry(driver, "/do/0/both/fork/branches/1/pay:0")
        assert driver.id == closed.id
        assert (driver.askings[-1].status, driver.askings[-1].number) == ("open", closed.number + 1)
        assert driver.letters[-1] == ("asked", ["ann", "bob"])
        assert len(causes(driver.askings)) == len(told) + 2
        assert driver.act("decide", ANN, decision="approve") == "accepted"
        assert driver.askings[-1].number > closed.number + 1

    def test_made_again_it_is_where_it_was(self):
        driver = self.failed()
        retry(driver, "/do/0/both/fork/branches/1/pay:0")
        driver.act("ask", ANN, comment="Why?")
        made = rebuild(driver.program, deepcopy(driver.rows))
        assert made.state == driver.machine.state
        assert made.take().asking[-1].number == driver.askings[-1].number

    def test_and_again(self):
        driver = self.failed()
        for _ in range(2):
            retry(driver, "/do/0/both/fork/branches/1/pay:0")
            number = driver.askings[-1].number
            driver.told += 1
            driver.say("run.cancel", driver.told)
            assert driver.askings[-1].number == number + 1

    def test_the_time_in_which_the_run_lay_does_not_count(self):
        driver = self.failed()
        driver.now += 30 * DAY
        retry(driver, "/do/0/both/fork/branches/1/pay:0")
        assert driver.machine.state.status != "faulted"
        assert driver.askings[-1].due == driver.now + 3 * DAY
        (timer,) = driver.timers.values()
        assert timer.until == driver.askings[-1].due

    def test_one_that_was_overdue_is_another_one(self):
        driver = hand("  - " + DUE + "\n", ANN, BOB)
        first = driver.id
        driver.fire()
        retry(driver)
        driver.find(ANN)
        assert driver.id != first
        assert driver.now > START

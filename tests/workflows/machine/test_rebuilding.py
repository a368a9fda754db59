"""A machine made again from its facts."""

from __future__ import annotations

import pytest

from tests.workflows.retries import fail, retry, started
from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.rebuilding import at_rest, come_to, rebuild

LISTENS = """\
  - say: { emit: { event: { with: { source: s, type: t } } } }
  - hear: { listen: { to: { all: [{ with: { type: a } }, { with: { type: b } }] } } }
"""


class TestRebuild:
    def test_it_is_the_same_and_says_again_what_others_must_know(self, drive):
        driver = drive(LISTENS)
        driver.start({})
        driver.hear(1, "a", 1)
        again = rebuild(driver.program, driver.rows)
        assert again.state == driver.machine.state
        taken = again.take()
        assert (taken.emitted, taken.listening) == (driver.emitted, driver.listening)
        assert (taken.facts, taken.trace, taken.answers) == ([], [], [])

    def test_a_fact_that_does_not_say_when_it_came(self, drive):
        driver = drive(LISTENS)
        driver.start({})
        driver.rows[0].body["steps"] = None
        with pytest.raises(TypeError, match="Fact 1"):
            rebuild(driver.program, driver.rows)

    def test_all_facts_of_a_run_that_was_retried_lead_to_the_same(self, drive):
        driver = fail(started(drive))
        retry(driver)
        driver.answer("booked")
        machine = Machine(driver.program)
        for row in driver.rows:
            come_to(machine, row)
            machine.feed(facts.from_row(row))
        while machine.advance():
            pass
        assert machine.state == driver.machine.state
        assert rebuild(driver.program, driver.rows).state == machine.state


class TestAtRest:
    def test_it_is_where_the_run_rests(self, drive):
        driver = drive(LISTENS)
        driver.start({})
        driver.hear(1, "a", 1)
        machine = at_rest(driver.program, driver.rows, 1)
        assert machine is not None
        assert machine.state == driver.machine.state

    def test_since_the_last_retry(self, drive):
        driver = fail(started(drive))
        retry(driver)
        machine = at_rest(driver.program, driver.rows, 1)
        assert machine is not None
        assert machine.state == driver.machine.state

    def test_no_facts(self, drive):
        machine = at_rest(drive(LISTENS).program, [], 1)
        assert machine is not None
        assert machine.state.status == "pending"

    def test_not_in_the_middle_of_work(self, drive):
        loop = "  - a: { set: { n: 1 }, then: b }\n  - b: { set: { n: 2 }, then: a }\n"
        row = facts.to_row(facts.Started(1, "r", None), 1, 0)
        assert at_rest(drive(loop).program, [row], 10_000) is None

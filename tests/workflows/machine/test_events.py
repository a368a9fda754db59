"""Events between the inbox and the tasks: strange ones, late ones, and how much is remembered."""

from __future__ import annotations

import pytest

from definitions.contracts import EVENT_CAME
from workflows.machine import facts
from workflows.machine.events import REMEMBERED

FOREVER = "  - hear: { listen: { to: { any: [], until: 'false' } } }\n"


class TestHear:
    @pytest.mark.parametrize(
        "data",
        [None, [], {"listener": "1"}, {"listener": 1, "place": 1, "event": []}],
        ids=["nothing", "list", "text", "no-event"],
    )
    def test_what_is_no_event_is_answered(self, drive, data):
        driver = drive(FOREVER)
        driver.start({})
        driver.say(EVENT_CAME, 1, data)
        assert driver.answers[-1]["accepted"] is False
        assert driver.machine.state.status == "waiting"

    def test_for_an_effect_that_does_not_listen(self, drive):
        driver = drive("  - nap: { wait: PT1H }\n")
        driver.start({})
        assert not driver.hear(1, "a", listener=1)

    def test_delivered_twice_it_is_heard_once(self, drive):
        driver = drive(FOREVER)
        driver.start({})
        driver.hear(1, "a", 5)
        driver.hear(1, "a", 5)
        (frame,) = [one for one in driver.machine.state.frames.values() if one.parent]
        assert frame.memo["heard"] == [5]


class TestSettle:
    def test_only_the_last_ones_are_remembered(self, drive):
        driver = drive(FOREVER)
        driver.start({})
        for number in range(1, REMEMBERED + 10):
            driver.hear(number, "a")
        assert len(driver.machine.state.consumed) == REMEMBERED
        assert min(driver.machine.state.consumed) == 10


class TestDrop:
    def test_an_event_for_a_task_that_has_just_gone_is_given_back(self, drive):
        driver = drive(
            "  - careful:\n      try:\n"
            "        - hear:\n            timeout: { after: PT1M }\n"
            "            listen: { to: { one: { with: { type: a } } } }\n"
            "      catch: { do: [{ late: { set: { late: true } } }] }\n"
        )
        driver.start({})
        (timer,) = driver.timers
        (listener,) = driver.listening
        # Both have come before the machine takes a step: the task is gone at the event's turn.
        driver.machine.feed(facts.TimerFired(driver.timers[timer].until, timer))
        assert not driver.hear(1, "a", listener=listener.number)
        assert driver.machine.state.output == {"late": True}
        assert driver.machine.state.consumed == {}

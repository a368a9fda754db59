"""Messages to a run: each is taken once, in order, and answered."""

from __future__ import annotations

from tests.workflows.retries import started


class TestReceive:
    def test_one_that_comes_again_or_late_is_not_taken(self, drive):
        driver = started(drive)
        driver.say("run.suspend", 2)
        driver.say("run.resume", 2)
        driver.say("run.resume", 1)
        assert driver.machine.state.suspended
        assert driver.answers == [{"accepted": True}]

    def test_an_unknown_one_is_refused_in_words(self, drive):
        driver = started(drive)
        driver.say("run.dance", 1)
        assert driver.answers[-1]["accepted"] is False
        assert "run.dance" in driver.answers[-1]["detail"]

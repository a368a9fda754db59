"""Commands: what is done, what is refused and why, and what people see of it."""

from __future__ import annotations

import pytest

WAITS = "  - a: { wait: PT1H }\n"


class TestObey:
    @pytest.mark.parametrize("kind", ["run.cancel", "run.suspend", "run.resume", "nonsense"])
    def test_after_the_end_it_is_refused_with_the_reason(self, drive, kind):
        driver = drive(WAITS)
        driver.start()
        driver.fire()
        driver.say(kind, 1)
        detail = "The run has already completed."
        assert driver.answers == [{"accepted": False, "detail": detail}]

    def test_suspending_twice_is_refused_with_the_reason(self, drive):
        driver = drive(WAITS)
        driver.start()
        driver.say("run.suspend", 1)
        driver.say("run.suspend", 2)
        first, second = driver.answers
        assert first == {"accepted": True}
        assert (second["accepted"], "already suspended" in second["detail"]) == (False, True)

    def test_resuming_what_is_not_suspended_is_refused_with_the_reason(self, drive):
        driver = drive(WAITS)
        driver.start()
        driver.say("run.resume", 1)
        assert "not suspended" in driver.answers[0]["detail"]

    def test_people_see_it_with_the_reason(self, drive):
        driver = drive(WAITS)
        driver.start()
        driver.say("run.suspend", 1, {"reason": "lunch"})
        driver.say("run.resume", 2, {"reason": "back"})
        driver.say("run.cancel", 3, {"reason": "enough"})
        told = {line.kind: line.body.get("reason") for line in driver.lines if not line.task}
        assert (told["run.suspended"], told["run.resumed"]) == ("lunch", "back")
        assert told["run.cancelled"] == "enough"

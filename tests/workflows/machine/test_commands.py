"""Commands: what is done, what is refused and why, and what people see of it."""

from __future__ import annotations

import pytest

WAITS = "  - a: { wait: PT1H }\n"
CALL = "  - a: { call: http, with: { method: post, endpoint: https://x.example/a } }\n"


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


class TestChange:
    TASKS = "  - w: { wait: { seconds: 5 } }\n  - s: { set: '${ $context }' }\n"

    def change(self, driver, data, sequence=1):
        driver.say("run.change", sequence, data)
        return driver.answers[-1]

    def test_the_context_of_a_run_that_waits(self, drive):
        driver = drive(self.TASKS)
        driver.start()
        assert self.change(driver, {"context": {"a": 1}, "reason": "Typo.", "by": "ada"}) == {
            "accepted": True
        }
        line = next(line for line in driver.lines if line.kind == "run.changed")
        assert line.body == {"before": None, "after": {"a": 1}, "reason": "Typo.", "by": "ada"}
        driver.fire()
        assert driver.machine.state.output == {"a": 1}

    def test_of_one_that_is_suspended(self, drive):
        driver = drive(CALL)
        driver.start()
        driver.say("run.suspend", 1)
        assert self.change(driver, {"context": 7}, 2) == {"accepted": True}

    def test_not_of_one_at_work(self, drive):
        driver = drive(CALL)
        driver.start()
        assert "suspend it" in self.change(driver, {"context": 7})["detail"]
        assert driver.machine.state.context is None

    def test_not_without_saying_what(self, drive):
        driver = drive(self.TASKS)
        driver.start()
        assert self.change(driver, {})["accepted"] is False
        assert self.change(driver, "x", 2)["accepted"] is False

"""`wait`: until when, and what comes out."""

from __future__ import annotations

import pytest

from workflows.machine.wanted import WantTimer


class TestWait:
    @pytest.mark.parametrize(
        ("text", "milliseconds"),
        [("{ seconds: 5 }", 5_000), ("PT1M", 60_000), ("{ days: 3, hours: 1 }", 262_800_000)],
    )
    def test_counted_from_the_runs_clock(self, drive, text, milliseconds):
        driver = drive(f"  - w:\n      wait: {text}\n")
        driver.start({"kept": True})
        (timer,) = driver.timers.values()
        assert timer == WantTimer(1, driver.now + milliseconds)
        assert driver.fire().state.output == {"kept": True}

    def test_by_expression(self, drive):
        driver = drive("  - w:\n      wait: '${ .how }'\n")
        driver.start({"how": "PT2S"})
        assert next(iter(driver.timers.values())).until == driver.now + 2_000

    @pytest.mark.parametrize("how", ["soon", 5, None, {"months": 1}, []])
    def test_what_is_no_duration_is_an_error(self, drive, how):
        machine = drive("  - w:\n      wait: '${ .how }'\n").start({"how": how})
        assert machine.state.status == "faulted"
        assert machine.state.error.instance == "/do/0/w"

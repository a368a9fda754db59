"""Timeouts of tasks and of the run: when they fault, what they take with them, who catches them."""

from __future__ import annotations

import pytest

from definitions.errors import HOME

CALL = "{ call: http, with: { method: get, endpoint: 'https://x.example' }, timeout: "
BLOCK = """\
  - block:
      timeout: { after: '${ .limit }' }
      do:
        - one: { wait: PT9S }
        - two: { wait: PT9S }
"""


class TestTask:
    def test_faults_with_the_standards_error(self, drive):
        driver = drive(BLOCK)
        driver.start({"limit": "PT10S"})
        driver.fire()
        state = driver.fire().state
        assert state.status == "faulted"
        assert state.error.to_json() == {
            "type": HOME + "timeout",
            "status": 408,
            "title": "Timeout Error",
            "detail": "It took longer than its timeout allows.",
            "instance": "/do/0/block",
        }
        assert driver.timers == {}
        assert "task.cancelled /do/0/block/do/1/two" in driver.trace

    def test_in_time_leaves_no_timer(self, drive):
        driver = drive(BLOCK)
        driver.start({"limit": "PT20S"})
        driver.fire()
        assert driver.fire().state.status == "completed"
        assert (driver.timers, driver.machine.state.effects) == ({}, {})

    def test_a_skipped_task_has_none(self, drive):
        driver = drive("  - a: { if: 'false', wait: PT1S, timeout: { after: PT1S } }\n")
        assert driver.start().state.status == "completed"
        assert driver.timers == {}

    @pytest.mark.parametrize("limit", ["soon", None, 5, "P1M"])
    def test_what_is_no_duration_is_an_error(self, drive, limit):
        state = drive(BLOCK).start({"limit": limit}).state
        assert state.error.type == HOME + "expression"
        assert state.error.instance == "/do/0/block"

    def test_a_call_is_cancelled(self, drive):
        driver = drive(f"  - a: {CALL} {{ after: PT5S }} }}\n")
        driver.start()
        assert driver.fire().state.status == "faulted"
        assert driver.calls == {}

    @pytest.mark.parametrize(("after", "local"), [("PT1S", False), ("PT1M", True)])
    def test_one_that_is_far_off_leaves_a_quick_call_quick(self, drive, after, local):
        driver = drive(f"  - a: {CALL} {{ after: {after} }} }}\n")
        driver.start()
        assert [call.local for call in driver.calls.values()] == [local]

    def test_is_caught(self, drive):
        text = f"""\
  - t:
      try: [{{ a: {CALL} {{ after: PT5S }} }} }}]
      catch:
        errors: {{ with: {{ type: '{HOME}timeout', status: 408 }} }}
        do: [{{ b: {{ set: {{ at: '${{ $error.instance }}' }} }} }}]
"""
        driver = drive(text)
        driver.start()
        assert driver.fire().state.output == {"at": "/do/0/t/try/0/a"}

    def test_of_a_try_is_for_all_attempts(self, drive):
        text = """\
  - t:
      timeout: { after: PT5S }
      try: [{ a: { raise: { error: { type: 'https://x.example/a', status: 500 } } } }]
      catch: { retry: { delay: PT2S } }
"""
        driver = drive(text)
        driver.start()
        driver.fire()
        driver.fire()
        state = driver.fire().state
        assert (state.error.status, state.error.instance) == (408, "/do/0/t")
        assert driver.timers == {}


class TestRun:
    def test_faults_the_run_and_nobody_inside_catches_it(self, drive):
        text = "  - t: { try: [{ a: { wait: PT9S } }], catch: {} }\n"
        driver = drive(text, "timeout: { after: PT5S }\n")
        assert driver.start().state.status == "waiting"
        state = driver.fire().state
        assert (state.status, state.error.status, state.error.instance) == ("faulted", 408, "/")
        assert driver.timers == {}

    def test_by_name_and_by_expression(self, drive):
        use = "use: { timeouts: { brief: { after: '${ .limit }' } } }\ntimeout: brief\n"
        driver = drive("  - a: { wait: PT9S }\n", use)
        driver.start({"limit": "PT3S"})
        assert min(timer.until for timer in driver.timers.values()) == driver.now + 3_000

    def test_ended_before_leaves_no_timer(self, drive):
        driver = drive("  - a: { set: { x: 1 } }\n", "timeout: { after: PT5S }\n")
        assert driver.start().state.status == "completed"
        assert driver.timers == {}

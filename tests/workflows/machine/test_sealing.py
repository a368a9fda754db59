"""Inputs of calls with secrets, and what a call tells of its authorization."""

from __future__ import annotations

import pytest

from definitions.deferred import evaluated
from workflows.machine import facts
from workflows.machine.state import State

USE = "use: { secrets: [key] }\n"
SEALED = """\
  - one:
      input: { from: '{ key: $secrets.key.value, id: .id }' }
      call: http
      with:
        method: get
        endpoint: https://a.example/{id}
        headers: { x-key: '${ .key }', n: '${ $input.id }', plain: x }
      output: { as: '{ seen: $input, got: . }' }
"""
ASKS = """\
  - one:
      call: http
      with: { method: get, endpoint: 'https://a' }
      output: { as: '{ by: $authorization.scheme, got: . }' }
  - two:
      set: { known: '${ $authorization }', before: '${ .by }' }
"""


class TestInput:
    def test_is_left_for_the_activity(self, drive):
        driver = drive(SEALED, USE)
        driver.start({"id": "5/6"})
        (call,) = driver.calls.values()
        made = evaluated(call.arguments, {"key": {"value": "hidden"}})
        assert made == {
            "method": "get",
            "endpoint": "https://a.example/5%2F6",
            "headers": {"x-key": "hidden", "n": "5/6", "plain": "x"},
        }
        output = driver.answer(1).state.output
        assert output == {"seen": {"key": "***", "id": "5/6"}, "got": 1}

    def test_lives_through_a_restart(self, drive):
        driver = drive(SEALED, USE)
        state = driver.start({"id": 5}).state
        again = State.from_json(state.to_json())
        (frame,) = (one for one in again.frames.values() if one.parent)
        assert frame.sealed is not None
        assert frame.data == {"key": "***", "id": 5}

    @pytest.mark.parametrize(
        "task",
        [
            "  - a:\n      input: { from: '$secrets.key' }\n      set: { x: '${ . }' }\n",
            "  - a:\n      input: { from: '$secrets.key' }\n      wait: PT1S\n",
        ],
        ids=["set", "wait"],
    )
    def test_of_anything_but_a_call_reads_no_secret(self, drive, task):
        assert drive(task, USE).start().state.status == "faulted"


class TestAuthorization:
    def test_is_known_after_the_call(self, drive):
        driver = drive(ASKS)
        driver.start()
        driver.feed(facts.CallFinished(driver.now, 1, 5, {"scheme": "Bearer", "parameter": "x"}))
        assert driver.machine.state.output == {"known": None, "before": "Bearer"}

    def test_is_nothing_without_one(self, drive):
        driver = drive(ASKS)
        driver.start()
        assert driver.answer(5).state.output == {"known": None, "before": None}

    def test_of_a_call_that_nobody_waits_for_changes_nothing(self, drive):
        driver = drive(ASKS)
        driver.start()
        driver.feed(facts.CallFinished(driver.now, 99, 5, {"scheme": "Bearer"}))
        assert driver.answer(5).state.output == {"known": None, "before": None}

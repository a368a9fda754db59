"""`fork`: all branches or the first, in the declared order; faults and ends of branches."""

from __future__ import annotations

import pytest

from workflows.machine.wanted import WantCancel

WAITS = """\
  - both:
      fork:
        compete: {compete}
        branches:
          - slow: {{ do: [{{ nap: {{ wait: PT9S }} }}, {{ say: {{ set: {{ from: slow }} }} }}] }}
          - quick:
              do: [{{ nap: {{ wait: PT1S }} }}, {{ say: {{ set: {{ from: quick }}{then} }} }}]
  - after: {{ set: {{ got: '${{ . }}' }} }}
"""
FAILS = """\
  - both:
      fork:
        compete: {compete}
        branches:
          - slow: {{ wait: PT9S }}
          - bad: {{ raise: {{ error: {{ type: 'https://x.example/bad', status: 400 }} }} }}
"""


class TestAll:
    def test_outputs_in_the_declared_order(self, drive):
        driver = drive(WAITS.format(compete="false", then=""))
        assert driver.start({}).state.status == "waiting"
        driver.fire()
        state = driver.fire().state
        assert state.output == {"got": [{"from": "slow"}, {"from": "quick"}]}

    def test_every_branch_has_the_same_input(self, drive):
        text = (
            "  - f: { fork: { branches: [{ a: { set: { x: '${ .n }' } } }, "
            "{ b: { set: { x: '${ .n }' } } }] } }\n"
        )
        assert drive(text).start({"n": 4}).state.output == [{"x": 4}, {"x": 4}]

    def test_without_branches(self, drive):
        assert drive("  - f: { fork: { branches: [] } }\n").start(1).state.output == []

    def test_calls_of_several_branches_are_regular(self, drive):
        call = "{ call: http, with: { method: get, endpoint: 'https://x.example' } }"
        driver = drive(f"  - f: {{ fork: {{ branches: [{{ a: {call} }}, {{ b: {call} }}] }} }}\n")
        driver.start()
        assert [call.local for call in driver.calls.values()] == [False, False]

    def test_too_many_effects_at_once_fault_in_words(self, drive):
        branches = ", ".join(f"{{ b{n}: {{ wait: PT1S }} }}" for n in range(501))
        driver = drive(f"  - f: {{ fork: {{ branches: [{branches}] }} }}\n")
        state = driver.start().state
        assert state.status == "faulted"
        assert "500" in (state.error.detail or "")
        assert (state.effects, driver.timers) == ({}, {})


class TestCompete:
    def test_the_first_wins_and_the_others_are_cancelled(self, drive):
        driver = drive(WAITS.format(compete="true", then=""))
        driver.start({})
        state = driver.fire().state
        assert state.output == {"got": {"from": "quick"}}
        assert driver.timers == {}
        assert "task.cancelled /do/0/both/fork/branches/0/slow" in driver.trace

    def test_without_branches(self, drive):
        text = "  - f: { fork: { compete: true, branches: [] } }\n"
        assert drive(text).start({"x": 1}).state.output == {"x": 1}


class TestFaults:
    @pytest.mark.parametrize("compete", ["true", "false"])
    def test_of_a_branch_cancels_the_others(self, drive, compete):
        driver = drive(FAILS.format(compete=compete))
        state = driver.start().state
        assert state.status == "faulted"
        assert state.error.instance == "/do/0/both/fork/branches/1/bad"
        assert driver.timers == {}

    def test_is_caught_outside(self, drive):
        inner = FAILS.format(compete="false").replace("\n", "\n    ").rstrip()
        driver = drive(f"  - t:\n      catch: {{}}\n      try:\n    {inner}\n")
        assert driver.start({"x": 1}).state.output == {"x": 1}
        assert driver.timers == {}


class TestWaysOut:
    def test_end_in_a_branch_ends_the_run_with_its_output(self, drive):
        driver = drive(WAITS.format(compete="false", then=", then: end"))
        driver.start({})
        state = driver.fire().state
        assert (state.status, state.output) == ("completed", {"from": "quick"})
        assert driver.timers == {}

    def test_exit_in_a_branch_leaves_the_branch(self, drive):
        driver = drive(WAITS.format(compete="false", then=", then: exit"))
        driver.start({})
        driver.fire()
        assert driver.fire().state.output == {"got": [{"from": "slow"}, {"from": "quick"}]}


class TestCancelled:
    def test_what_was_wanted_is_taken_back(self, drive):
        driver = drive(WAITS.format(compete="false", then=""))
        driver.start({})
        driver.machine.cancel_run(None)
        assert driver.machine.take().wanted == [WantCancel(1), WantCancel(2)]

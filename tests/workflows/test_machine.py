"""The machine as a whole: data flow, ends, commands, and the same state from the same facts."""

from __future__ import annotations

import json

import pytest

from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.rebuilding import rebuild
from workflows.machine.state import State

THREE = """\
  - first:
      set: { n: '${ .n + 1 }' }
      export: { as: '${ {seen: .n} }' }
  - call:
      call: http
      with: { method: post, endpoint: 'https://example.com/x', body: '${ . }' }
      output: { as: '${ {answer: .} }' }
  - pause:
      wait: { seconds: 5 }
  - last:
      set: { n: '${ $context.seen }', got: '${ .answer }' }
"""


class TestRunning:
    def test_data_flows_from_task_to_task(self, drive):
        driver = drive(THREE)
        driver.start({"n": 1})
        assert next(iter(driver.calls.values())).arguments == {
            "method": "post",
            "endpoint": "https://example.com/x",
            "body": {"n": 2},
        }
        driver.answer({"ok": True})
        assert driver.machine.state.status == "waiting"
        machine = driver.fire()
        assert machine.state.status == "completed"
        assert machine.state.output == {"n": 2, "got": {"ok": True}}

    def test_trace_tells_the_story(self, drive):
        driver = drive(THREE)
        driver.start({"n": 1})
        driver.answer(None)
        driver.fire()
        assert driver.trace == [
            "run.started",
            "task.started /do/0/first",
            "task.completed /do/0/first",
            "task.started /do/1/call",
            "task.completed /do/1/call",
            "task.started /do/2/pause",
            "task.waiting /do/2/pause",
            "run.waiting",
            "task.completed /do/2/pause",
            "task.started /do/3/last",
            "task.completed /do/3/last",
            "run.completed",
        ]

    def test_workflow_input_and_output_are_shaped(self, drive):
        driver = drive(
            "  - a:\n      set: { got: '${ . }' }\n",
            "input: { from: '${ .inner }' }\noutput: { as: '${ .got }' }\n",
        )
        assert driver.start({"inner": 7}).state.output == 7

    def test_task_input_from_and_if(self, drive):
        driver = drive(
            "  - a:\n      if: ${ .go }\n      set: { x: 1 }\n      then: end\n"
            "  - b:\n      input: { from: '${ .deep }' }\n"
            "      set: { x: '${ . }', i: '${ $input }' }\n"
        )
        assert driver.start({"go": False, "deep": 3}).state.output == {"x": 3, "i": 3}
        assert "task.skipped /do/0/a" in driver.trace

    def test_expression_error_faults_with_pointer(self, drive):
        machine = drive("  - a:\n      set: { x: '${ .a.b }' }\n").start({"a": 1})
        assert machine.state.status == "faulted"
        assert machine.state.error.instance == "/do/0/a"
        assert machine.state.error.type.endswith("/expression")

    def test_unknown_failure_of_a_call_faults_the_run(self, drive):
        driver = drive(THREE)
        driver.start({"n": 1})
        problem = facts.Problem("https://example.com/errors/x", 503, None, "No", "nobody there")
        driver.feed(facts.CallFailed(driver.now, min(driver.calls), problem))
        state = driver.machine.state
        assert (state.status, state.error.status, state.error.instance) == (
            "faulted",
            503,
            "/do/1/call",
        )
        assert driver.trace[-2:] == ["task.faulted /do/1/call", "run.faulted"]


class TestCommands:
    def test_cancel_ends_everything(self, drive):
        driver = drive(THREE)
        driver.start({"n": 1})
        machine = driver.say("run.cancel", 1, {"reason": "no more"})
        assert machine.state.status == "cancelled"
        assert not driver.calls
        assert driver.answers == [{"accepted": True}]

    def test_an_answer_after_the_end_changes_nothing(self, drive):
        driver = drive(THREE)
        driver.start({"n": 1})
        effect = min(driver.calls)
        driver.say("run.cancel", 1)
        driver.feed(facts.CallFinished(driver.now, effect, "late"))
        assert driver.machine.state.status == "cancelled"

    def test_suspended_run_takes_no_step(self, drive):
        driver = drive(THREE)
        driver.start({"n": 1})
        driver.say("run.suspend", 1)
        driver.answer("x")
        assert driver.machine.state.status == "suspended"
        assert not driver.timers
        driver.say("run.resume", 2)
        assert driver.machine.state.status == "waiting"

    def test_the_same_message_twice_is_one(self, drive):
        driver = drive(THREE)
        driver.start({"n": 1})
        driver.say("run.suspend", 1)
        driver.say("run.suspend", 1)
        assert driver.answers == [{"accepted": True}]

    @pytest.mark.parametrize("kind", ["run.resume", "nonsense", ""])
    def test_what_cannot_be_done_is_said(self, drive, kind):
        driver = drive(THREE)
        driver.start({"n": 1})
        driver.say(kind, 1, "not even a map")
        assert driver.answers[0]["accepted"] is False
        assert driver.machine.state.status == "running"


class TestState:
    def test_cut_anywhere_and_go_on(self, drive):
        """Serialised after every step, the run ends as if it had never been cut."""
        driver = drive(THREE)

        def cut() -> None:
            kept = json.loads(json.dumps(driver.machine.state.to_json()))
            driver.machine = Machine(driver.program, State.from_json(kept))

        driver.machine.feed(facts.Started(driver.now, "run-1", {"n": 1}))
        for step in ("call", "timer", "end"):
            while driver.machine.advance(1):
                driver.collect()
                cut()
            driver.collect()
            if step == "call":
                driver.machine.feed(facts.CallFinished(driver.now, driver.calls.popitem()[0], 1))
            elif step == "timer":
                driver.machine.feed(facts.TimerFired(driver.now, driver.timers.popitem()[0]))
        assert driver.machine.state.output == {"n": 2, "got": 1}

    def test_facts_rebuild_the_state(self, drive):
        driver = drive(THREE)
        driver.start({"n": 1})
        driver.answer({"big": 10**30})
        rebuilt = rebuild(driver.program, driver.rows)
        assert rebuilt.state.to_json() == driver.machine.state.to_json()

    def test_after_continuing_open_effects_are_wanted_again(self, drive):
        driver = drive(THREE)
        driver.start({"n": 1})
        machine = Machine(driver.program, State.from_json(driver.machine.state.to_json()))
        machine.effects.want_again()
        assert machine.take().wanted == list(driver.calls.values())

    def test_a_state_of_another_format_is_refused(self):
        with pytest.raises(ValueError, match="format 99"):
            State.from_json({"format": 99})

    def test_a_fact_in_the_middle_of_steps_is_rebuilt_there(self, drive):
        driver = drive("  - a:\n      set: { n: 1 }\n      then: b\n"
                       "  - b:\n      set: { n: 2 }\n      then: a\n")  # fmt: skip
        driver.machine.feed(facts.Started(driver.now, "run-1", None))
        driver.machine.advance(7)
        driver.machine.feed(facts.MessageArrived(driver.now, facts.Message("m", 1, "run.suspend")))
        driver.collect()
        rebuilt = rebuild(driver.program, driver.rows)
        driver.machine.advance()
        assert driver.machine.state.steps == 7
        assert rebuilt.state.to_json() == driver.machine.state.to_json()


class TestWork:
    def test_what_is_evaluated_counts_so_that_the_driver_can_yield(self, drive):
        heavy = "set: { n: '${ [range(2000)] | add }' }"
        driver = drive(f"  - one: {{ {heavy} }}\n  - two: {{ {heavy} }}\n")
        driver.machine.feed(facts.Started(driver.now, "run-1", None))
        assert driver.machine.advance(50) < 50
        assert not driver.machine.idle

"""What is not recorded yet: handed over once, with the status only when it changed."""

from __future__ import annotations

import msgspec

from definitions.contracts import Answer, FactRow, RunStart, TraceRow, WorkflowRef
from workflows.machine.state import State
from workflows.machine.taken import Taken
from workflows.pending import Pending

START = RunStart("t", "r", 1, WorkflowRef("n", "m", "1.0.0", "h"))


class TestTake:
    def test_nothing_new_is_nothing(self):
        assert Pending(START).take(State()) is None

    def test_all_of_it_once(self):
        pending = Pending(START)
        fact = FactRow(1, "run.started", 5, {})
        trace = TraceRow(1, "", "", "run.started", 5)
        pending.add(Taken([], [fact], [trace], [Answer("m", {})]))
        state = State(status="running", now=5)
        recording = pending.take(state)
        assert (recording.facts, recording.trace, recording.status) == ([fact], [trace], "running")
        assert recording.output is msgspec.UNSET
        assert pending.take(state) is None

    def test_output_only_at_the_end(self):
        ended = Pending(START).take(State(status="completed", output=None))
        assert ended.output is None

"""The past from facts: who asked, what was said, to whom; and runs of which nothing can be said."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from definitions import compile_program, content_hash, read
from definitions.contracts import CHILD_ENDED, EVENT_CAME, RETRIED, FactRow
from definitions.errors import communication
from definitions.values import encode
from tests.workflows.conftest import program_of
from tests.workflows.generated import documents
from workflows.machine import facts
from workflows.simulator.past import PastError, RetriedError, recall
from workflows.simulator.simulation import Mocked, Simulation

CALLS = """\
  - new: { wait: { seconds: 5 } }
  - loop:
      for: { in: '[1, 2]' }
      do:
        - call:
            call: http
            with: { method: post, endpoint: 'https://x.example/', body: '${ $item }' }
"""
LISTENS = "  - hear: { listen: { to: { one: { with: { type: told } } } } }\n"
CHILD = "  - sub: { run: { workflow: { namespace: test, name: sub, version: '1.0.0' } } }\n"


def played(program, mock=None, given=None, **events):
    simulation = Simulation(program, mock or (lambda _: Mocked({"ok": True}, after_ms=250)))
    for number, kind in enumerate(events.get("kinds", ()), 1):
        event = {"specversion": "1.0", "id": f"e{number}", "source": "/s", "type": kind}
        simulation.publish(event, at=1_000 * number)
    simulation.run(given)
    return simulation


class TestRecall:
    def test_each_answer_knows_its_question(self):
        program = program_of(CALLS)
        past = recall(program, played(program).facts)
        found = [(told.to.place, told.to.kind, told.at) for told in past.told if told.to]
        assert found == [
            ("/do/new:0", "timer", 5_000),
            ("/do/loop/for/0/call:0", "call", 5_250),
            ("/do/loop/for/1/call:0", "call", 5_500),
        ]
        calls = [asked.call.arguments["body"] for asked in past.asked if asked.call]
        assert calls == [1, 2]
        assert past.state.status == "completed"
        assert past.trace[-1].kind == "run.completed"

    def test_an_event_belongs_to_its_listener(self):
        program = program_of(LISTENS)
        past = recall(program, played(program, kinds=["other", "told"]).facts)
        assert [(told.fact.message.kind, told.to.place) for told in past.told] == [
            (EVENT_CAME, "/do/hear:0"),
            (EVENT_CAME, "/do/hear:0"),
        ]

    def test_the_end_of_a_child_belongs_to_the_call_that_started_it(self):
        program = program_of(CHILD)
        past = recall(program, played(program).facts)
        ends = [one for one in past.told if isinstance(one.fact, facts.MessageArrived)]
        assert [(one.fact.message.kind, one.to.kind) for one in ends] == [(CHILD_ENDED, "call")]

    def test_an_open_run_is_as_far_as_it_went(self):
        program = program_of(LISTENS)
        assert recall(program, played(program).facts).state.status == "waiting"

    def test_lines_of_the_trace_are_bounded(self):
        program = program_of(CALLS)
        assert len(recall(program, played(program).facts, most_trace=3).trace) == 3

    def test_an_event_that_is_none_belongs_to_nobody(self):
        program = program_of(LISTENS)
        rows = played(program, kinds=["told"]).facts
        rows[1].body["message"]["data"] = {"listener": "x"}
        assert [told.to for told in recall(program, rows).told] == [None]


class TestWhatCannotBeRecalled:
    def test_no_fact(self):
        with pytest.raises(PastError, match="begin with its start"):
            recall(program_of(CALLS), [])

    def test_without_its_start(self):
        rows = played(program_of(CALLS)).facts
        with pytest.raises(PastError, match="begin with its start"):
            recall(program_of(CALLS), rows[1:])

    def test_a_gap(self):
        rows = played(program_of(CALLS)).facts
        with pytest.raises(PastError, match="Fact 2 of the run is missing"):
            recall(program_of(CALLS), [rows[0], *rows[2:]])

    def test_of_an_unknown_kind(self):
        rows = [*played(program_of(CALLS)).facts, FactRow(5, "run.flown", 0, {"steps": 1})]
        with pytest.raises(PastError, match=r"Fact 5, a run\.flown, is none"):
            recall(program_of(CALLS), rows)

    def test_of_a_run_that_was_retried(self):
        rows = [*played(program_of(CALLS)).facts, FactRow(5, RETRIED, 0, {"steps": 1})]
        with pytest.raises(RetriedError):
            recall(program_of(CALLS), rows)

    @pytest.mark.parametrize("steps", [None, "1"])
    def test_without_steps(self, steps):
        rows = played(program_of(CALLS)).facts
        rows[1].body["steps"] = steps
        with pytest.raises(PastError, match="after how many steps"):
            recall(program_of(CALLS), rows)


@given(documents())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_of_any_run_the_end_is_the_same(document):
    program = _compiled(document)

    def mock(wanted):
        failing = len(encode(wanted.key)) % 3 == 0
        return Mocked(7, communication("Down.", 503) if failing else None, len(wanted.key) % 5)

    simulation = played(program, mock, [])
    past = recall(program, simulation.facts)
    assert past.state == simulation.state
    assert past.trace == simulation.trace
    assert all(told.to is not None for told in past.told)


def _compiled(document):
    reading = read(encode(document))
    assert reading.workflow is not None, reading.diagnostics
    return compile_program(reading.workflow, reading.document, content_hash(reading.document))

"""Past runs in which people decided, given to another version: what they said counts there too."""

from __future__ import annotations

import pytest

from tests.workflows.conftest import program_of
from tests.workflows.machine.approving import ANN, BOB, DAY, DORA, HOUR, Office
from workflows.simulator.comparison import compare
from workflows.simulator.past import recall
from workflows.simulator.rehearsal import rehearse
from workflows.simulator.simulation import Bounds

TERMS = "subject: x, approvers: [ann, bob], rule: all"
ASK = "  - ask:\n      call: approval:1.0.0@default\n      with: { %s }\n"
SAYS = "  - says: { set: { by: '${ .by.name }', decision: '${ .decision }' } }\n"
NAP = "  - nap: { wait: PT30M }\n"


def lived(terms=TERMS, tasks=""):
    office = Office(f"{{ {terms} }}", tasks=tasks)
    office.act("ask", ANN, HOUR, comment="Why?")
    office.act("answer", DORA, 2 * HOUR, question=1, comment="So.")
    office.act("decide", ANN, 3 * HOUR, decision="approve")
    office.act("decide", ANN, 4 * HOUR, decision="approve")
    office.act("send-back", BOB, 5 * HOUR, comment="More.")
    office.act("resubmit", DORA, 6 * HOUR)
    office.act("decide", ANN, 7 * HOUR, decision="approve")
    office.act("decide", BOB, 2 * DAY, decision="approve")
    office.run()
    return office.simulation


def rehearsed(after, simulation=None):
    simulation = simulation or lived(tasks=SAYS)
    past = recall(simulation.machine.program, simulation.facts)
    now = rehearse(program_of(after), past, Bounds())
    return now, compare(past, now)


class TestTheSameVersion:
    @pytest.mark.parametrize(
        "more",
        ["", ", remind: { after: PT5H, most: 2 }", ", escalate: [{ after: P1D, to: [eve] }]"],
        ids=["plain", "reminded", "escalated"],
    )
    def test_ends_as_it_did(self, more):
        simulation = lived(TERMS + more, SAYS)
        now, verdict = rehearsed(ASK % (TERMS + more) + SAYS, simulation)
        assert now.state == simulation.state
        assert (verdict.kind, verdict.remarks) == ("alike", ())


class TestAnotherVersion:
    def test_at_another_place_and_later_it_is_another_approval_with_the_same_answers(self):
        now, verdict = rehearsed(NAP + ASK % TERMS + SAYS)
        assert (now.state.status, verdict.kind) == ("completed", "alike")
        assert verdict.remarks == ()

    def test_reminders_come_as_long_after_they_were_asked(self):
        terms = TERMS + ", remind: { after: PT5H, most: 1 }"
        simulation = lived(terms, SAYS)
        now, verdict = rehearsed(NAP + ASK % terms + SAYS, simulation)
        assert verdict.kind == "alike"
        assert now.state.now == 2 * DAY

    def test_one_answer_is_enough_now(self):
        now, verdict = rehearsed(ASK % TERMS.replace("all", "first") + SAYS)
        assert (now.state.output["by"], now.state.now) == ("Ann", 3 * HOUR)
        assert verdict.kind == "output"

    def test_a_due_date_that_would_have_passed(self):
        _, verdict = rehearsed(ASK % (TERMS + ", due: PT2H") + SAYS)
        assert (verdict.kind, verdict.task) == ("fault", "/do/0/ask")

    def test_another_decision_that_nobody_has_given(self):
        terms = TERMS + ", decisions: [{ name: yes }, { name: no, goes: end }]"
        _, verdict = rehearsed(ASK % terms + SAYS)
        assert (verdict.kind, verdict.task) == ("waits", "/do/0/ask")

    def test_others_are_asked_and_the_directory_says_what_it_said(self):
        _, verdict = rehearsed(ASK % TERMS.replace("bob", "cem") + SAYS)
        assert verdict.kind == "alike"
        (remark,) = {one.words for one in verdict.remarks}
        assert "another approvers" in remark

    def test_nobody_is_asked_any_more(self):
        decided = "  - ask: { set: { by: { name: Bob }, decision: approve } }\n"
        _, verdict = rehearsed(decided + SAYS)
        assert verdict.kind == "alike"
        assert {one.kind for one in verdict.remarks} == {"left"}

    def test_asked_by_a_call_with_another_name(self):
        now, verdict = rehearsed((ASK % TERMS).replace("ask:", "confirm:") + SAYS)
        assert (now.state.status, verdict.kind) == ("waiting", "waits")

"""How an approval goes on by itself: stages, reminders, escalations, the end of its time."""

from __future__ import annotations

import pytest

from definitions.errors import ProblemError
from tests.workflows.machine.approving import ANN, BOB, CEM, DAY, DORA, HOUR, Desk
from workflows.machine.approval import progress
from workflows.machine.approval.state import Approval

TWO = [{"approvers": ["ann", "bob"]}, {"approvers": ["cem"]}]


def desk(*approvers, **more):
    return Desk(approvers=list(approvers or ("ann",)), **more)


def told(one, kind):
    return [people for said, people in one.letters if said == kind]


class TestStages:
    def test_one_after_the_other(self):
        one = Desk(stages=TWO)
        one.now = HOUR
        one.decide(ANN)
        assert (one.approval.stage, one.open_ones, one.status) == (1, ["cem"], "open")
        assert one.approval.since == HOUR
        assert one.letters == [("asked", ["ann", "bob"]), ("closed", ["bob"]), ("asked", ["cem"])]
        assert one.decide(BOB) == "not-asked"
        assert one.decide(CEM) == "accepted"
        assert told(one, "decided") == [["ann", "bob", "cem", "dora"]]

    def test_a_decision_that_ends_it_skips_the_others(self):
        one = Desk(stages=TWO)
        one.decide(ANN, "reject", comment="No.")
        assert (one.status, one.decision, one.approval.stage) == ("decided", "reject", 0)

    def test_each_person_is_asked_once(self):
        people = {"role finance": [ANN, BOB], "role board": [BOB, CEM]}
        one = Desk(people, approvers=[{"role": "finance"}, {"role": "board"}, "ann"])
        assert one.open_ones == ["ann", "bob", "cem"]

    def test_nobody_can_be_asked(self):
        with pytest.raises(ProblemError) as caught:
            Desk(approvers=[{"role": "nobody"}])
        problem = caught.value.problem
        assert problem.type.endswith("/configuration")
        assert "Nobody can be asked in stage 1." in problem.detail

    def test_only_the_requester_could_be_asked(self):
        with pytest.raises(ProblemError, match="own request"):
            desk("dora")

    def test_too_few_for_the_rule(self):
        with pytest.raises(ProblemError) as caught:
            desk("ann", "bob", "dora", rule=3)
        assert "needs 3" in caught.value.problem.detail
        assert "Dora has asked for this" in caught.value.problem.detail

    def test_the_requester_stays_who_it_was(self):
        one = Desk(stages=TWO)
        one.requester = None
        one.decide(ANN)
        assert one.approval.requester.id == "dora"


class TestReminders:
    def test_at_their_moments_as_long_as_it_is_open(self):
        one = desk("ann", "bob", rule="all", remind={"after": "PT4H", "most": 2})
        one.wait(5 * HOUR)
        assert told(one, "reminded") == [["ann"], ["bob"]]
        one.decide(ANN)
        one.wait(DAY)
        assert told(one, "reminded") == [["ann"], ["bob"], ["bob"]]
        assert progress.next_at(one.approval) is None

    def test_who_was_reminded_late_is_not_reminded_again_for_the_same_time(self):
        one = desk("ann", remind={"after": "PT4H", "most": 5})
        one.away(17 * HOUR)
        assert told(one, "reminded") == [["ann"]]
        assert progress.next_at(one.approval) == 20 * HOUR

    def test_what_is_past_when_somebody_is_found_is_left_out(self):
        one = desk("ann", remind={"after": "PT0S", "every": "PT1H", "most": 2})
        assert one.approval.asked[0].reminders == [HOUR]


class TestEscalation:
    def test_level_by_level(self):
        levels = [{"after": "P1D", "to": ["bob"]}, {"after": "P2D", "to": ["cem", "ann"]}]
        one = desk("ann", escalate=levels)
        one.wait(DAY)
        assert one.open_ones == ["ann", "bob"]
        one.wait(3 * DAY)
        assert one.open_ones == ["ann", "bob", "cem"]
        assert told(one, "escalated") == [["bob"], ["cem"]]
        assert [each.why for each in one.approval.asked] == ["approver", "escalation", "escalation"]

    def test_each_stage_begins_with_the_first_level(self):
        one = Desk(stages=TWO, escalate=[{"after": "P1D", "to": ["eve"]}])
        one.wait(DAY)
        one.decide(ANN)
        assert one.open_ones == ["cem"]
        one.wait(2 * DAY)
        assert one.open_ones == ["cem", "eve"]

    def test_all_that_came_due_in_its_order(self):
        levels = [{"after": "P1D", "to": ["bob"]}, {"after": "P2D", "to": ["cem"]}]
        one = desk("ann", escalate=levels, remind={"after": "PT30H", "most": 1})
        one.away(5 * DAY)
        kinds = [kind for kind, _ in one.letters]
        assert kinds == ["asked", "escalated", "reminded", "escalated"]

    def test_that_leads_to_nobody_new(self):
        one = desk("ann", escalate=[{"after": "P1D", "to": ["ann", {"role": "gone"}]}])
        one.wait(DAY)
        assert one.open_ones == ["ann"]
        assert told(one, "escalated") == []


class TestOverdue:
    def test_it_faults(self):
        one = desk("ann", due="P3D")
        one.wait(3 * DAY)
        assert one.problem is not None
        assert one.problem.status == 408
        assert one.problem.type.endswith("/timeout")
        assert (one.status, one.open_ones) == ("closed", [])
        assert told(one, "closed") == [["ann"]]
        assert one.decide(ANN) == "closed"

    def test_it_is_decided(self):
        one = Desk(stages=TWO, due="P3D", overdue={"decide": "approve"})
        one.wait(3 * DAY)
        assert (one.status, one.approval.stage) == ("open", 1)
        one.wait(6 * DAY)
        assert (one.status, one.decision) == ("decided", "approve")
        assert one.approval.votes == []

    def test_others_are_asked_and_get_as_much_time(self):
        one = desk("ann", due="P3D", overdue={"ask": ["bob"], "decide": "reject"})
        one.wait(3 * DAY)
        assert one.open_ones == ["ann", "bob"]
        assert one.approval.due == 6 * DAY
        one.wait(6 * DAY)
        assert (one.status, one.decision) == ("decided", "reject")

    def test_others_are_asked_and_then_it_faults(self):
        one = desk("ann", due="P3D", overdue={"ask": ["bob"]})
        one.wait(6 * DAY)
        assert (one.status, one.problem.status) == ("closed", 408)

    def test_a_correction_gives_the_whole_time_again(self):
        one = desk("ann", due="P3D")
        one.wait(2 * DAY)
        one.act("send-back", ANN, comment="No.")
        assert progress.next_at(one.approval) is None
        one.now = 9 * DAY
        one.act("resubmit", DORA)
        assert one.approval.due == 12 * DAY

    def test_whoever_is_asked_too_hears_it_with_the_outcome(self):
        one = desk("ann", due="P3D", overdue={"ask": ["bob"]})
        one.wait(4 * DAY)
        one.decide(BOB)
        assert told(one, "decided") == [["ann", "bob", "dora"]]


class TestSeeks:
    def test_an_answer_that_comes_when_others_are_asked(self):
        one = Desk(stages=TWO, escalate=[{"after": "P1D", "to": ["eve"]}])
        approval = Approval.from_json(one.approval.to_json())
        progress.tick(approval, DAY)
        before = approval.seeks
        assert before is not None
        approval.decision = "approve"
        progress.go_on(approval, DAY)
        assert approval.seeks not in (before, None)

    def test_nothing_while_it_is_back_or_over(self):
        one = desk("ann", escalate=[{"after": "P1D", "to": ["eve"]}])
        progress.tick(one.approval, DAY)
        assert one.approval.seeks is not None
        one.approval.status = "returned"
        assert one.approval.seeks is None

"""What people do with an approval: it counts, or it is refused with a code and changes nothing."""

from __future__ import annotations

import pytest

from tests.workflows.machine.approving import ANN, BOB, CEM, DAY, DORA, HOUR, Desk

FORM = {
    "type": "object",
    "properties": {"sum": {"type": "number", "maximum": 1000}, "note": {"type": "string"}},
    "required": ["sum"],
}
TWO = [{"approvers": ["ann"]}, {"approvers": ["bob"]}]


def desk(*approvers, **more):
    return Desk(approvers=list(approvers or ("ann",)), **more)


class TestDecide:
    def test_it_counts_and_everyone_is_told(self):
        one = desk("ann", "bob")
        one.now = HOUR
        assert one.decide(ANN, comment=" Fine. ", channel="email") == "accepted"
        assert (one.status, one.decision) == ("decided", "approve")
        (vote,) = one.approval.votes
        assert (vote.who.id, vote.by.id, vote.channel, vote.at) == ("ann", "ann", "email", HOUR)
        assert vote.comment == "Fine."
        assert one.letters == [("asked", ["ann", "bob"]), ("decided", ["bob", "ann", "dora"])]

    def test_by_who_stands_in(self):
        one = desk("ann", rule="all")
        assert one.decide(CEM, person="ann") == "accepted"
        (vote,) = one.approval.votes
        assert (vote.who.id, vote.by.id) == ("ann", "cem")

    def test_who_stands_in_may_not_decide_on_their_own_request(self):
        one = desk("ann")
        assert one.decide(DORA, person="ann") == "not-allowed"
        assert one.decide(ANN) == "accepted"

    @pytest.mark.parametrize("mine_first", [True, False])
    def test_who_stands_in_counts_once_where_so_many_have_to_agree(self, mine_first):
        one = desk("ann", "cem", "bob", rule=2)
        persons = [None, "ann"] if mine_first else ["ann", None]
        assert one.decide(CEM, person=persons[0]) == "accepted"
        assert one.decide(CEM, person=persons[1]) == "not-allowed"
        assert one.decide(BOB) == "accepted"
        assert one.status == "decided"

    def test_who_stands_in_answers_for_both_where_all_are_asked(self):
        one = desk("ann", "cem", rule="all")
        assert one.decide(CEM) == "accepted"
        assert one.decide(CEM, person="ann") == "accepted"
        assert one.status == "decided"

    def test_without_four_eyes_they_may_count_twice(self):
        one = desk("ann", "cem", rule=2, fourEyes=False)
        assert [one.decide(CEM), one.decide(CEM, person="ann")] == ["accepted"] * 2

    def test_null_empties_a_field_that_takes_no_null(self):
        one = desk("ann", form=FORM, values={"sum": 5, "note": "old"})
        assert one.decide(ANN, fields={"note": None}) == "accepted"
        assert one.approval.values == {"sum": 5}

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"decision": "perhaps"}, "unknown-decision"),
            ({"decision": None}, "unknown-decision"),
            ({"decision": "reject"}, "comment-required"),
            ({"decision": "reject", "comment": "  "}, "comment-required"),
            ({"comment": "x" * 10_001}, "comment-too-long"),
            ({"round": 2}, "changed"),
            ({"by": CEM}, "not-asked"),
            ({"person": "cem"}, "not-asked"),
        ],
        ids=str,
    )
    def test_refused(self, said, code):
        one = desk("ann", "bob")
        told = {"by": ANN, "decision": "approve", **said}
        assert one.decide(told.pop("by"), told.pop("decision"), **told) == code
        assert one.decide(ANN) == "accepted"

    def test_twice(self):
        one = desk("ann", "bob", rule="all")
        assert one.decide(ANN) == "accepted"
        assert one.decide(ANN) == "answered"
        assert one.decide(CEM, person="ann") == "answered"
        assert len(one.approval.votes) == 1

    @pytest.mark.parametrize("kind", ["decide", "ask", "send-back", "withdraw", "reassign"])
    def test_when_it_is_over(self, kind):
        one = desk("ann")
        one.decide(ANN)
        assert one.act(kind, DORA if kind == "withdraw" else ANN, comment="x") == "decided"

    def test_before_it_is_known_who_is_asked(self):
        one = desk("ann")
        one.approval.gather()
        assert one.decide(ANN) == "too-early"

    def test_comments_as_the_decision_wants_them(self):
        decisions = [{"name": "ok", "comment": "none"}, {"name": "no", "goes": "end"}]
        one = desk("ann", decisions=decisions)
        assert one.decide(ANN, "ok", comment="hidden") == "accepted"
        assert one.approval.votes[0].comment is None

    def test_a_form_is_filled_in_by_who_lets_it_go_on(self):
        one = desk("ann", form=FORM, values={"note": "n"})
        assert one.decide(ANN) == "fields"
        assert one.decide(ANN, fields={"sum": 5000}) == "fields"
        assert one.decide(ANN, fields={"sum": 500}) == "accepted"
        assert one.approval.values == {"note": "n", "sum": 500}
        assert one.approval.votes[0].fields == {"note": "n", "sum": 500}

    def test_who_ends_it_need_not_fill_in_anything(self):
        one = desk("ann", form=FORM)
        assert one.decide(ANN, "reject", comment="No.") == "accepted"
        assert one.approval.votes[0].fields is None

    def test_the_next_one_sees_what_was_filled_in(self):
        one = Desk(stages=TWO, form=FORM)
        one.decide(ANN, fields={"sum": 5})
        assert one.approval.values == {"sum": 5}
        assert one.decide(BOB) == "accepted"


class TestMayNot:
    def test_nobody_decides_on_their_own_request(self):
        one = desk("dora", "ann")
        assert one.open_ones == ["ann"]
        assert one.decide(DORA) == "not-asked"

    def test_unless_they_may(self):
        one = desk("dora", selfApproval=True)
        assert one.decide(DORA) == "accepted"

    def test_four_eyes_over_stages(self):
        stages = [{"approvers": ["ann", "bob"]}, {"approvers": ["ann", "bob", "cem"]}]
        one = Desk(stages=stages)
        one.decide(ANN)
        assert one.open_ones == ["bob", "cem"]
        assert one.decide(ANN, person="bob") == "not-allowed"
        assert one.decide(BOB) == "accepted"

    def test_of_a_deputy_neither_may_decide_again(self):
        stages = [{"approvers": ["ann"]}, {"approvers": ["ann", "bob", "cem"]}]
        one = Desk(stages=stages)
        one.decide(BOB, person="ann")
        assert one.open_ones == ["cem"]

    def test_two_eyes_if_that_is_enough(self):
        one = Desk(stages=[{"approvers": ["ann"]}, {"approvers": ["ann"]}], fourEyes=False)
        one.decide(ANN)
        assert one.decide(ANN) == "accepted"
        assert one.status == "decided"


class TestAskAndAnswer:
    def test_the_requester_is_asked_and_answers(self):
        one = desk("ann", "bob")
        assert one.act("ask", ANN, comment="Why?") == "accepted"
        assert one.act("answer", DORA, question=1, comment="Because.") == "accepted"
        (question,) = one.approval.questions
        assert (question.text, question.answer) == ("Why?", "Because.")
        assert one.letters[1:] == [("question", ["dora"]), ("answered", ["ann"])]
        assert one.open_ones == ["ann", "bob"]

    def test_somebody_else_is_asked(self):
        one = desk("ann")
        one.act("ask", ANN, comment="Is it in the budget?", to=CEM)
        assert one.act("answer", DORA, question=1, comment="x") == "not-asked"
        assert one.act("answer", CEM, question=1, comment="Yes.") == "accepted"

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"question": 2, "comment": "x"}, "unknown-question"),
            ({"question": 0, "comment": "x"}, "unknown-question"),
            ({"comment": "x"}, "unknown-question"),
            ({"question": 1}, "comment-required"),
        ],
        ids=str,
    )
    def test_refused(self, said, code):
        one = desk("ann")
        one.act("ask", ANN, comment="Why?")
        assert one.act("answer", DORA, **said) == code

    def test_a_question_is_answered_once(self):
        one = desk("ann")
        one.act("ask", ANN, comment="Why?")
        one.act("answer", DORA, question=1, comment="So.")
        assert one.act("answer", DORA, question=1, comment="So!") == "answered"

    def test_who_is_not_asked_asks_nothing(self):
        one = desk("ann")
        assert one.act("ask", CEM, comment="Why?") == "not-asked"
        assert one.act("ask", ANN, comment=" ") == "comment-required"

    def test_there_is_an_end_to_questions(self):
        one = desk("ann")
        for number in range(100):
            one.approval.questions += one.approval.questions[:1]
            if not number:
                one.act("ask", ANN, comment="Why?")
        assert one.act("ask", ANN, comment="Why?") == "too-many"


class TestSendBack:
    def test_it_is_corrected_and_asked_anew(self):
        one = desk("ann", "bob", rule="all", form=FORM, values={"sum": 900, "note": "n"})
        one.decide(ANN)
        assert one.act("send-back", BOB, comment="Too much.") == "accepted"
        assert one.status == "returned"
        assert one.letters[-1] == ("returned", ["dora"])
        assert one.act("resubmit", DORA, fields={"sum": 500}, comment="Less.") == "accepted"
        assert (one.status, one.approval.round) == ("open", 2)
        (change,) = one.approval.changes
        assert (change.field, change.before, change.after) == ("sum", 900, 500)
        assert one.letters[-1] == ("resubmitted", ["ann", "bob"])
        assert [vote.counts for vote in one.approval.votes] == [False]
        assert one.open_ones == ["ann", "bob"]

    def test_votes_that_are_kept(self):
        one = desk("ann", "bob", rule="all", keepVotes=True)
        one.decide(ANN)
        one.act("send-back", BOB, comment="Why so much?")
        one.act("resubmit", DORA)
        assert one.open_ones == ["bob"]
        assert one.letters[-1] == ("resubmitted", ["bob"])
        assert one.decide(BOB) == "accepted"
        assert one.status == "decided"

    def test_from_the_second_stage_it_begins_with_the_first(self):
        one = Desk(stages=TWO)
        one.decide(ANN)
        one.act("send-back", BOB, comment="No.")
        one.act("resubmit", DORA)
        assert (one.approval.stage, one.open_ones) == (0, ["ann"])
        assert one.decide(ANN, round=1) == "changed"
        assert one.decide(ANN, round=2) == "accepted"
        assert one.decide(BOB) == "accepted"
        assert one.decision == "approve"

    def test_in_the_second_stage_if_votes_are_kept(self):
        one = Desk(stages=TWO, keepVotes=True)
        one.decide(ANN)
        one.act("send-back", BOB, comment="No.")
        one.act("resubmit", DORA)
        assert (one.approval.stage, one.open_ones) == (1, ["bob"])

    def test_while_it_is_back_nobody_decides(self):
        one = desk("ann", "bob")
        one.act("send-back", ANN, comment="No.")
        assert one.decide(BOB) == "returned"
        assert one.act("ask", BOB, comment="x") == "returned"
        assert one.act("reassign", BOB, comment="x", to=CEM) == "returned"

    def test_who_sends_back_says_why(self):
        assert desk("ann").act("send-back", ANN) == "comment-required"

    def test_where_it_can_not_be(self):
        assert desk("ann", sendBack=False).act("send-back", ANN, comment="x") == "not-allowed"
        assert desk("ann", requester=None).act("send-back", ANN, comment="x") == "no-requester"

    def test_there_is_an_end_to_rounds(self):
        one = desk("ann")
        one.approval.round = 50
        assert one.act("send-back", ANN, comment="x") == "too-many"

    @pytest.mark.parametrize(
        ("by", "fields", "code"),
        [(ANN, {"sum": 1}, "not-yours"), (DORA, {"sum": 5000}, "fields")],
        ids=["another", "fields"],
    )
    def test_resubmission_refused(self, by, fields, code):
        one = desk("ann", form=FORM, values={"sum": 1})
        one.act("send-back", ANN, comment="No.")
        assert one.act("resubmit", by, fields=fields) == code

    def test_nothing_to_resubmit(self):
        assert desk("ann").act("resubmit", DORA) == "not-returned"

    def test_a_stage_that_was_decided_may_be_decided_otherwise_in_the_next_round(self):
        one = Desk(stages=TWO)
        one.decide(ANN)
        one.act("send-back", BOB, comment="No.")
        one.act("resubmit", DORA)
        one.decide(ANN, "reject", comment="Still.")
        assert (one.status, one.decision) == ("decided", "reject")


class TestWithdraw:
    def test_by_who_has_asked(self):
        one = desk("ann", "bob", rule="all")
        one.decide(ANN)
        assert one.act("withdraw", BOB) == "not-yours"
        assert one.act("withdraw", DORA, comment="Not needed.") == "accepted"
        assert (one.status, one.open_ones) == ("withdrawn", [])
        assert one.letters[-1] == ("withdrawn", ["bob"])
        assert one.decide(BOB) == "withdrawn"

    def test_also_while_it_is_back(self):
        one = desk("ann")
        one.act("send-back", ANN, comment="No.")
        assert one.act("withdraw", DORA) == "accepted"
        assert one.act("resubmit", DORA) == "withdrawn"

    def test_where_nobody_has_asked(self):
        assert desk("ann", requester=None).act("withdraw", DORA) == "not-yours"


class TestReassign:
    def test_somebody_else_is_asked(self):
        one = desk("ann", "bob", rule="all")
        said = {"to": CEM, "comment": "On leave.", "reminders": [DAY]}
        assert one.act("reassign", ANN, **said) == "accepted"
        assert one.open_ones == ["bob", "cem"]
        assert one.letters[-1] == ("asked", ["cem"])
        assert one.decide(ANN) == "not-asked"
        assert one.approval.of("cem").reminders == [DAY]

    def test_and_it_comes_back(self):
        one = desk("ann")
        one.act("reassign", ANN, to=CEM, comment="On leave.")
        assert one.act("reassign", CEM, to=ANN, comment="She is back.") == "accepted"
        assert one.open_ones == ["ann"]
        assert one.decide(ANN) == "accepted"

    def test_by_who_may(self):
        one = desk("ann")
        assert one.act("reassign", BOB, person="ann", to=CEM, comment="Left.") == "accepted"

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"comment": "x"}, "nobody"),
            ({"to": CEM}, "comment-required"),
            ({"to": BOB, "comment": "x"}, "asked-already"),
            ({"to": DORA, "comment": "x"}, "not-allowed"),
        ],
        ids=["nobody", "why", "asked", "requester"],
    )
    def test_refused(self, said, code):
        assert desk("ann", "bob").act("reassign", ANN, **said) == code

    def test_who_has_answered_hands_nothing_on(self):
        one = desk("ann", "bob", rule="all")
        one.decide(ANN)
        assert one.act("reassign", ANN, to=CEM, comment="x") == "answered"

"""An approval as people and the process see it."""

from __future__ import annotations

from tests.workflows.machine.approving import ANN, BOB, CEM, DAY, DORA, HOUR, Desk
from workflows.machine.approval import shown
from workflows.machine.approval.terms import read_form

FORM = {"type": "object", "properties": {"sum": {"type": "number"}}}


def desk(*approvers, **more):
    return Desk(approvers=list(approvers or ("ann",)), **more)


class TestAsking:
    def test_how_it_stands_with_each(self):
        one = desk("ann", "bob", rule="all", due="P1D", signIn=True)
        one.decide(ANN)
        told = shown.asking(one.approval, "/do/0/ask", "/do/0/ask:0", 7)
        assert (told.status, told.due, told.sign_in, told.at) == ("open", DAY, True, 7)
        assert [(each.person, each.state) for each in told.asked] == [
            ("ann", "voted"),
            ("bob", "open"),
        ]
        assert told.requester == "dora"

    def test_letters_are_handed_on_once(self):
        one = desk("ann")
        one.approval.write("asked", 1, "ann")
        assert len(shown.asking(one.approval, "t", "v", 7).letters) == 1
        assert shown.asking(one.approval, "t", "v", 7).letters == []

    def test_who_was_asked_in_an_earlier_stage_stays(self):
        one = Desk(stages=[{"approvers": ["ann", "bob"]}, {"approvers": ["bob", "cem"]}])
        one.decide(ANN)
        told = shown.asking(one.approval, "t", "v", 7)
        assert [(each.person, each.state) for each in told.asked] == [
            ("ann", "voted"),
            ("bob", "open"),
            ("cem", "open"),
        ]


class TestBody:
    def test_what_people_see(self):
        one = desk("ann", form=FORM, values={"sum": 1}, body="**Much**")
        one.act("send-back", ANN, comment="Less.")
        one.act("resubmit", DORA, fields={"sum": 2})
        body = shown.body(one.approval)
        assert body["subject"] == "A laptop"
        assert body["changes"] == [{"field": "sum", "before": 1, "after": 2}]
        assert body["stage"] == {"number": 1, "of": 1, "title": "", "rule": "first"}
        assert body["requester"] == {"id": "dora", "name": "Dora"}
        assert [one["name"] for one in body["decisions"]] == ["approve", "reject"]
        assert [line["kind"] for line in body["history"]] == [
            "asked",
            "sent-back",
            "resubmitted",
            "asked",
        ]
        assert body["decision"] is None

    def test_the_decision_only_when_it_is_over(self):
        one = desk("ann")
        one.decide(ANN)
        assert shown.body(one.approval)["decision"] == "approve"


class TestResult:
    def test_who_when_and_by_which_channel(self):
        one = desk("ann", form=FORM)
        one.now = HOUR
        one.decide(BOB, person="ann", comment="Fine.", channel="email", fields={"sum": 3})
        result = shown.result(one.approval)
        assert (result["decision"], result["by"]) == ("approve", {"id": "bob", "name": "Bob"})
        assert (result["at"], result["channel"], result["comment"]) == (HOUR, "email", "Fine.")
        assert result["fields"] == {"sum": 3}
        assert len(result["votes"]) == 1

    def test_withdrawn(self):
        one = desk("ann", "bob", rule="all")
        one.decide(ANN, comment="Fine.")
        one.act("withdraw", DORA, comment="Not needed.")
        result = shown.result(one.approval)
        assert result["decision"] == "withdrawn"
        assert (result["by"]["id"], result["comment"]) == ("dora", "Not needed.")
        assert result["channel"] is None

    def test_decided_because_time_was_up_is_by_nobody(self):
        one = desk("ann", "bob", rule="all", due="P1D", overdue={"decide": "approve"})
        one.decide(ANN, comment="Fine.")
        one.wait(DAY)
        result = shown.result(one.approval)
        assert (result["decision"], result["by"], result["comment"]) == ("approve", None, None)
        assert result["at"] == DAY

    def test_what_several_said_is_by_who_said_it_last(self):
        one = desk("ann", "bob", "cem", rule=2)
        one.decide(ANN)
        one.decide(CEM)
        assert shown.result(one.approval)["by"]["id"] == "cem"


class TestFilledIn:
    def test_the_fields_and_whose_they_are(self):
        terms = {"form": FORM, "people": ["ann"]}
        one = Desk(read=read_form, **terms)
        one.decide(ANN, "submit", fields={"sum": 4})
        assert shown.filled_in(one.approval) == {
            "fields": {"sum": 4},
            "by": {"id": "ann", "name": "Ann"},
            "at": 0,
            "channel": "portal",
        }

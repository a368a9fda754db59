"""An approval as a run keeps it."""

from __future__ import annotations

import json

from tests.workflows.machine.approving import ANN, BOB, DORA, Desk
from workflows.machine.approval.state import Approval


def lived():
    one = Desk(
        stages=[{"approvers": ["ann", "bob"], "rule": "all"}, {"approvers": ["cem"]}],
        form={"type": "object"},
        remind={"after": "PT4H"},
        escalate=[{"after": "P1D", "to": ["eve"]}],
    )
    one.act("ask", ANN, comment="Why?")
    one.act("answer", DORA, question=1, comment="So.")
    one.act("send-back", ANN, comment="More.")
    one.act("resubmit", DORA, fields={"a": [1, {"b": None}]})
    one.decide(ANN, fields={"c": 1.5})
    one.decide(BOB)
    return one.approval


class TestApproval:
    def test_kept_as_plain_data_it_is_the_same(self):
        approval = lived()
        assert Approval.from_json(json.loads(json.dumps(approval.to_json()))) == approval

    def test_a_letter_tells_each_person_once_and_nobody_nothing(self):
        approval = lived()
        approval.letters = []
        approval.write("asked", 5, "ann", "bob", "ann")
        approval.write("asked", 5)
        (letter,) = approval.letters
        assert letter.people == ["ann", "bob"]
        assert letter.cause.startswith("asked/2/1/")

    def test_a_line_of_history_knows_where_it_was(self):
        history = [(each.kind, each.stage, each.round) for each in lived().history]
        assert history[:2] == [("asked", 0, 1), ("asked", 0, 1)]
        assert history[-1] == ("asked", 1, 2)

"""Whatever people do, in whatever order: nothing counts twice, and nothing goes backwards."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.machine.approving import ANN, BOB, CEM, DORA, HOUR, Desk

FORM = {
    "type": "object",
    "properties": {"sum": {"type": "number", "maximum": 1000}, "note": {"type": "string"}},
    "required": ["sum"],
}
PEOPLE = [ANN, BOB, CEM, DORA, {"id": "eve", "name": "Eve"}]
STAGES = [
    {"approvers": ["ann", "bob", "cem"], "rule": 2},
    {"approvers": ["ann", "bob", "cem", "eve"], "rule": "all"},
]
ACTS = st.tuples(
    st.sampled_from(
        ["decide"] * 4 + ["ask", "answer", "send-back", "resubmit", "withdraw", "reassign", "wait"]
    ),
    st.sampled_from(PEOPLE),
    st.fixed_dictionaries(
        {},
        optional={
            "decision": st.sampled_from(["approve", "approve", "reject", "odd"]),
            "comment": st.sampled_from(["x", ""]),
            "person": st.sampled_from([one["id"] for one in PEOPLE]),
            "to": st.sampled_from(PEOPLE),
            "question": st.integers(0, 3),
            "round": st.integers(1, 3),
            "fields": st.sampled_from([{}, {"sum": 1}, {"sum": 5000}]),
        },
    ),
)


class TestAnything:
    @given(st.lists(ACTS, max_size=30), st.booleans(), st.booleans())
    @settings(max_examples=300)
    def test_never_twice_and_never_backwards(self, acts, keep, eyes):
        more = {"keepVotes": keep, "fourEyes": eyes, "remind": {"after": "PT5H"}, "due": "P9D"}
        more |= {"escalate": [{"after": "P1D", "to": ["eve", "ann"]}], "form": FORM}
        one = Desk(stages=STAGES, values={"sum": 2}, overdue={"decide": "reject"}, **more)
        ends = 0
        for kind, who, said in acts:
            number, over = one.approval.number, one.approval.over
            if kind == "wait":
                one.wait(one.now + 7 * HOUR)
                code = "accepted"
            else:
                one.now += 1
                code = one.act(kind, who, **said)
                assert code == "accepted" if one.approval.number > number else code != "accepted"
            assert one.approval.number >= number
            ends += one.approval.over and not over
            assert not (over and one.approval.number > number)
            counted = [(vote.stage, vote.who.id) for vote in one.approval.votes if vote.counts]
            assert len(set(counted)) == len(counted)
            assert len(set(one.causes)) == len(one.causes)
            asked = [each.who.id for each in one.approval.asked]
            assert len(set(asked)) == len(asked)
            assert one.status != "gathering"
            if eyes:
                deciding = {(vote.stage, vote.by.id) for vote in one.approval.votes if vote.counts}
                assert len({by for _, by in deciding}) == len(deciding)
            assert "dora" not in {vote.by.id for vote in one.approval.votes}
        assert ends <= 1

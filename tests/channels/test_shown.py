"""How an approval stands, as every door says it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from channels import shown
from channels.shown import Reader

NOW = 1_795_000_000_000
ANN, BOB = {"id": "a", "name": "Ann"}, {"id": "b", "name": "Bob"}
APPROVE = {"name": "approve", "label": "Approve"}
ENGLISH = Reader(person="a", language="en", zone="UTC")
ARABIC = Reader(person="a", language="ar", zone="Asia/Riyadh")


class TestFacts:
    def test_in_the_order_in_which_they_are_read(self):
        body = {"requester": ANN, "stage": {"number": 2, "of": 3, "title": "Finance"}}
        due = datetime(2026, 11, 22, 8, 5, tzinfo=UTC)
        assert shown.facts(body, "n/m", due, ENGLISH) == [
            ("Asked by", "Ann"),
            ("Process", "n/m"),
            ("Stage", "2 of 3 · Finance"),
            ("Due", "22 November 2026, 08:05 (UTC)"),
        ]
        assert "11:05" in shown.facts(body, None, due, ARABIC)[-1][1]

    def test_nothing_is_made_up(self):
        assert (
            shown.facts({"stage": {"number": 1, "of": 1, "title": ""}}, None, None, ENGLISH) == []
        )


class TestChanges:
    def test_files_by_name_and_long_ones_cut(self):
        body = {
            "changes": [
                {"field": "proof", "before": None, "after": ["f1", "f2"]},
                {"field": "why", "before": "", "after": "x" * 500},
            ]
        }
        first, second = shown.changes(body, "en", {"f1": "a.pdf"})
        assert first == 'proof: (empty) → ["a.pdf","f2"]'
        assert second == f"why: (empty) → {'x' * shown.LONGEST_VALUE}…"


class TestLabels:
    @pytest.mark.parametrize(
        ("given", "language", "said"),
        [
            ({"name": "approve", "label": "Approve"}, "ar", "موافقة"),
            ({"name": "approve", "label": "Yes"}, "ar", "Yes"),
            ({"name": "burn", "label": ""}, "en", "burn"),
        ],
        ids=["usual", "own", "none"],
    )
    def test_in_the_language_of_the_reader(self, given, language, said):
        assert shown.label(given, language) == said

    def test_of_a_name(self):
        body = {"decisions": [APPROVE]}
        assert shown.label_of(body, "approve", "en") == "Approve"
        assert shown.label_of(body, "other", "en") == "other"


class TestStands:
    @pytest.mark.parametrize(
        ("status", "told"),
        [
            ("decided", "Bob has decided on 18 November 2026, 11:06 (UTC): Approve."),
            ("withdrawn", "Bob has withdrawn it on 18 November 2026, 11:06 (UTC)."),
            ("returned", "Bob sent it back on 18 November 2026, 11:06 (UTC) to be corrected."),
            ("closed", "It is not needed any more"),
        ],
    )
    def test_who_has_ended_it_and_when(self, status, told):
        body = {
            "decision": "approve",
            "decisions": [APPROVE],
            "history": [{"kind": status, "by": BOB, "at": NOW}],
        }
        assert shown.ended(status, body, ENGLISH).startswith(told)
        assert shown.ended(status, body, ARABIC) != shown.ended(status, body, ENGLISH)

    def test_where_nobody_has(self):
        body = {"decision": "approve", "decisions": [APPROVE], "history": []}
        assert shown.ended("decided", body, ENGLISH) == "It has been decided: Approve."
        assert shown.ended("open", body, ENGLISH) == ""

    def test_each_who_has_answered_where_several_have(self):
        votes = [
            {"who": one, "by": one, "decision": "approve", "at": NOW + number}
            for number, one in enumerate([ANN, BOB])
        ]
        body = {
            "decisions": [APPROVE],
            "decision": "approve",
            "votes": votes,
            "history": [{"by": BOB, "at": NOW}],
        }
        assert shown.ended("decided", body, ENGLISH).endswith("Answers: Ann: Approve; Bob: Approve")
        many = {**body, "votes": votes * shown.MOST_VOTES}
        assert shown.ended("decided", many, ENGLISH).endswith("Bob: Approve …")
        assert "Ann: موافقة" in shown.ended("decided", body, ARABIC)

    def test_who_has_answered(self):
        body = {
            "decisions": [APPROVE],
            "votes": [{"who": ANN, "by": ANN, "decision": "approve", "at": NOW}],
        }
        mine, waits = shown.answered(body, "a", ENGLISH)
        assert mine.startswith("You have answered already: Approve.")
        assert waits.startswith("Others are still asked")
        other = Reader(person="b", language="en", zone="UTC")
        assert shown.answered(body, "a", other)[0].startswith("Ann answered already: Approve.")
        assert shown.answered(body, "z", ENGLISH)[0] == "It has been answered already."

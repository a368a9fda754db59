"""What there is to say as a card of Teams: all of it, inside of what Teams takes.

The rules, each with its page, are those of the stand-in: tests/standins/teams/{cards,elements}.py.
"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.said import Decision, Said, Way
from channels.teams import card, limits
from channels.vendor import Letter
from tests.standins.teams.cards import actions, inputs, parts, teams_faults
from tests.standins.teams.workflows import ALLOWED_ACTIONS

APPROVE = Decision(name="approve", label="Approve", style="primary", comment="optional")
REJECT = Decision(name="reject", label="Reject", style="danger", comment="required")
LATER = Decision(name="later", label="Later", style="neutral", comment="none")
OPEN = Way("Open in Baton", "https://baton.example.org/approvals/1")
HARM = '<at>All</at> [x](javascript:x) ![y](https://x.example/y.png) {{DATE(2017)}} **b** "\\'


def asked(**changed):
    shown = {
        "subject": "Laptop",
        "lead": "Dora asks for your decision.",
        "title": "Laptop",
        "body": "It is **needed**.",
        "facts": [("Asked by", "Dora"), ("Due", "")],
        "changes": ["sum: 1 → 2"],
        "notes": ["You stand in for Bob."],
        "decisions": [APPROVE, REJECT, LATER],
        "open": OPEN,
    }
    return Said(**{**shown, **changed})


def letter(language="en", stands=(), viewers=(), **changed):
    return Letter(
        said=asked(**changed), token="t", language=language, stands=stands, viewers=viewers
    )


def words(made):
    return [
        "".join(run["text"] for run in one["inlines"]) for one in parts(made) if "inlines" in one
    ]


def executes(made):
    """The buttons; not what opens itself again."""
    return [one for one in made.get("actions", []) if one["type"] == "Action.Execute"]


class TestAsked:
    def test_all_that_is_needed_to_decide(self):
        made = card.write(letter())
        assert teams_faults(made) == []
        assert words(made) == [
            "Laptop",
            "Dora asks for your decision.",
            "Asked by: Dora",
            "Due: -",
            "What was corrected",
            "• sum: 1 → 2",
            "It is needed.",
            "You stand in for Bob.",
        ]
        assert "refresh" not in made

    def test_a_button_for_each_decision_and_the_way_to_the_page(self):
        *decisions, way = card.write(letter())["actions"]
        shown = [(one["verb"], one["data"]["decision"], one.get("style")) for one in decisions]
        assert shown == [
            ("decide", "approve", "positive"),
            ("form", "reject", "destructive"),
            ("decide", "later", None),
        ]
        assert {one["data"]["token"] for one in decisions} == {"t"}
        assert (way["type"], way["url"]) == ("Action.OpenUrl", OPEN.address)

    def test_a_comment_only_where_it_is_taken(self):
        made = card.write(letter())
        assert [one["id"] for one in inputs(made)] == ["comment"]
        takes = [one.get("associatedInputs") for one in executes(made)]
        assert takes == [None, None, "none"]
        assert inputs(card.write(letter(decisions=[REJECT, LATER]))) == []

    def test_a_form_comes_first(self):
        fills = replace(APPROVE, fills=True)
        made = card.write(letter(decisions=[fills, LATER]))
        assert [one["verb"] for one in executes(made)] == ["form", "decide"]
        assert inputs(made) == []

    def test_more_than_stand_in_a_row(self):
        many = [Decision(name=f"d{n}", label="", style="x", comment="none") for n in range(12)]
        made = card.write(letter(decisions=many, way=Way("Answer", OPEN.address)))
        assert teams_faults(made) == []
        assert [one["title"] for one in executes(made)] == [f"d{n}" for n in range(12)]
        assert [one.get("mode") for one in executes(made)] == [None] * 4 + ["secondary"] * 8


class TestStands:
    def test_who_has_decided_and_no_button_that_decides(self):
        made = card.write(letter(stands=("Bob has decided: Approve.",), viewers=("29:1",)))
        assert teams_faults(made) == []
        assert [one["type"] for one in actions(made)] == ["Action.OpenUrl"]
        assert "Bob has decided: Approve." in words(made)
        assert "Dora asks for your decision." not in words(made)
        assert "refresh" not in made
        assert inputs(made) == []


class TestShared:
    def test_each_viewer_gets_their_own_by_refresh(self):
        viewers = tuple(f"29:{n}" for n in range(80))
        made = card.write(letter(viewers=viewers), may_decide=False)
        assert teams_faults(made) == []
        assert executes(made) == []
        assert made["refresh"]["action"]["verb"] == "refresh"
        assert made["refresh"]["action"]["data"] == {"token": "t"}
        assert made["refresh"]["userIds"] == [*viewers[: limits.REFRESHED]]

    def test_a_view_of_ones_own_goes_on_being_refreshed(self):
        made = card.write(letter(viewers=("29:1",)))
        assert [one["verb"] for one in executes(made)] == ["decide", "form", "decide"]
        assert made["refresh"]["userIds"] == ["29:1"]

    def test_where_there_is_no_bot_nothing_comes_back(self):
        made = card.write(letter(body="[a](https://x.example)"), may_decide=False)
        assert {one["type"] for one in actions(made)} <= ALLOWED_ACTIONS
        assert "refresh" not in made


class TestOther:
    def test_a_plain_message(self):
        made = card.write(Letter(said=Said("So", "So", body="*x*"), token="-", language="en"))
        assert teams_faults(made) == []
        assert words(made) == ["So", "x"]
        assert "actions" not in made

    def test_from_right_to_left(self):
        made = card.write(letter("ar"))
        assert (made["rtl"], made["lang"]) == (True, "ar")

    def test_what_notifications_say(self):
        assert card.summary(letter()) == "Dora asks for your decision. Laptop"
        assert card.summary(letter(stands=("Bob: no.",))) == "Bob: no. Laptop"
        assert len(card.summary(letter(lead="x" * 999))) == limits.SUMMARY


class TestHostile:
    def test_nothing_of_theirs_stands_where_marks_are_read(self):
        many = [Decision(name=HARM, label=HARM, style=HARM, comment="optional")]
        shown = {"title": HARM, "subject": HARM, "lead": HARM, "body": HARM, "notes": [HARM]}
        made = card.write(letter(**shown, facts=[(HARM, HARM)], changes=[HARM], decisions=many))
        assert teams_faults(made) == []
        kinds = {one["type"] for one in parts(made)}
        assert not kinds & {"TextBlock", "FactSet", "Image", "Input.Toggle"}
        assert "javascript" not in {one.get("url", "")[:10] for one in actions(made)}
        assert "<" not in made["speak"] + made["fallbackText"]
        assert made["msteams"] == {"width": "Full"}

    def test_the_body_is_cut_before_anything_else(self):
        long = "\U0001f600" * 3_000
        notes, changes = ["\U0001f600" * 400] * 5, ["\U0001f600" * 400] * 5
        made = card.write(letter(body=long, notes=notes, changes=changes))
        assert limits.size(made) <= limits.CARD
        assert notes[0] in words(made)
        assert any(one.endswith("…") for one in words(made))

    @pytest.mark.parametrize("one", ["x", "ض", "\U0001f600", '"', "\x01"], ids=ascii)
    def test_all_of_it_as_long_as_can_be(self, one):
        long = one * 6_000
        many = [
            Decision(name="x" * 63, label=long, style="primary", comment="optional")
            for _ in range(60)
        ]
        viewers = tuple(f"29:{'x' * 134}{n}" for n in range(99))
        whole = letter(
            "ar",
            viewers=viewers,
            title=long,
            subject=long,
            lead=long,
            notes=[long] * 50,
            body=f"- {long}\n\n> {long}\n\n" * 9,
            facts=[(long, long)] * 50,
            changes=[long] * 50,
            decisions=many,
        )
        for may_decide in (True, False):
            made = card.write(whole, may_decide=may_decide)
            assert teams_faults(made) == []
            assert limits.size(made) <= limits.CARD


TEXT = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["", HARM, "ض" * 4_000, "\U0001f600 " * 2_000, "- a\n" * 200, "> \n" * 90]),
)
DECISION = st.builds(
    Decision,
    name=st.text(min_size=1, max_size=63),
    label=TEXT,
    style=st.sampled_from(["primary", "danger", "neutral"]),
    comment=st.sampled_from(["none", "optional", "required"]),
)
WAY = st.builds(Way, TEXT, st.just(OPEN.address))
SAID = st.builds(
    Said,
    TEXT,
    TEXT,
    TEXT,
    TEXT,
    st.lists(st.tuples(TEXT, TEXT), max_size=20),
    st.lists(TEXT, max_size=30),
    st.lists(TEXT, max_size=30),
    st.lists(DECISION, max_size=14),
    st.booleans(),
    st.none() | WAY,
    st.none() | WAY,
)
LETTER = st.builds(
    Letter,
    said=SAID,
    token=st.just("t"),
    language=st.sampled_from(["en", "ar", "xx"]),
    stands=st.lists(TEXT, max_size=6).map(tuple),
    viewers=st.lists(st.integers().map(lambda n: f"29:{n}"), max_size=70).map(tuple),
)


class TestAny:
    @settings(max_examples=60)
    @given(LETTER, st.booleans())
    def test_every_letter_is_a_card(self, any_letter, may_decide):
        made = card.write(any_letter, may_decide=may_decide)
        assert teams_faults(made) == []
        assert limits.size(made) <= limits.CARD
        assert limits.size(made) == len(
            json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
        )
        assert any_letter.stands == () or executes(made) == []

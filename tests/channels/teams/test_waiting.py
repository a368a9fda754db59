"""What waits, and what may be started, as cards."""

from __future__ import annotations

import json

import pytest

from channels.teams import limits, waiting
from channels.teams.waiting import Line, Process
from tests.standins.teams.cards import actions, inputs, teams_faults

ADDRESS = "https://baton.example.org/approvals"
LONG = "\U0001f600ض<at>" * 300


def line(number=1, **given):
    parts = {
        "subject": f"Laptop {number}",
        "asked_by": "Dora",
        "due": "tomorrow",
        "token": f"t{number}",
        "address": f"{ADDRESS}/{number}",
    }
    return Line(**{**parts, **given})


class TestWaiting:
    def test_each_can_be_shown_and_opened(self):
        made = waiting.write([line(1), line(2, asked_by=None, due=None)], "en", ADDRESS)
        assert teams_faults(made) == []
        shows = [one for one in actions(made) if one["type"] == "Action.Execute"]
        assert [(one["verb"], one["data"]) for one in shows] == [
            ("refresh", {"token": "t1"}),
            ("refresh", {"token": "t2"}),
        ]
        assert "Asked by: Dora · Due: tomorrow" in json.dumps(made, ensure_ascii=False)
        opens = [one["url"] for one in actions(made) if one["type"] == "Action.OpenUrl"]
        assert set(opens) == {ADDRESS, f"{ADDRESS}/1", f"{ADDRESS}/2"}

    def test_nothing_waits(self):
        made = waiting.write([], "ar", ADDRESS)
        assert teams_faults(made) == []
        assert "لا شيء ينتظرك" in json.dumps(made, ensure_ascii=False)
        assert made["rtl"] is True

    def test_that_there_is_more_is_said(self):
        made = waiting.write([line(n) for n in range(12)], "en", ADDRESS, more=30)
        assert "And 32 more." in json.dumps(made)

    def test_inside_of_what_teams_takes(self):
        lines = [line(n, subject=LONG, asked_by=LONG, due=LONG) for n in range(50)]
        made = waiting.write(lines, "ar", ADDRESS)
        assert teams_faults(made) == []
        assert limits.size(made) <= limits.CARD


class TestStart:
    def test_a_choice_and_what_comes_back(self):
        made = waiting.start([Process("n/order", "Order"), Process("n/x", "")], "en", ADDRESS)
        assert teams_faults(made) == []
        [choice] = inputs(made)
        assert choice["choices"] == [
            {"title": "Order", "value": "n/order"},
            {"title": "n/x", "value": "n/x"},
        ]
        assert [one.get("verb") for one in actions(made)] == ["start", None]
        assert waiting.chosen({choice["id"]: "n/order"}) == "n/order"

    def test_none_to_start(self):
        made = waiting.start([], "en", ADDRESS)
        assert inputs(made) == []
        assert teams_faults(made) == []

    def test_inside_of_what_teams_takes(self):
        many = [Process(f"n/{n}", LONG) for n in range(500)]
        made = waiting.start(many, "ar", ADDRESS, more=3)
        assert teams_faults(made) == []
        assert limits.size(made) <= limits.CARD
        shown = len(inputs(made)[0]["choices"])
        assert str(503 - shown) in json.dumps(made, ensure_ascii=False)

    @pytest.mark.parametrize("data", [None, [], {}, {"process": 1}, {"process": ""}])
    def test_none_chosen(self, data):
        assert waiting.chosen(data) is None

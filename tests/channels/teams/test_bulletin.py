"""Cards that ask for nothing, as Teams and Workflows take them."""

from __future__ import annotations

import pytest

from channels.said import Way
from channels.teams import bulletin, limits
from tests.standins.teams.cards import actions, teams_faults


def test_all_parts():
    card = bulletin.write(
        "It **comes**", "Laptop", [("Price", "")], [Way("Look", "https://x.example")]
    )
    assert teams_faults(card) == []
    assert [one["type"] for one in actions(card)] == ["Action.OpenUrl"]
    sent = bulletin.message(card, "Laptop")
    assert (sent["type"], sent["summary"]) == ("message", "Laptop")
    assert "summary" not in bulletin.message(card)


@pytest.mark.parametrize("letter", ["a", "ض"], ids=["latin", "arabic"])
def test_the_longest_fits(letter: str):
    facts = [(letter * 100, letter * 300)] * 10
    ways = [Way(letter * 60, "https://x.example")] * 5
    card = bulletin.write(letter * bulletin.MOST_CHARACTERS, letter * 150, facts, ways)
    assert teams_faults(card) == []
    assert limits.size(card) < limits.CARD

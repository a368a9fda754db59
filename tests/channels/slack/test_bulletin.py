"""Messages that ask for nothing, inside Slack's limits."""

from __future__ import annotations

import pytest

from channels.said import Way
from channels.slack import bulletin
from channels.slack.bulletin import MOST_CHARACTERS, Bulletin
from tests.standins.slack.blocks import message_faults

WAYS = [Way("Look", "https://baton.example.org/runs/1")]


def test_all_parts():
    made = bulletin.write(
        Bulletin(text="It **comes**", title="Laptop", facts=[("Price", "")], ways=WAYS)
    )
    assert [one["type"] for one in made.blocks] == ["header", "rich_text", "rich_text", "actions"]
    assert made.text == "Laptop It comes"


@pytest.mark.parametrize("letter", ["a", "ض", "&"], ids=["latin", "arabic", "escaped"])
def test_the_longest_fits(letter: str):
    said = Bulletin(
        text=letter * MOST_CHARACTERS,
        title=letter * 150,
        facts=[(letter * 100, letter * 300)] * 10,
        ways=[Way(letter * 100, "https://x.example")] * 5,
    )
    assert message_faults(bulletin.write(said).blocks) == []


def test_nobody_is_mentioned():
    made = bulletin.write(Bulletin(text="<!channel> <@U0123456>"))
    assert "<" not in made.text
    assert message_faults(made.blocks) == []

"""What waits, as blocks: each with its buttons, nothing read as a mark."""

from __future__ import annotations

import json

from channels import chat_words
from channels.said import Decision, Way
from channels.slack import limits, waiting
from channels.slack.waiting import Choice, Item, Mine
from tests.standins.slack.chat import checked

SAID = chat_words.of("en")
WAY = Way("Open", "https://baton.example.org/approvals/1")
APPROVE = Decision(name="approve", label="Approve", style="primary", comment="optional")


def item(number: int = 1, **given) -> Item:
    parts = {
        "id": str(number),
        "subject": "Laptop",
        "about": "Dora · n/m",
        "token": "t",
        "decisions": [APPROVE],
        "way": WAY,
    }
    return Item(**{**parts, **given})


def taken(blocks: list) -> None:
    """As Slack takes them."""
    assert checked({"text": "t", "blocks": json.loads(json.dumps(blocks))})


class TestItems:
    def test_each_with_its_buttons(self):
        blocks = waiting.items([item(1), item(2)], 0, SAID)
        taken(blocks)
        ids = [one["block_id"] for one in blocks]
        assert ids == ["item/1", "act/1", "item/2", "act/2"]
        first = blocks[1]["elements"][0]
        assert (first["action_id"], first["value"]) == ("decide/approve", "t")

    def test_none_and_more(self):
        assert "Nothing waits" in str(waiting.items([], 0, SAID))
        assert "And 7 more." in str(waiting.items([item()], 7, SAID))

    def test_long_words_and_many_decisions_fit(self):
        many = [
            Decision(name=f"d{n}", label="x" * 200, style="neutral", comment="optional")
            for n in range(40)
        ]
        long = item(subject="ب" * 5_000, about="<!channel> " * 500, decisions=many)
        blocks = waiting.items([long], 0, SAID)
        taken(blocks)
        assert len(blocks[1]["elements"]) == limits.ACTIONS


class TestOthers:
    def test_what_they_have_asked_for(self):
        one = Mine(subject="<b> & more", stands="Waits for Ann", address=WAY.address)
        taken(waiting.mine([one] * 3, SAID))
        taken(waiting.mine([], SAID))

    def test_processes(self):
        many = [Choice(namespace="n", name=f"m{n}", title="T" * 100) for n in range(30)]
        [block] = waiting.choices(many, SAID)
        taken([block])
        assert block["elements"][0]["value"] == "n/m0"
        assert "no process" in str(waiting.choices([], SAID))

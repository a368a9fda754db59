"""What all messages and modals have in common."""

from __future__ import annotations

import pytest

from channels.said import Way
from channels.slack import limits, parts
from tests.standins.slack.blocks import message_faults

WAY = Way("Look", "https://baton.example.org/runs/1")


@pytest.mark.parametrize("words", ["x" * 5_000, "ض" * 5_000, "<!channel> <@U0123456>"])
def test_inside_the_limits_and_without_marks(words: str):
    blocks = [
        parts.header(words),
        parts.header("Mine", "mine"),
        parts.text("told", words),
        parts.buttons("act", [parts.link(0, Way(words, WAY.address)), parts.link(1, WAY)]),
    ]
    assert message_faults(blocks) == []


def test_plain_text_is_cut_with_a_sign():
    assert parts.plain("x" * 100, limits.BUTTON)["text"] == "x" * (limits.BUTTON - 1) + limits.MORE
    assert parts.plain("Go", limits.BUTTON)["text"] == "Go"


def test_facts_stand_in_lines_and_an_empty_one_shows_that():
    made = parts.facts([("Price", "12"), ("Note", "")])
    [section] = made["elements"]
    assert "".join(one["text"] for one in section["elements"]) == "Price: 12\nNote: -"
    assert message_faults([made]) == []


def test_links_that_stand_together_have_names_of_their_own():
    assert parts.link(0, WAY)["action_id"] != parts.link(1, WAY)["action_id"]

"""Answers to one person: as Slack takes them, and read by nobody else."""

from __future__ import annotations

import json

import pytest

from channels import chat_words
from channels.said import Way
from channels.slack import answers
from channels.slack.waiting import Choice, Inbox
from tests.channels.slack.test_waiting import WAY, item
from tests.standins.slack.chat import checked
from tests.standins.slack.views import checked_view

SAID = chat_words.of("en")


class TestMessages:
    def test_all_are_taken_and_ephemeral(self):
        many = [Choice(namespace="n", name=f"m{n}", title="t") for n in range(60)]
        for made in (
            answers.told("<!channel> " * 900),
            answers.told("Look.", Way("Open", "https://baton.example.org")),
            answers.waits(Inbox(way=WAY), SAID),
            answers.waits(Inbox(items=[item(n) for n in range(60)], way=WAY), SAID),
            answers.choose("Which?", many, SAID, WAY),
            answers.helped(SAID, WAY),
            answers.helped(SAID, WAY, "<!channel> " * 900),
        ):
            assert made["response_type"] == "ephemeral"
            assert "<!channel>" not in str(made["text"])
            assert checked(json.loads(json.dumps(made)))

    def test_what_is_left_out_is_counted(self):
        inbox = Inbox(items=[item(n) for n in range(20)], more=3, way=WAY)
        assert f"And {20 - answers.MOST_ITEMS + 3} more." in str(answers.waits(inbox, SAID))

    def test_a_list_that_is_cut_says_so(self):
        many = [Choice(namespace="n", name=f"m{n}", title="t") for n in range(26)]
        assert SAID["list-more"] in str(answers.choose("Which?", many, SAID, WAY))
        assert SAID["list-more"] not in str(answers.choose("Which?", many[:25], SAID, WAY))

    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_what_can_be_typed_is_laid_out(self, language: str):
        made = answers.helped(chat_words.of(language), WAY, "`so`")
        told, shown, _ = made["blocks"]
        assert "`so`" in str(told)
        assert "`" not in str(shown)
        typed = {"type": "text", "text": "/baton start", "style": {"code": True}}
        assert typed in shown["elements"][0]["elements"]

    def test_in_place_of_what_was_pressed(self):
        made = answers.anew(answers.told("Done."))
        assert made["replace_original"] is True
        assert "response_type" not in made


class TestModals:
    def test_a_note(self):
        note = answers.note("A title that is much too long", "x" * 9_000, SAID, WAY)
        assert checked_view(json.loads(json.dumps(note)), "modal")
        assert answers.instead(note)["response_action"] == "update"

"""The home tab: inside of what a view may have, however much there is."""

from __future__ import annotations

import json

import pytest

from channels import chat_words
from channels.slack import home, limits
from channels.slack.waiting import Choice, Inbox, Mine
from tests.channels.slack.test_waiting import WAY, item
from tests.standins.slack.views import checked_view


def taken(view):
    return checked_view(json.loads(json.dumps(view)), "home")


class TestWrite:
    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_empty(self, language: str):
        view = home.write(Inbox(way=WAY), chat_words.of(language))
        assert taken(view)
        assert chat_words.of(language)["waits-none"] in json.dumps(view, ensure_ascii=False)

    def test_more_than_fits(self):
        inbox = Inbox(
            items=[item(n, subject="x" * 3_000) for n in range(60)],
            more=40,
            mine=[Mine(subject="y" * 3_000, stands="z", address=WAY.address)] * 60,
            choices=[Choice(namespace="n", name=f"m{n}", title="t") for n in range(60)],
            way=WAY,
        )
        view = home.write(inbox, chat_words.of("en"))
        assert taken(view)
        assert len(view["blocks"]) <= limits.VIEW_BLOCKS
        assert "And 80 more." in str(view)

    def test_for_who_is_not_let_in(self):
        assert taken(home.plain("Nobody knows you."))

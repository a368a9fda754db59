"""The home tab: inside of what a view may have, however much there is."""

from __future__ import annotations

import json

import pytest

from channels import chat_words
from channels.said import Way
from channels.slack import home, limits
from channels.slack.waiting import Choice, Inbox, Mine
from tests.channels.slack.test_waiting import WAY, item
from tests.standins.slack.views import checked_view


def taken(view):
    return checked_view(json.loads(json.dumps(view)), "home")


class TestWrite:
    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_empty(self, language: str):
        view = home.write(Inbox(way=WAY), chat_words.of(language), WAY)
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
        view = home.write(inbox, chat_words.of("en"), Way("All", "https://x.example"), "z" * 9_000)
        assert taken(view)
        assert len(view["blocks"]) <= limits.VIEW_BLOCKS
        assert "And 80 more." in str(view)
        assert str(view).count(chat_words.of("en")["list-more"]) == 2
        assert "https://x.example" in str(view)
        assert f"{WAY.address}?view=requested" in str(view)

    def test_all_that_fits(self):
        inbox = Inbox(
            mine=[Mine(subject="y", stands="z", address=WAY.address)] * home.MOST_MINE,
            choices=[Choice(namespace="n", name=f"m{n}", title="t") for n in range(25)],
            way=WAY,
        )
        view = home.write(inbox, chat_words.of("en"), WAY, "Not now.")
        assert taken(view)
        assert "Not now." in str(view["blocks"][0])
        assert chat_words.of("en")["list-more"] not in str(view)

    def test_for_who_is_not_let_in(self):
        assert taken(home.plain("Nobody knows you."))

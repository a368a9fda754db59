"""Parts of the door of Teams: its words, its answers, what a form brings back. The whole:
tests/api/chat/teams/.
"""

from __future__ import annotations

import re

import pytest

from api.chat.teams import answers, words
from api.chat.teams.answers import Card, Fault, Words
from api.chat.teams.starting import Beginning
from store.runs import new_id
from tests.standins.teams.cards import teams_faults


class TestWords:
    def test_both_languages_say_all(self):
        assert set(words.WORDS["en"]) == set(words.WORDS["ar"])

    def test_with_the_same_places(self):
        for name, said in words.WORDS["en"].items():
            places = set(re.findall(r"{(\w+)}", said))
            assert set(re.findall(r"{(\w+)}", words.WORDS["ar"][name])) == places, name

    def test_what_is_understood_is_as_it_is_compared(self):
        for one in (*words.MINE, *words.START):
            assert one == one.casefold().strip(" .!?؟")

    @pytest.mark.parametrize(
        ("locale", "language"), [("ar-EG", "ar"), ("en-US", "en"), ("de-DE", "en"), (None, "en")]
    )
    def test_of_who_is_not_known(self, locale, language):
        assert words.language_of(locale) == language


class TestAnswers:
    def test_as_the_page_has_them(self):
        content = {"type": "AdaptiveCard", "version": "1.5"}
        assert answers.write(Card(content)) == {
            "statusCode": 200,
            "type": "application/vnd.microsoft.card.adaptive",
            "value": content,
        }
        assert answers.write(Words("Done"))["type"] == answers.MESSAGE
        refused, ours = answers.write(Fault("No")), answers.write(Fault("No", is_ours=True))
        assert (refused["statusCode"], ours["statusCode"]) == (400, 500)
        assert ours["value"] == {"code": "Unavailable", "message": "No"}

    def test_names_are_no_marks(self):
        trap = "*Bob* [x](http://x)"
        made = answers.plain([trap], "ar", [("Open", "https://x.example")])
        assert teams_faults(made) == []
        assert made["rtl"] is True
        [line] = made["body"]
        assert line["type"] == "RichTextBlock"
        assert line["inlines"] == [{"type": "TextRun", "text": trap}]
        assert trap not in made["fallbackText"]


class TestBeginning:
    def test_there_and_back(self):
        one = Beginning("tests/hello", new_id())
        assert Beginning.read(one.write()) == one

    @pytest.mark.parametrize("text", [None, 1, "", "tests/hello", "tests/hello x", " "])
    def test_what_is_none(self, text):
        assert Beginning.read(text) is None

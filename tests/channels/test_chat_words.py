"""The words of chats: all of them in both languages."""

from __future__ import annotations

import re

from channels import chat_words, words


class TestWords:
    def test_both_languages_say_all(self):
        assert set(chat_words.WORDS["en"]) == set(chat_words.WORDS["ar"])

    def test_with_the_same_places(self):
        for name, said in chat_words.WORDS["en"].items():
            places = set(re.findall(r"{(\w+)}", said))
            assert set(re.findall(r"{(\w+)}", chat_words.WORDS["ar"][name])) == places, name

    def test_none_hides_one_of_all_channels(self):
        assert not set(chat_words.WORDS["en"]) & set(words.WORDS["en"])

    def test_of_an_unknown_language(self):
        assert chat_words.of("xx")["waits-none"] == "Nothing waits for you."

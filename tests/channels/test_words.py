"""The words of all channels: in both languages, with the same places."""

from __future__ import annotations

import re

from channels import words


class TestWords:
    def test_both_languages_say_all(self):
        assert set(words.WORDS["en"]) == set(words.WORDS["ar"])

    def test_with_the_same_places(self):
        for name, said in words.WORDS["en"].items():
            places = sorted(re.findall(r"{(\w+)}", said))
            assert sorted(re.findall(r"{(\w+)}", words.WORDS["ar"][name])) == places, name

    def test_a_language_that_nobody_speaks(self):
        assert words.of("xx") is words.WORDS["en"]

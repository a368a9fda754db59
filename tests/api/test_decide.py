"""Parts of the page behind a link: its words. The whole: tests/api/decide/."""

from __future__ import annotations

import re

from api.decide import page, words


class TestWords:
    def test_both_languages_say_all(self):
        assert set(words.WORDS["en"]) == set(words.WORDS["ar"])

    def test_with_the_same_places(self):
        for name, said in words.WORDS["en"].items():
            places = set(re.findall(r"{(\w+)}", said))
            assert set(re.findall(r"{(\w+)}", words.WORDS["ar"][name])) == places, name

    def test_every_standing_has_its_words(self):
        for one in ("sign-in", "recorded", "others", "changed", "suspended"):
            assert one in words.WORDS["en"]


class TestPage:
    def test_a_policy_that_allows_its_own_style_only(self):
        policy = page.HEADERS["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "script" not in policy

    def test_of_a_link_that_is_not_known(self):
        made = page.plain("ar", "unknown-title", "unknown").html()
        assert '<html lang="ar" dir="rtl">' in made
        assert "<form" not in made

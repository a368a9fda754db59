"""Texts that fit, and that mark nothing."""

from __future__ import annotations

from channels.slack.limits import escape, fit


def test_what_is_short_enough_stays():
    assert fit("abc", 3) == "abc"


def test_what_is_cut_says_so():
    assert fit("abc def", 5) == "abc…"


def test_the_three_that_begin_a_mark():
    assert escape("<a&b>") == "&lt;a&amp;b&gt;"

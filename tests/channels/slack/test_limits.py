"""Texts that fit, and that mark nothing."""

from __future__ import annotations

from channels.slack.limits import Room, escape, fit


def test_what_is_short_enough_stays():
    assert fit("abc", 3) == "abc"


def test_what_is_cut_says_so():
    assert fit("abc def", 5) == "abc…"


def test_the_three_that_begin_a_mark():
    assert escape("<a&b>") == "&lt;a&amp;b&gt;"


class TestRoom:
    def test_of_several_the_last_are_cut(self):
        room = Room(10)
        assert [room.fit("abcd", 3), room.fit("x" * 20, 20), room.fit("more", 9)] == [
            "ab…",
            "xxxxxx…",
            "…",
        ]

    def test_what_says_nothing_takes_nothing(self):
        assert Room(0).fit("", 5) == ""

"""Texts that fit, and cards that are measured as they are sent."""

from __future__ import annotations

from channels.teams import limits
from channels.teams.limits import fit
from tests.standins.teams.cards import MOST_PRIMARY, MOST_REFRESHED
from tests.standins.teams.limits import MOST_WEBHOOK_BYTES


def test_what_is_short_enough_stays():
    assert fit("abc", 3) == "abc"


def test_what_is_cut_says_so():
    assert fit("abc def", 5) == "abc…"


def test_bytes_and_not_letters():
    assert limits.size({"a": "ض"}) == len(b'{"a":""}') + 2


def test_no_more_than_the_pages_say():
    assert (limits.PRIMARY, limits.REFRESHED) == (MOST_PRIMARY, MOST_REFRESHED)
    assert limits.CARD + 256 <= MOST_WEBHOOK_BYTES

"""When a digest is due: in the person's time zone, and while they work."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store.paces import due
from store.working_hours import USUAL, Week

NEVER: Week = {}
MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_at_once():
    assert due("at-once", None, MONDAY, "UTC", USUAL) is None


@pytest.mark.parametrize(
    ("now", "zone", "week", "expected"),
    [
        (at(23, 9, 1), "UTC", USUAL, at(23, 10)),
        (MONDAY, "UTC", USUAL, at(23, 9)),
        (FRIDAY, "UTC", USUAL, at(30, 9)),
        (FRIDAY, "UTC", NEVER, at(27, 17)),
        (at(23, 9, 1), "Asia/Kolkata", USUAL, at(23, 9, 30)),
    ],
    ids=["the next full hour", "when they begin", "after the weekend", "who never works", "halves"],
)
def test_hourly(now: datetime, zone: str, week: Week, expected: datetime):
    assert due("hourly", None, now, zone, week) == expected


@pytest.mark.parametrize(
    ("now", "hour", "zone", "week", "expected"),
    [
        (MONDAY, 8, "UTC", USUAL, at(23, 8)),
        (MONDAY, 7, "UTC", USUAL, at(24, 7)),
        (MONDAY, None, "UTC", USUAL, at(23, 9)),
        (MONDAY, 9, "Europe/Berlin", USUAL, at(23, 8)),
        (FRIDAY, 8, "UTC", USUAL, at(30, 8)),
        (FRIDAY, 8, "UTC", NEVER, at(28, 8)),
        (MONDAY, 8, "Mars/Olympus", USUAL, at(23, 8)),
    ],
    ids=["today", "tomorrow", "usual", "their zone", "a day of work", "any day", "no zone"],
)
def test_daily(now: datetime, hour: int | None, zone: str, week: Week, expected: datetime):
    assert due("daily", hour, now, zone, week) == expected

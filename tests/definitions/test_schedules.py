"""When schedules fire: over years, against a calendar gone through minute by minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions.cron import parse
from definitions.schedules import After, Every, next_time, said, timer

BEGIN = datetime(2000, 1, 1, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def times(cron: str, after: str, count: int) -> list[str]:
    found, now = [], at(after)
    for _ in range(count):
        now = next_time(parse(cron), now, now)
        found.append(f"{now:%Y-%m-%d %H:%M}")
    return found


class TestCron:
    @pytest.mark.parametrize(
        ("cron", "after", "expected"),
        [
            ("* * * * *", "2026-03-01 10:00:59", ["2026-03-01 10:01", "2026-03-01 10:02"]),
            ("0 9 * * 1-5", "2026-03-06 09:00", ["2026-03-09 09:00", "2026-03-10 09:00"]),
            ("@monthly", "2026-12-01 00:00", ["2027-01-01 00:00", "2027-02-01 00:00"]),
            ("0 0 31 * *", "2026-03-31 00:00", ["2026-05-31 00:00", "2026-07-31 00:00"]),
            ("0 0 29 2 *", "2096-02-29 00:00", ["2104-02-29 00:00", "2108-02-29 00:00"]),
            # Of two restricted day fields one is enough.
            ("0 0 13 * 5", "2026-03-01 00:00", ["2026-03-06 00:00", "2026-03-13 00:00"]),
            ("59 23 31 12 *", "2026-12-31 23:59", ["2027-12-31 23:59", "2028-12-31 23:59"]),
            # In Europe and America the clocks change here; in UTC nothing happens.
            ("30 2 * * *", "2026-03-28 02:30", ["2026-03-29 02:30", "2026-03-30 02:30"]),
            ("30 1 * * *", "2026-10-31 01:30", ["2026-11-01 01:30", "2026-11-02 01:30"]),
        ],
    )
    def test_the_next_two(self, cron, after, expected):
        assert times(cron, after, 2) == expected

    def test_of_thirty_years_none_is_left_out(self):
        found = times("15 6 * * *", "2026-01-01 06:15", 365 * 30 + 7)
        assert len(set(found)) == len(found)
        assert found[-1] == "2056-01-01 06:15"

    @given(
        st.integers(0, 100 * 365 * 86_400).map(lambda passed: BEGIN + timedelta(seconds=passed)),
        st.sampled_from(["*/7 */5 * * *", "3,50 22 1-7 * *", "0 0 * * 0", "5 4 */9 2,11 3"]),
    )
    def test_as_a_look_at_every_minute_finds_it(self, now, text):
        cron = parse(text)
        found = next_time(cron, now, now)
        look = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
        while look < found and look < now + timedelta(days=2):
            of_month = cron.days is not None and look.day in cron.days
            of_week = cron.weekdays is not None and look.isoweekday() % 7 in cron.weekdays
            day = of_month or of_week or (cron.days is None and cron.weekdays is None)
            fits = look.minute in cron.minutes and look.hour in cron.hours
            assert not (fits and day and look.month in cron.months), look
            look += timedelta(minutes=1)

    def test_a_moment_elsewhere_is_the_same_moment(self):
        elsewhere = at("2026-03-01 12:00").astimezone(timezone(timedelta(hours=9)))
        assert next_time(parse("0 13 * * *"), elsewhere, elsewhere) == at("2026-03-01 13:00")

    @pytest.mark.parametrize("now", ["9998-12-31 23:58", "9999-06-01 00:00"])
    def test_at_the_end_of_all_days_it_comes_no_more(self, now):
        assert next_time(parse("0 0 1 1 *"), at(now), at(now)) is None


class TestEvery:
    @pytest.mark.parametrize(
        ("now", "expected"),
        [
            ("2026-01-01 00:00:00", "2026-01-01 00:10:00"),
            ("2026-01-01 00:09:59", "2026-01-01 00:10:00"),
            ("2026-01-01 00:10:00", "2026-01-01 00:20:00"),
            ("2029-05-05 05:05:05", "2029-05-05 05:10:00"),
            # A clock that has gone back does not bring an earlier time.
            ("2025-01-01 00:00:00", "2026-01-01 00:10:00"),
        ],
    )
    def test_the_rhythm_begins_at_the_publication(self, now, expected):
        every = Every(timedelta(minutes=10))
        assert next_time(every, at("2026-01-01 00:00"), at(now)) == at(expected)


class TestAfter:
    def test_counts_from_the_end(self):
        after = After(timedelta(hours=1))
        end, now = at("2026-01-01 00:00"), at("2026-02-01 00:00")
        assert next_time(after, end, now) == at("2026-01-01 01:00")


class TestTimer:
    @pytest.mark.parametrize(
        ("kind", "value", "expected"),
        [
            ("every", {"minutes": 5}, Every(timedelta(minutes=5))),
            ("every", {"milliseconds": 1}, Every(timedelta(seconds=1))),
            ("after", "PT0S", After(timedelta(0))),
            ("cron", "@daily", parse("0 0 * * *")),
        ],
    )
    def test_of_what_a_definition_says(self, kind, value, expected):
        assert timer(kind, value) == expected

    def test_of_a_cron_that_is_none(self):
        with pytest.raises(TypeError, match="text"):
            timer("cron", 5)


class TestSaid:
    def test_of_a_definition_by_kind(self):
        assert said({"read": "data", "cron": "* * * * *"}) == {"cron": "* * * * *"}
        assert said({"on": {"any": []}}) == {"on": {"any": []}}
        assert said(None) == said({"every": None}) == {}

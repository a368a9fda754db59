"""Working hours: whose are in force, and whether a moment is within them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store.working_hours import USUAL, WorkingHours, next_working, settled, works

NONE = WorkingHours(None, None)


class TestSettled:
    def test_ones_own_before_the_tenants(self):
        tenant = WorkingHours("Asia/Riyadh", {"sunday": [["08:00", "16:00"]]})
        assert settled(NONE, NONE) == ("UTC", USUAL)
        assert settled(NONE, tenant) == ("Asia/Riyadh", tenant.week)
        assert settled(WorkingHours("Europe/Berlin", {}), tenant) == ("Europe/Berlin", {})


class TestWorks:
    @pytest.mark.parametrize(
        ("hour", "within"), [(6, False), (7, True), (14, True), (15, False), (23, False)]
    )
    def test_in_their_zone(self, hour, within):
        summer = datetime(2026, 7, 1, hour, tzinfo=UTC)
        assert works(summer, "Europe/Berlin", USUAL) is within

    def test_to_the_end_of_the_day(self):
        week = {"wednesday": [["00:00", "06:00"], ["22:00", "24:00"]]}
        assert works(datetime(2026, 7, 1, 23, 59, tzinfo=UTC), "UTC", week)
        assert not works(datetime(2026, 7, 1, 6, tzinfo=UTC), "UTC", week)
        assert not works(datetime(2026, 7, 2, 1, tzinfo=UTC), "UTC", week)


class TestNextWorking:
    @pytest.mark.parametrize(
        ("at", "comes"),
        [
            ("2026-07-01T10:00", "2026-07-01T10:00"),
            ("2026-07-01T05:00", "2026-07-01T09:00"),
            ("2026-07-01T17:00", "2026-07-02T09:00"),
            ("2026-07-03T18:00", "2026-07-06T09:00"),
            ("2026-07-05T12:00", "2026-07-06T09:00"),
        ],
    )
    def test_now_or_when_they_begin(self, at, comes):
        asked, expected = (datetime.fromisoformat(f"{one}+00:00") for one in (at, comes))
        assert next_working(asked, "UTC", USUAL) == expected

    def test_in_their_zone_and_told_in_the_zone_of_who_asks(self):
        late = datetime(2026, 7, 1, 16, tzinfo=UTC)
        found = next_working(late, "Europe/Berlin", USUAL)
        assert (found, found.tzinfo) == (datetime(2026, 7, 2, 7, tzinfo=UTC), UTC)

    def test_over_a_change_of_the_clocks(self):
        friday = datetime(2026, 3, 27, 17, tzinfo=UTC)
        assert next_working(friday, "Europe/Berlin", USUAL) == datetime(2026, 3, 30, 7, tzinfo=UTC)

    def test_the_later_span_of_a_day(self):
        week = {"wednesday": [["14:00", "16:00"], ["08:00", "12:00"]]}
        noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
        assert next_working(noon, "UTC", week) == noon.replace(hour=14)
        assert next_working(noon.replace(hour=17), "UTC", week) == datetime(
            2026, 7, 8, 8, tzinfo=UTC
        )

    def test_who_never_works_is_told_at_once(self):
        at = datetime(2026, 7, 1, 3, tzinfo=UTC)
        assert next_working(at, "UTC", {}) == at

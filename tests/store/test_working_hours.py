"""Working hours: whose are in force, and whether a moment is within them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store.working_hours import USUAL, WorkingHours, settled, works

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

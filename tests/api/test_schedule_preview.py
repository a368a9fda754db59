"""Previews of schedules over HTTP: the next moments, or what is wrong with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from api.schedules.preview import preview

ADDRESS = "/api/v1/schedules/preview"
NOW = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)


class TestPreview:
    def test_cron(self):
        assert preview({"cron": "30 7 * * 1-5"}, None, NOW)["next"] == [
            f"2026-03-{day}T07:30:00+00:00" for day in (30, 31)
        ] + [f"2026-04-0{day}T07:30:00+00:00" for day in (1, 2, 3)]

    def test_in_the_zone_of_who_reads_it(self):
        """Summer begins there on the 29th; the schedule stays in UTC."""
        found = preview({"cron": "@daily"}, "Europe/Berlin", NOW)["next"]
        assert found[:2] == ["2026-03-29T01:00:00+01:00", "2026-03-30T02:00:00+02:00"]

    def test_every_begins_now(self):
        found = preview({"every": {"hours": 6}}, None, NOW)["next"]
        assert found[0] == (NOW + timedelta(hours=6)).isoformat()
        assert len(found) == 5

    def test_what_no_clock_knows(self):
        found = preview({"after": {"hours": 1}, "on": {"one": {"with": {"type": "x"}}}}, None, NOW)
        assert found == {"next": [], "kinds": ["after", "on"], "warnings": []}

    def test_a_day_that_never_comes(self):
        found = preview({"cron": "0 0 31 2 *"}, None, NOW)
        assert found["next"] == []
        assert found["warnings"][0]["code"] == "schedule-never"


class TestOverHttp:
    async def test_moments(self, admin: httpx.AsyncClient):
        body = {"schedule": {"cron": "@hourly"}, "timeZone": "Asia/Riyadh"}
        answer = await admin.post(ADDRESS, json=body)
        assert answer.status_code == 200
        assert len(answer.json()["next"]) == 5
        assert answer.json()["next"][0].endswith("+03:00")

    @pytest.mark.parametrize(
        "schedule",
        [
            *({"cron": "every day"}, {"cron": "99 * * * *"}, {"cron": 7}, {"every": 7}),
            *({"every": {"months": 1}}, {"every": "P1M"}, {"daily": 1}, {"on": {}}),
            *({"every": "${ .x }"}, {"every": {"milliseconds": 1}}, {"cron": "x" * 9_000}),
        ],
        ids=range(11),
    )
    async def test_what_is_no_schedule(self, admin: httpx.AsyncClient, schedule: object):
        answer = await admin.post(ADDRESS, json={"schedule": schedule})
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["remedy"]

    @pytest.mark.parametrize("zone", ["", "Mars/Base", "../etc/passwd", "x" * 101, "\0", "/etc"])
    async def test_strange_zones(self, admin: httpx.AsyncClient, zone: str):
        body = {"schedule": {"cron": "@daily"}, "timeZone": zone}
        answer = await admin.post(ADDRESS, json=body)
        assert answer.status_code == (200 if zone == "" else 422), answer.text

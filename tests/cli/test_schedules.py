"""`baton schedule`: what it lists, pauses and resumes."""

from __future__ import annotations

import json

import pytest

SCHEDULES = "/api/v1/schedules"


def row(**more: object) -> dict[str, object]:
    return {
        "workflow": "demo/report",
        "version": "1.0.0",
        "kind": "cron",
        "value": "0 9 * * 1-5",
        "nextAt": "2026-03-02T09:00:00Z",
        "lastAt": None,
        "lastRun": None,
        "pausedAt": None,
        "pausedBy": None,
        **more,
    }


class TestList:
    def test_a_table_over_two_pages(self, at_the_api, baton):
        at_the_api.answer("GET", SCHEDULES, {"items": [row()], "next": "more"})
        second = row(kind="after", value={"hours": 1}, nextAt=None, lastRun="x", lastAt="then")
        at_the_api.answer("GET", SCHEDULES, {"items": [second], "next": None})
        head, first, last = baton("schedule", "list").stdout.splitlines()
        assert head.split() == ["PROCESS", "SCHEDULE", "NEXT", "LAST"]
        assert "2026-03-02T09:00:00Z" in first
        assert "after the run has ended" in last
        assert at_the_api.asked[1].query == {"limit": "99", "cursor": "more"}

    def test_paused_and_never(self, at_the_api, baton):
        rows = [row(pausedAt="then", nextAt=None), row(nextAt=None)]
        at_the_api.answer("GET", SCHEDULES, {"items": rows})
        _, paused, never = baton("schedule", "list").stdout.splitlines()
        assert "paused" in paused
        assert "never" in never

    def test_none(self, at_the_api, baton):
        at_the_api.answer("GET", SCHEDULES, {"items": []})
        result = baton("schedule", "list")
        assert (result.exit_code, result.stdout) == (0, "")
        assert "No published process" in result.stderr

    def test_json(self, at_the_api, baton):
        at_the_api.answer("GET", SCHEDULES, {"items": [row(new=1)]})
        assert json.loads(baton("schedule", "list", "--json").stdout) == [row(new=1)]

    def test_another_releases_form(self, at_the_api, baton):
        at_the_api.answer("GET", SCHEDULES, {"items": [{"workflow": 1}]})
        result = baton("schedule", "list")
        assert result.exit_code == 1
        assert "another release" in result.stderr


class TestMove:
    @pytest.mark.parametrize(
        ("how", "shown", "said"),
        [
            ("pause", {"pausedAt": "then", "nextAt": None}, "paused"),
            ("resume", {}, "2026-03-02T09:00:00Z"),
        ],
    )
    def test_says_what_comes_next(self, at_the_api, baton, how, shown, said):
        at_the_api.answer("POST", f"{SCHEDULES}/demo/report/{how}", {"items": [row(**shown)]})
        assert said in baton("schedule", how, "demo/report").stdout

    @pytest.mark.parametrize("name", ["demo", "demo/", "/report", ""])
    def test_a_name_that_is_none(self, baton, name):
        result = baton("schedule", "pause", name)
        assert result.exit_code == 1
        assert "demo/hello" in result.stderr

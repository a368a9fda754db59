"""Schedules that can't be read or never start a run."""

from __future__ import annotations

import pytest

from definitions import read
from definitions.lint import lint

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\ndo: []\n"


def found(schedule: str) -> list[tuple[str, str, int]]:
    reading = read(HEAD + f"schedule: {schedule}\n")
    assert reading.workflow is not None, reading.diagnostics
    return [(fault.code, fault.pointer, fault.line) for fault in lint(reading)]


class TestSchedules:
    @pytest.mark.parametrize(
        ("schedule", "code", "pointer"),
        [
            ("{ cron: '0 0 30 2 *' }", "schedule-never", "/schedule/cron"),
            ("{ cron: '0 0 31 2,4,6,9,11 *' }", "schedule-never", "/schedule/cron"),
            ("{ every: PT0S }", "schedule-never", "/schedule/every"),
            ("{ on: { all: [] } }", "schedule-never", "/schedule/on/all"),
            (
                "{ on: { one: { with: { data: '${ $workflow }' } } } }",
                "unknown-variable",
                "/schedule/on/one/with/data",
            ),
            ("{}", "schedule-never", "/schedule"),
            ("{ cron: '0 0 * *' }", "wrong-value", "/schedule/cron"),
        ],
    )
    def test_that_are_wrong(self, schedule, code, pointer):
        assert found(schedule) == [(code, pointer, 3)]

    @pytest.mark.parametrize(
        "schedule",
        [
            "{ cron: '0 0 29 2 *' }",
            "{ cron: '@daily' }",
            "{ cron: '*/5 9-17 * * MON-FRI' }",
            "{ every: { seconds: 1 } }",
            "{ every: '${ .pause }' }",
            "{ after: PT0S }",
            "{ on: { one: { with: { type: x } } } }",
            "{ on: { any: [] } }",
            "{ every: P1M }",
        ],
    )
    def test_that_are_right(self, schedule):
        assert found(schedule) == []

"""What endpoints want, and how a message looks."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from definitions.webhooks import CHANGED, NOTICES, OVER, TYPES, message, type_pattern, wants
from store.channel_choices import TOPICS


class TestTypes:
    def test_all_that_people_are_told(self):
        told = {kind for kinds in TOPICS.values() for kind in kinds} - {"outcome"}
        assert set(NOTICES) == told

    @pytest.mark.parametrize("known", ["*", "notice.*", "approval.*", *TYPES])
    def test_known(self, known):
        assert type_pattern(known) == known

    @pytest.mark.parametrize("strange", ["", "notice", "notice.", "**", "webhook.test", "a.*"])
    def test_strange(self, strange):
        with pytest.raises(ValueError, match="no type"):
            type_pattern(strange)


class TestWants:
    @pytest.mark.parametrize(
        ("types", "type_", "wanted"),
        [
            (["*"], CHANGED, True),
            (["notice.*"], "notice.asked", True),
            (["notice.*"], OVER, False),
            (["approval.*"], OVER, True),
            ([CHANGED], OVER, False),
            (["notice.asked", OVER], OVER, True),
            ([], OVER, False),
        ],
    )
    def test_by_type(self, types, type_, wanted):
        assert wants(types, [], type_, None) is wanted

    @pytest.mark.parametrize(
        ("processes", "process", "wanted"),
        [
            (["sales/*"], "sales/order", True),
            (["sales/*"], "hr/leave", False),
            (["sales/*", "hr/leave"], "hr/leave", True),
            (["*"], "hr/leave", True),
            (["*"], None, False),
            ([], None, True),
        ],
    )
    def test_by_process(self, processes, process, wanted):
        assert wants(["*"], processes, CHANGED, process) is wanted


class TestMessage:
    def test_as_the_standard_has_it(self):
        at = datetime(2026, 1, 31, 10, 30, tzinfo=timezone(timedelta(hours=1)))
        body = message(CHANGED, at, {"name": "Zoë ☃"})
        assert json.loads(body) == {
            "type": "approval.changed",
            "timestamp": "2026-01-31T09:30:00.000Z",
            "data": {"name": "Zoë ☃"},
        }
        assert message(CHANGED, at.astimezone(UTC), {"name": "Zoë ☃"}) == body

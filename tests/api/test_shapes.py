"""Moments on the wire are UTC; bodies with unknown fields are refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError

from api.shapes import Shape, moment


class TestMoment:
    def test_utc(self):
        assert moment(datetime(2026, 11, 1, 12, 0, 0, 5000, UTC)) == "2026-11-01T12:00:00.005000Z"
        assert moment(None) is None

    def test_from_another_zone(self):
        zone = timezone(timedelta(hours=2))
        assert moment(datetime(2026, 7, 1, 1, 0, tzinfo=zone)) == "2026-06-30T23:00:00Z"


class TestShape:
    def test_a_typing_error_is_noticed(self):
        with pytest.raises(ValidationError):
            Shape.model_validate({"inptu": 1})

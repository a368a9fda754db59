"""The headers, as the draft has them."""

from __future__ import annotations

from api.rates.buckets import Level
from api.rates.told import Told, told_of


class TestTold:
    def test_the_nearest_to_its_end_is_told(self):
        told = Told({"address": Level(1000, 900, 6, 0), "key": Level(100, 10, 54, 0)})
        assert dict(told.headers()) == {
            b"ratelimit-policy": b'"address";q=1000;w=60, "key";q=100;w=60',
            b"ratelimit": b'"key";r=10;t=54',
        }

    def test_without_limits_nothing_is_said(self):
        assert Told().headers() == []

    def test_a_request_has_one(self):
        scope: dict[str, object] = {}
        assert told_of(scope) is told_of(scope)

"""Results that can be kept, and those that can't."""

from __future__ import annotations

import pytest

from activities.functions.results import MOST_BYTES, UnfitError, kept
from definitions.values import Json


def nested(levels: int) -> Json:
    value: Json = 1
    for _ in range(levels):
        value = [value]
    return value


class TestKept:
    @pytest.mark.parametrize(
        "value",
        [None, True, 0, "", [], {}, "☃", 10**40, {"a": [1, {"b": None}]}, "x" * (MOST_BYTES - 2)],
        ids=lambda value: str(value)[:10],
    )
    def test_is_the_value(self, value: Json) -> None:
        assert kept(value) is value

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            ("x" * MOST_BYTES, "1,048,578 bytes, and 1,048,576 at most"),
            (["☃"] * 300_000, "bytes"),
            (float("nan"), "JSON can't say"),
            ({"a": float("inf")}, "JSON can't say"),
            ("\ud800", "JSON can't say"),
            ({1, 2}, "JSON can't say"),
            (b"x", "JSON can't say"),
            (nested(101), "deeper than 100"),
            (nested(100_000), "deeper than 100"),
        ],
        ids=["long", "wide", "nan", "inf", "surrogate", "set", "bytes", "deep", "very deep"],
    )
    def test_says_why_not(self, value: Json, said: str) -> None:
        with pytest.raises(UnfitError, match=said):
            kept(value)

"""JSON values in bytes."""

from __future__ import annotations

import pytest

from definitions.values import canonical, decode, encode


class TestCanonical:
    def test_has_one_spelling(self):
        assert (
            canonical({"b": 1, "a": [1.5, None, True, "é"]})
            == '{"a":[1.5,null,true,"é"],"b":1}'.encode()
        )
        assert canonical({"b": 1, "a": 2}) == canonical({"a": 2, "b": 1})

    def test_keeps_big_integers(self):
        assert decode(canonical([9007199254740993])) == [9007199254740993]


class TestEncode:
    def test_keeps_the_order(self):
        assert encode({"b": 1, "a": 2}) == b'{"b":1,"a":2}'

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), [float("-inf")]])
    def test_what_json_cannot_say(self, value):
        with pytest.raises(ValueError, match="JSON"):
            encode(value)


class TestDecode:
    @pytest.mark.parametrize("text", ["NaN", "[Infinity]", "-Infinity", "{", "", "[1,]"])
    def test_no_json(self, text):
        with pytest.raises(ValueError):  # noqa: PT011 - the sentence is the library's or ours
            decode(text)

"""Sameness: as JSON has it."""

from __future__ import annotations

import pytest

from workflows.simulator.sameness import same


class TestSame:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (None, None),
            (1, 1.0),
            ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
            ([1, {"☃": "x"}], [1.0, {"☃": "x"}]),
            (10**40, 10**40),
            ("", ""),
        ],
    )
    def test_is(self, one, other):
        assert same(one, other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (None, False),
            (0, False),
            (1, True),
            ([True], [1]),
            ({"a": 1}, {"a": True}),
            ("1", 1),
            ([], {}),
            ([1, 2], [2, 1]),
            ({"a": None}, {}),
            (10**40, 10**40 + 1),
        ],
    )
    def test_is_not(self, one, other):
        assert not same(one, other)

    def test_what_takes_too_long_differs(self):
        one = [[number] for number in range(700_000)]
        assert not same(one, [*one[:-1], [699_999.0]])

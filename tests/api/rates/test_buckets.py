"""Buckets empty by requests and fill by time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rates.buckets import REMEMBERED, WINDOW_SECONDS, Buckets


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def buckets(clock: Clock) -> Buckets:
    return Buckets(clock)


class TestTake:
    def test_a_minutes_worth_at_once(self, buckets: Buckets):
        left = [buckets.take("ada", 5).left for _ in range(5)]
        assert left == [4, 3, 2, 1, 0]
        refused = buckets.take("ada", 5)
        assert refused.wait_seconds == WINDOW_SECONDS / 5
        assert refused.left == 0

    def test_what_is_refused_is_not_counted(self, buckets: Buckets, clock: Clock):
        for _ in range(50):
            buckets.take("ada", 5)
        clock.now += WINDOW_SECONDS / 5
        assert buckets.take("ada", 5).wait_seconds == 0
        assert buckets.take("ada", 5).wait_seconds > 0

    def test_it_says_when_it_is_full_again(self, buckets: Buckets, clock: Clock):
        for _ in range(5):
            level = buckets.take("ada", 5)
        assert level.full_seconds == WINDOW_SECONDS
        clock.now += WINDOW_SECONDS
        assert buckets.take("ada", 5).left == 4

    def test_each_holder_has_one(self, buckets: Buckets):
        buckets.take("ada", 1)
        assert buckets.take("ada", 1).wait_seconds
        assert not buckets.take("bob", 1).wait_seconds

    def test_a_limit_that_is_lowered_counts_at_once(self, buckets: Buckets):
        for _ in range(10):
            buckets.take("ada", 100)
        assert buckets.take("ada", 5).left < 5

    @pytest.mark.parametrize("holder", ["", "x" * 10_000, "ä\x00\U0001f600"])
    def test_any_name(self, buckets: Buckets, holder: str):
        assert buckets.take(holder, 2).left == 1

    def test_memory_is_bounded(self, buckets: Buckets):
        for number in range(REMEMBERED + 10):
            buckets.take(str(number), 10)
        assert len(buckets._full_at) == REMEMBERED

    @given(st.integers(1, 1000), st.lists(st.floats(0, 5), max_size=200))
    def test_never_more_than_the_limit_and_what_time_gave(self, limit: int, pauses: list[float]):
        clock = Clock()
        buckets = Buckets(clock)
        began = clock.now
        passed = 0
        for pause in pauses:
            clock.now += pause
            passed += buckets.take("ada", limit).wait_seconds == 0
        assert passed <= limit + (clock.now - began) * limit / WINDOW_SECONDS + 1e-3

"""Tests of worker.local.plan."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.local.plan import FIRST_TRIES, Board, Part, Phase, delay, waves

STACK = (
    Part("postgres"),
    Part("temporal"),
    Part("prepare", ("postgres",), once=True),
    Part("api", ("prepare", "temporal")),
)


def names(parts: list[Part]) -> list[str]:
    return [part.name for part in parts]


class TestWaves:
    def test_what_needs_nothing_of_each_other_is_one_wave(self) -> None:
        assert waves(STACK) == [["postgres", "temporal"], ["prepare"], ["api"]]

    def test_nothing_is_no_wave(self) -> None:
        assert waves([]) == []

    def test_a_circle_is_refused(self) -> None:
        with pytest.raises(ValueError, match="need each other: a, b"):
            waves([Part("a", ("b",)), Part("b", ("a",)), Part("c")])

    def test_an_unknown_need_is_refused(self) -> None:
        with pytest.raises(ValueError, match="no such part: ghost"):
            waves([Part("a", ("ghost",))])

    @given(st.lists(st.integers(0, 30), max_size=30, unique=True), st.randoms())
    def test_every_part_comes_after_what_it_needs(self, numbers: list[int], random) -> None:
        parts = [
            Part(str(n), tuple(str(m) for m in numbers if m < n and random.random() < 0.3))
            for n in numbers
        ]
        order = {name: wave for wave, found in enumerate(waves(parts)) for name in found}
        assert set(order) == {part.name for part in parts}
        assert all(order[need] < order[part.name] for part in parts for need in part.needs)


class TestStarting:
    def test_servers_first_then_preparation_then_the_rest(self) -> None:
        board = Board(STACK)
        assert names(board.due(0)) == ["postgres", "temporal"]
        board.started("postgres", 0)
        board.started("temporal", 0)
        assert board.due(0) == []
        board.ready("postgres", 1)
        assert names(board.due(1)) == ["prepare"]
        board.started("prepare", 1)
        board.ready("temporal", 2)
        assert board.due(2) == []
        board.ended("prepare", 0, 3)
        assert board.phase("prepare") is Phase.DONE
        assert names(board.due(3)) == ["api"]
        assert not board.complete()
        board.started("api", 3)
        assert names(board.starting()) == ["api"]
        board.ready("api", 4.5)
        assert board.complete()
        assert board.failed() is None

    def test_who_waits_for_another_part_is_due_at_no_time(self) -> None:
        board = Board(STACK)
        board.started("postgres", 0)
        board.started("temporal", 0)
        assert board.next_due() is None
        board.ready("postgres", 1)
        assert board.next_due() == 0

    def test_a_failed_preparation_is_not_tried_again(self) -> None:
        board = Board([Part("prepare", once=True)])
        board.started("prepare", 0)
        board.ended("prepare", 1, 1)
        assert board.failed() == Part("prepare", once=True)
        assert board.due(100) == []

    def test_seconds_count_from_the_last_change(self) -> None:
        board = Board(STACK)
        board.started("postgres", 10)
        assert board.seconds("postgres", 12.5) == 2.5


class TestRestarting:
    def ready(self) -> Board:
        board = Board([Part("api"), Part("relay", ("api",))])
        board.started("api", 0)
        board.ready("api", 0)
        return board

    def test_what_dies_waits_a_moment_and_starts_again(self) -> None:
        board = self.ready()
        board.ended("api", -9, 1)
        assert "api" not in names(board.due(1.1))
        assert board.next_due() is not None
        assert "api" in names(board.due(1.2))

    def test_what_needs_it_goes_on(self) -> None:
        board = self.ready()
        board.ended("api", -9, 1)
        assert names(board.due(1)) == ["relay"]
        assert board.failed() is None

    def test_one_that_was_ready_once_is_never_given_up(self) -> None:
        board, now = self.ready(), 0.0
        for _ in range(50):
            board.ended("api", 1, now)
            now += 10
            assert "api" in names(board.due(now))
            board.started("api", now)
        assert board.failed() is None

    def test_one_that_never_was_is_given_up(self) -> None:
        board = Board([Part("api")])
        for number in range(FIRST_TRIES):
            assert board.failed() is None
            board.started("api", number * 10)
            board.ended("api", 1, number * 10)
        assert board.failed() == Part("api")
        assert board.due(1000) == []

    def test_a_long_life_is_forgiven_its_deaths(self) -> None:
        board = self.ready()
        for now in (1, 2, 3):
            board.ended("api", 1, now)
            board.started("api", now)
            board.ready("api", now)
        board.ended("api", 1, 3 + 31)
        assert "api" in names(board.due(34.25))

    def test_who_comes_to_its_end_begins_anew_soon_however_often(self) -> None:
        board = self.ready()
        for now in range(10):
            board.ended("api", 0, now)
            assert "api" in names(board.due(now + 0.25))
            board.started("api", now + 0.3)
            board.ready("api", now + 0.4)

    def test_no_one_waiting_no_next_time(self) -> None:
        board = Board([Part("api")])
        board.started("api", 0)
        assert board.next_due() is None


class TestDelay:
    def test_it_doubles_up_to_a_bound(self) -> None:
        assert [delay(n) for n in (1, 2, 3)] == [0.2, 0.4, 0.8]
        assert delay(6) == delay(1000) == 5.0

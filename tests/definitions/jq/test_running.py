"""The smallest closures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from definitions.jq import Budget, JqBudgetError, JqError
from definitions.jq.running import Scope, combined, constant, identity, nothing, over_each


def numbers(asked: list[int], *found: int) -> Iterator[int]:
    for number in found:
        asked.append(number)
        yield number


class TestCombined:
    def test_the_first_changes_slowest(self):
        made = combined([lambda: iter((1, 2)), lambda: iter((3, 4))])
        assert [tuple(each) for each in made] == [(1, 3), (1, 4), (2, 3), (2, 4)]

    def test_of_nothing_there_is_one(self):
        assert [*combined([])] == [[]]

    def test_goes_no_further_than_is_asked(self):
        asked: list[int] = []
        made = combined([lambda: numbers(asked, 1, 2), lambda: numbers(asked, 3, 4)])
        next(made)
        assert asked == [1, 3]

    def test_where_one_has_nothing_the_later_are_not_asked(self):
        asked: list[int] = []
        assert [*combined([lambda: iter(()), lambda: numbers(asked, 1)])] == []
        assert asked == []


class TestOverEach:
    def test_counts_a_step_for_each(self):
        scope = Scope({}, Budget(3))
        run = over_each(identity, identity)
        assert [*run([1, 2, 3], scope)] == [1, 2, 3]
        with pytest.raises(JqBudgetError):
            next(run([1], scope))

    def test_only_lists_and_objects_have_parts(self):
        with pytest.raises(JqError, match="Cannot iterate over number"):
            next(over_each(identity, identity)(5, Scope({}, Budget())))


class TestConstants:
    def test_whatever_goes_in(self):
        scope = Scope({}, Budget())
        assert [*constant(5)(None, scope)] == [5]
        assert [*identity(7, scope)] == [7]
        assert [*nothing(7, scope)] == []

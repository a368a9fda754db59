"""Where somebody has a permission: the same in Python and in SQL."""

from __future__ import annotations

from itertools import product

import pytest
from sqlalchemy import column, select, values
from sqlalchemy.types import Text

from store.reach import ANY, EVERYTHING, Reach, covers, within

PROCESSES = [("a", "x"), ("a", "y"), ("b", "x")]
SOME = [frozenset(), frozenset({("a", "x")}), frozenset({("a", "*")}), frozenset({ANY})]
REACHES = [
    Reach(everywhere, but_not, also, never)
    for everywhere, but_not, also, never in product((True, False), SOME, SOME, SOME)
]


class TestHolds:
    def test_all_but_some(self):
        reach = Reach(
            everywhere=True, but_not=frozenset({("a", "*")}), also=frozenset({("a", "x")})
        )
        assert [reach.holds(one) for one in PROCESSES] == [True, False, True]

    def test_never_wins(self):
        reach = Reach(everywhere=True, also=frozenset({ANY}), never=frozenset({("a", "x")}))
        assert [reach.holds(one) for one in PROCESSES] == [False, True, True]

    @pytest.mark.parametrize("reach", REACHES, ids=range(len(REACHES)))
    def test_all_and_nothing_are_what_they_say(self, reach: Reach):
        assert not reach.all or all(map(reach.holds, PROCESSES))
        assert not reach.nothing or not any(map(reach.holds, PROCESSES))


class TestCovers:
    def test_itself_its_namespace_and_any(self):
        for pattern in (("a", "x"), ("a", "*"), ANY):
            assert covers([pattern], ("a", "x"))
        for pattern in (("a", "y"), ("b", "*"), ("*", "x")):
            assert not covers([pattern], ("a", "x"))
        assert not covers([], ("a", "x"))


class TestWithin:
    async def test_the_same_in_a_query(self, database):
        names = values(column("ns", Text), column("nm", Text), name="p").data(PROCESSES)
        async with database.shared() as session:
            for reach in (*REACHES, EVERYTHING):
                query = select(names).where(within(reach, names.c.ns, names.c.nm))
                found = {tuple(row) for row in (await session.execute(query)).all()}
                assert found == {one for one in PROCESSES if reach.holds(one)}, reach

"""Rounds go on whatever fails that may come back, rest in between, and end when told to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy.exc import TimeoutError as NoConnectionError

from gateway.rounds import by_itself, each, keep_on
from store.keys import TamperedError
from store.master_key import KeyTroubleError

LONG = 60.0


class Work:
    """Answers or raises what it is told, and stops when nothing is left."""

    def __init__(self, *said: object) -> None:
        self.stop = asyncio.Event()
        self.done = 0
        self._said = [*said]

    async def round(self) -> object:
        said = self._said[self.done]
        self.done += 1
        if self.done == len(self._said):
            self.stop.set()
        if isinstance(said, BaseException):
            raise said
        return said


async def within(work: Work, rest: float, busy: float | None = None) -> int:
    async with asyncio.timeout(5):
        await keep_on(work.stop, "work", work.round, rest, busy)
    return work.done


async def test_what_is_away_comes_back():
    assert (
        await within(
            Work(OSError("gone"), RuntimeError("no server"), NoConnectionError("busy"), None), 0.0
        )
        == 4
    )


async def test_a_mistake_of_ours_is_no_pause():
    with pytest.raises(KeyError):
        await within(Work(KeyError("x"), None), 0.0)


async def test_who_is_busy_does_not_rest():
    assert await within(Work(1, 1, 0), LONG, 0.0) == 3


async def test_who_has_nothing_to_do_rests():
    work = Work(0, 0)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await keep_on(work.stop, "work", work.round, LONG, 0.0)
    assert work.done == 1


async def test_told_to_stop_it_does_not_rest_first():
    assert await within(Work(0), LONG) == 1


@pytest.mark.parametrize(
    "error", [TamperedError("spoilt"), KeyTroubleError("lost"), OSError("gone")]
)
async def test_one_tenant_keeps_nobody_waiting(error):
    async def fails() -> int:
        raise error

    async def works() -> int:
        return 3

    done = [await by_itself("work", "t", one()) for one in (fails, works)]
    assert done == [None, 3]


async def test_a_mistake_of_ours_is_seen():
    async def mistaken() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        await by_itself("work", "t", mistaken())


class TestEach:
    async def test_one_that_cant_be_read_keeps_no_other_waiting(self):
        done: list[list[int]] = []

        async def work(rows: Sequence[int]) -> None:
            if 2 in rows:
                raise TamperedError("spoilt")
            done.append([*rows])

        await each("work", "t", [1, 2, 3], work)
        await each("work", "t", [4, 5], work)
        assert done == [[1], [3], [4, 5]]

    async def test_while_the_database_is_away_nothing_is_tried_again(self):
        tried: list[int] = []

        async def work(rows: Sequence[int]) -> None:
            tried.append(len(rows))
            raise OSError("gone")

        await each("work", "t", [1, 2, 3], work)
        assert tried == [3]

"""Guesses get slower, for whoever guesses, in all processes, over restarts."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import psycopg
import pytest

from api.auth.guesses import (
    FAILURES_HERE,
    WINDOW_SECONDS,
    Bound,
    Guesses,
    of_code,
    of_sign_in,
    wait_seconds,
)
from api.errors import ApiError
from store import guesses as levels


@pytest.fixture
def guesses(database) -> Guesses:
    return Guesses(database)


@pytest.fixture
def ada() -> str:
    return f"ada@{uuid4().hex}.example"


@pytest.fixture
def here() -> str:
    return f"here {uuid4().hex}"


async def refused(guesses: Guesses, bounds) -> int:
    """For how many seconds; 0: it was counted."""
    try:
        await guesses.tried(bounds)
    except ApiError as error:
        return int((error.headers or {})["Retry-After"])
    return 0


async def fill(database, bound: Bound) -> None:
    """As many tries as may be; one by one they would sink again on a slow machine."""
    async with database.shared() as session:
        await levels.levels(session, {bound.key: bound.per_second})
        await levels.change(session, [bound.key], bound.size)


class TestBounds:
    def test_waiting_helps_evenly(self):
        bound = Bound(("a",), 5, 900)
        assert bound.wait_seconds(4) == 0
        assert bound.wait_seconds(5) == pytest.approx(180)

    def test_the_longest_wait_counts(self):
        narrow, wide = Bound(("a",), 1, 100), Bound(("b",), 100, 100)
        assert wait_seconds((narrow, wide), {narrow.key: 1, wide.key: 1}) == 100

    def test_what_is_counted_is_not_told_by_its_key(self):
        (code,) = of_code("tenant", "person")
        assert "person" not in code.key
        assert code.key != of_code("tenantp", "erson")[0].key


class TestGuesses:
    async def test_the_first_tries_are_free_then_one_waits(self, guesses, ada, here):
        for _ in range(FAILURES_HERE):
            assert await refused(guesses, of_sign_in(ada, here)) == 0
        assert 0 < await refused(guesses, of_sign_in(ada, here)) <= WINDOW_SECONDS / FAILURES_HERE

    async def test_waiting_helps_though_one_keeps_knocking(self, guesses, ada, here, database_urls):
        for _ in range(FAILURES_HERE * 3):
            wait = await refused(guesses, of_sign_in(ada, here))
        with psycopg.connect(database_urls.admin) as admin:
            past = "UPDATE guesses SET at = at - make_interval(secs => %s)"
            admin.execute(past, [wait])
        assert await refused(guesses, of_sign_in(ada, here)) == 0

    async def test_another_process_counts_on(self, guesses, database, ada, here):
        for _ in range(FAILURES_HERE):
            await guesses.tried(of_sign_in(ada, here))
        assert await refused(Guesses(database), of_sign_in(ada, here)) > 0

    async def test_many_at_once_are_many(self, guesses, ada, here):
        tries = (refused(guesses, of_sign_in(ada, here)) for _ in range(FAILURES_HERE * 3))
        waits = await asyncio.gather(*tries)
        assert sum(wait == 0 for wait in waits) == FAILURES_HERE

    async def test_nobody_is_locked_out_by_a_stranger_elsewhere(self, guesses, ada, here):
        for _ in range(FAILURES_HERE * 4):
            await refused(guesses, of_sign_in(ada, f"not {here}"))
        assert await refused(guesses, of_sign_in(ada, f"not {here}")) > 0
        assert await refused(guesses, of_sign_in(ada, here)) == 0

    async def test_one_address_that_tries_many_people_waits(self, guesses, database, here):
        await fill(database, of_sign_in("", here)[1])
        assert await refused(guesses, of_sign_in(f"somebody new@{here}", here)) > 0

    async def test_one_person_who_is_tried_from_many_addresses_waits(
        self, guesses, database, ada, here
    ):
        await fill(database, of_sign_in(ada, "")[2])
        assert await refused(guesses, of_sign_in(ada, here)) > 0

    async def test_a_success_forgets_the_person_here(self, guesses, ada, here):
        for _ in range(FAILURES_HERE):
            await guesses.tried(of_sign_in(ada, here))
        await guesses.succeeded(of_sign_in(ada, here))
        for _ in range(FAILURES_HERE):
            assert await refused(guesses, of_sign_in(ada, here)) == 0

    async def test_strange_texts_are_counted_too(self, guesses, here):
        for strange in ("", "\0", "\ud800", "x" * 10_000, "👩‍🚀"):
            assert await refused(guesses, of_sign_in(strange, here)) == 0

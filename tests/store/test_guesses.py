"""Levels that rise with each try and sink with time."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest

from store import guesses


@pytest.fixture
def key() -> str:
    return uuid4().hex


class TestGuesses:
    async def test_rise_and_sink(self, database, key, database_urls):
        async with database.shared() as session:
            assert await guesses.levels(session, {key: 0.5}) == {key: 0}
            await guesses.change(session, [key], 3)
        with psycopg.connect(database_urls.admin) as admin:
            past = "UPDATE guesses SET at = at - interval '4 seconds' WHERE key = %s"
            admin.execute(past, [key])
        async with database.shared() as session:
            found = await guesses.levels(session, {key: 0.5})
        assert 0 < found[key] <= 1

    async def test_never_below_nothing(self, database, key):
        async with database.shared() as session:
            await guesses.levels(session, {key: 1.0})
            await guesses.change(session, [key], -5)
            assert await guesses.levels(session, {key: 1.0}) == {key: 0}

    async def test_a_clock_that_goes_back_adds_nothing(self, database, key, database_urls):
        async with database.shared() as session:
            await guesses.levels(session, {key: 1.0})
            await guesses.change(session, [key], 2)
        with psycopg.connect(database_urls.admin) as admin:
            ahead = "UPDATE guesses SET at = at + interval '1 hour' WHERE key = %s"
            admin.execute(ahead, [key])
        async with database.shared() as session:
            assert await guesses.levels(session, {key: 1.0}) == {key: 2}

    async def test_forgotten_with_what_is_old(self, database, key, database_urls):
        old = uuid4().hex
        async with database.shared() as session:
            await guesses.levels(session, {key: 1.0, old: 1.0})
        with psycopg.connect(database_urls.admin, autocommit=True) as admin:
            past = "UPDATE guesses SET at = at - interval '3 days' WHERE key = %s"
            admin.execute(past, [old])
            async with database.shared() as session:
                await guesses.forget(session, key)
            query = "SELECT count(*) FROM guesses WHERE key = ANY(%s)"
            assert admin.execute(query, [[key, old]]).fetchone() == (0,)

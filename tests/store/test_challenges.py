"""Challenges: once, for their purpose, for minutes."""

from __future__ import annotations

from uuid import uuid4

import psycopg

from store import challenges


class TestChallenges:
    async def test_once_and_for_its_purpose(self, database):
        digest = uuid4().hex
        async with database.shared() as session:
            await challenges.put(session, digest, "sign-in")
            assert not await challenges.take(session, digest, "register")
            assert await challenges.take(session, digest, "sign-in")
            assert not await challenges.take(session, digest, "sign-in")

    async def test_what_is_over_is_forgotten(self, database, database_urls):
        old, new = uuid4().hex, uuid4().hex
        async with database.shared() as session:
            await challenges.put(session, old, "sign-in")
        with psycopg.connect(database_urls.admin, autocommit=True) as admin:
            past = "UPDATE challenges SET expires_at = now() - interval '1 s' WHERE digest = %s"
            admin.execute(past, [old])
            async with database.shared() as session:
                assert not await challenges.take(session, old, "sign-in")
                await challenges.put(session, new, "sign-in")
            query = "SELECT count(*) FROM challenges WHERE digest = %s"
            assert admin.execute(query, [old]).fetchone() == (0,)

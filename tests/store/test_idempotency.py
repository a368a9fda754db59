"""Idempotency keys: the same request has the same answer, also at the same moment."""

from __future__ import annotations

import asyncio

import pytest

from store import idempotency
from store.idempotency import Kept, KeyReusedError


class TestTake:
    async def test_twins_get_one_answer(self, database, tenant):
        async def request():
            async with database.tenant(tenant) as session:
                kept = await idempotency.take(session, "k", "POST /runs", "f")
                if kept is None:
                    await idempotency.keep(session, "k", 201, b"answer")
                return kept

        answers = await asyncio.gather(*(request() for _ in range(6)))
        assert answers.count(None) == 1
        assert all(kept == Kept(201, b"answer") for kept in answers if kept is not None)

    async def test_for_another_request_it_is_refused(self, database, tenant):
        async with database.tenant(tenant) as session:
            assert await idempotency.take(session, "☃", "POST /runs", "f") is None
            with pytest.raises(KeyReusedError):
                await idempotency.take(session, "☃", "POST /runs", "other")

"""Where transactions open: committed at the end, undone on an error, heard of by listeners."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from store import people, revision


class TestTenant:
    async def test_an_error_undoes_all(self, database, tenant):
        async def fail() -> None:
            async with database.tenant(tenant) as session:
                await people.add(session, "gone@example.com", "Gone", [])
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await fail()
        async with database.tenant(tenant) as session:
            assert await people.page(session) == []


class TestListen:
    async def test_connected_first_then_what_is_said(self, database, tenant):
        heard: list[str] = []
        connected = asyncio.Event()

        async def listen():
            async for payload in database.listen("test_channel"):
                heard.append(payload)
                connected.set()
                if payload:
                    return

        listening = asyncio.create_task(listen())
        await connected.wait()
        async with database.tenant(tenant) as session:
            await session.execute(text("SELECT pg_notify('test_channel', 'hello ☃')"))
        await asyncio.wait_for(listening, 10)
        assert heard == ["", "hello ☃"]


class TestHealth:
    async def test_it_answers_and_knows_its_revision(self, database):
        await database.ping()
        assert await database.revision() == revision.HEAD

"""Where transactions open: committed at the end, undone on an error, heard of by listeners."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DataError, DBAPIError, OperationalError

from store import people, revision
from store.models import claims
from store.session import Notice, Step


class TestTenant:
    async def test_an_error_undoes_all(self, database, tenant):
        async def fail() -> None:
            async with database.tenant(tenant) as session:
                await people.add(session, "gone@example.com", "Gone", [])
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await fail()
        async with database.tenant(tenant) as session:
            assert await people.everybody(session) == []


class TestMoment:
    async def test_what_comes_while_it_reads_is_not_seen(self, database, tenant):
        async with database.moment(tenant) as session:
            assert await people.everybody(session) == []
            async with database.tenant(tenant) as other:
                await people.add(other, "new@example.com", "New", [])
            assert await people.everybody(session) == []
        async with database.moment(tenant) as session:
            assert len(await people.everybody(session)) == 1

    async def test_nothing_is_written(self, database, tenant):
        with pytest.raises(DBAPIError, match="read-only"):
            async with database.moment(tenant) as session:
                await people.add(session, "new@example.com", "New", [])


SHOWN = text("SELECT unnest(CAST(:given AS text[])) AS given")
MADE = text(
    "INSERT INTO claims (tenant_id, id, body, created_at) "
    "SELECT current_setting('baton.tenant')::uuid, i, 'x', now() "
    "FROM unnest(CAST(:id AS uuid[])) AS i"
)
DIED = text("SELECT pg_terminate_backend(pg_backend_pid()), :nothing")


async def made(database, tenant) -> int:
    async with database.tenant(tenant) as session:
        return (await session.execute(select(func.count()).select_from(claims))).scalar_one()


class TestAtOnce:
    async def test_committed_with_the_last_answer(self, database, tenant):
        steps = [Step(MADE, {"id": [str(uuid4())]}), Step(SHOWN, {"given": ["a", "☃ %s :x"]})]
        rows = await database.at_once(tenant, steps)
        assert [row["given"] for row in rows] == ["a", "☃ %s :x"]
        assert await database.at_once(tenant, steps[:0]) == []
        assert await made(database, tenant) == 1

    @pytest.mark.parametrize("place", [0, 1])
    async def test_an_error_undoes_all_and_says_itself(self, database, tenant, place):
        steps = [Step(MADE, {"id": [str(uuid4())]})]
        steps.insert(place, Step(MADE, {"id": ["no uuid"]}))
        with pytest.raises(DataError, match="no uuid") as raised:
            await database.at_once(tenant, steps)
        assert not raised.value.connection_invalidated
        assert await made(database, tenant) == 0

    async def test_a_text_that_postgresql_can_not_keep(self, database, tenant):
        with pytest.raises(DataError, match="NUL"):
            await database.at_once(tenant, [Step(SHOWN, {"given": ["a\0b"]})])
        assert await made(database, tenant) == 0

    async def test_a_lost_connection_is_said_and_replaced(self, database, tenant):
        with pytest.raises(OperationalError) as raised:
            await database.at_once(tenant, [Step(DIED, {"nothing": [""]})])
        assert raised.value.connection_invalidated
        await database.at_once(tenant, [Step(MADE, {"id": [str(uuid4())]})])
        assert await made(database, tenant) == 1

    async def test_cancelled_it_is_done_or_not_and_nothing_else_suffers(self, database, tenant):
        for number in range(30):
            step = Step(MADE, {"id": [str(uuid4())] * 2 if number % 2 else [str(uuid4())]})
            writing = asyncio.create_task(database.at_once(tenant, [step]))
            for _ in range(number):
                await asyncio.sleep(0)
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
            rows = await database.at_once(tenant, [Step(SHOWN, {"given": [str(number)]})])
            assert rows == [{"given": str(number)}]

    async def test_a_tenant_does_not_outlive_it(self, database, tenant):
        await database.at_once(tenant, [Step(SHOWN, {"given": []})])
        async with database.lookup("token", "none") as session:
            shown = await session.execute(text("SELECT current_setting('baton.tenant', true)"))
            assert shown.scalar_one() in (None, "")


class TestListen:
    async def test_connected_first_then_what_is_said(self, database, tenant):
        heard: list[Notice | None] = []
        connected = asyncio.Event()

        async def listen():
            async for notice in database.listen("test_channel"):
                heard.append(notice)
                connected.set()
                if notice:
                    return

        listening = asyncio.create_task(listen())
        await connected.wait()
        async with database.tenant(tenant) as session:
            await session.execute(text("SELECT pg_notify('test_channel', 'hello ☃')"))
        await asyncio.wait_for(listening, 10)
        assert heard == [None, Notice("test_channel", "hello ☃")]


class TestHealth:
    async def test_it_answers_and_knows_its_revision(self, database):
        await database.ping()
        assert await database.revision() == revision.HEAD

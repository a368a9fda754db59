"""Lines are chained in order, by whoever comes; what is done to them behind our back is found."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import psycopg
import pytest

from store import audit, audit_links
from store.audit import Deed
from store.audit_chain import Checker
from store.runs import new_id


@pytest.fixture
def add(database, keys, tenant):
    async def add(count: int = 1) -> None:
        for _ in range(count):
            async with database.tenant(tenant) as session:
                await audit.add(session, keys, Deed("ada", "x.y", f"s:{new_id()}"))

    return add


@pytest.fixture
def chain(database, tenant):
    async def chain(limit: int = 100) -> int:
        async with database.tenant(tenant) as session:
            return await audit_links.chain(session, limit)

    return chain


@pytest.fixture
def check(database, tenant):
    async def check(heads=None) -> list[tuple[str, int | None]]:
        checker = Checker(tenant, heads or {})
        async with database.tenant(tenant) as session:
            links = await audit_links.after(session, 0, 1000)
            strays = await audit_links.strays(session)
        said = [each for one in links for each in checker.take(one)]
        said += checker.end()
        return [(one.code, one.sequence) for one in said] + [("unchained", None)] * len(strays)

    return check


@pytest.fixture
def owner(database_urls, tenant):
    """Somebody who may do anything to the tables."""

    def run(statement: str) -> None:
        with psycopg.connect(database_urls.admin, autocommit=True) as connection:
            connection.execute(statement.encode(), {"t": tenant})

    return run


SMUGGLED = """INSERT INTO audit (tenant_id, id, at, actor, action, subject, outcome, body)
VALUES (%(t)s, gen_random_uuid(), now(), 'a', 'b', 'c', 'done', '')"""


async def undone(database, keys, tenant, *deeds: Deed) -> None:
    with suppress(RuntimeError):
        async with database.tenant(tenant) as session:
            for deed in deeds:
                await audit.add(session, keys, deed)
            raise RuntimeError


class TestChain:
    async def test_in_batches_without_gaps(self, add, chain, check, database, tenant):
        await add(5)
        assert [await chain(2) for _ in range(4)] == [2, 2, 1, 0]
        await add(1)
        assert await chain() == 1
        async with database.tenant(tenant) as session:
            links = await audit_links.after(session, 0, 100)
            assert [one.sequence for one in links] == [1, 2, 3, 4, 5, 6]
            assert await audit_links.last(session) == (6, links[-1].hash)
            assert await audit_links.at(session, 3) == (3, links[2].hash)
            assert await audit_links.at(session, 7) is None
        assert await check() == []

    async def test_several_at_once(self, add, chain, check):
        await add(12)
        chained = await asyncio.gather(*(chain(3) for _ in range(5)))
        assert sum(chained) == 12
        assert await check() == []

    async def test_what_is_undone_is_no_gap(self, add, chain, check, database, keys, tenant):
        await add(1)
        await undone(database, keys, tenant, Deed("ada", "x.y", "s:1"))
        await add(1)
        assert await chain() == 2
        assert await check() == []

    async def test_what_waits(self, add, chain, database, tenant):
        await add(2)
        async with database.relay() as session:
            assert tenant in await audit_links.tenants_waiting(session, 10_000)
        async with database.tenant(tenant) as session:
            assert await audit_links.waiting(session) == 2
            assert await audit_links.strays(session) == []
        await chain()
        async with database.relay() as session:
            assert tenant not in await audit_links.tenants_waiting(session, 10_000)
            places = {one.tenant: one.sequence for one in await audit_links.places(session)}
        assert places[tenant] == 2


class TestTampering:
    @pytest.fixture(autouse=True)
    async def trail(self, add, chain) -> None:
        await add(6)
        await chain()

    @pytest.mark.parametrize(
        ("statement", "expected"),
        [
            ("UPDATE audit SET actor = 'bob' WHERE id IN ({third})", [("changed", 3)]),
            ("UPDATE audit SET body = '\\x00' WHERE id IN ({third})", [("changed", 3)]),
            ("UPDATE audit SET at = at - interval '1 day' WHERE id IN ({third})", [("changed", 3)]),
            ("DELETE FROM audit WHERE id IN ({third})", [("removed", 3)]),
            (
                "DELETE FROM audit_links WHERE tenant_id = %(t)s AND sequence = 3",
                [("missing", 3), ("unchained", None)],
            ),
            (
                "UPDATE audit_links SET hash = '\\x00' WHERE tenant_id = %(t)s AND sequence = 3",
                [("changed", 3), ("changed", 4)],
            ),
            (SMUGGLED, [("unchained", None)]),
        ],
    )
    async def test_is_found(self, owner, check, statement, expected):
        third = "SELECT entry FROM audit_links WHERE tenant_id = %(t)s AND sequence = 3"
        owner(statement.format(third=third))
        assert await check() == expected

    async def test_a_trail_that_was_cut_short(self, owner, check, database, tenant):
        async with database.tenant(tenant) as session:
            number, head = await audit_links.last(session)
        owner(
            "WITH gone AS (DELETE FROM audit_links WHERE tenant_id = %(t)s AND sequence > 4"
            " RETURNING entry) DELETE FROM audit WHERE id IN (SELECT entry FROM gone)"
        )
        assert await check() == []
        assert await check({number: head}) == [("truncated", 5)]

"""What packages declare: kept for everybody, one version of one package."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import text

from store import code
from store.code import TakenError
from tests.api.test_code import declared


@pytest.fixture
def name() -> str:
    return f"n{uuid4().hex}"


async def declare(database, package: str, *found) -> None:
    async with database.shared() as session:
        await code.declare(session, package, found)


async def find(database, name: str, version: str | None = None):
    async with database.shared() as session:
        return await code.find(session, "shop", name, version)


class TestDeclare:
    async def test_again_is_the_same(self, database, name):
        one = declared(name, package=name)
        await declare(database, name, one)
        await declare(database, name, one)
        assert (await find(database, name)).declared == one

    async def test_of_another_package(self, database, name):
        await declare(database, name, declared(name, package=name))
        with pytest.raises(TakenError, match=f"{name} and other-{name} both declare"):
            await declare(database, f"other-{name}", declared(name, package=f"other-{name}"))
        assert (await find(database, name)).declared.package == name

    async def test_once_the_other_one_is_withdrawn_or_lost(self, database, name):
        await declare(database, name, declared(name, package=name))
        await declare(database, name)
        assert await find(database, name) is None
        await declare(database, "b", declared(name, package="b"))
        async with database.shared() as session:
            await session.execute(
                text("UPDATE code SET seen_at = now() - interval '1 hour' WHERE name = :name"),
                {"name": name},
            )
        assert not (await find(database, name)).served
        await declare(database, "c", declared(name, package="c"))
        assert (await find(database, name)).declared.package == "c"
        assert (await find(database, name)).served

    async def test_one_that_is_seen_again_is_there(self, database, name):
        await declare(database, name, declared(name, package=name))
        async with database.shared() as session:
            await session.execute(
                text("UPDATE code SET seen_at = now() - interval '1 hour' WHERE name = :name"),
                {"name": name},
            )
            await code.seen(session, name)
        assert (await find(database, name)).served


class TestFind:
    async def test_the_highest_release(self, database, name):
        found = [declared(name, each, package=name) for each in ("9.0.0", "10.0.0", "11.0.0-a")]
        await declare(database, name, *found)
        assert (await find(database, name)).declared.version == "10.0.0"
        assert (await find(database, name, "11.0.0-a")).declared.version == "11.0.0-a"
        assert await find(database, name, "12.0.0") is None

    async def test_of_a_run_also_when_it_is_withdrawn(self, database, name):
        await declare(database, name, declared(name, package=name))
        await declare(database, name)
        async with database.shared() as session:
            kept = await code.of_run(session, "shop", name, "1.0.0")
            assert kept == declared(name, package=name)
            assert await code.of_run(session, "shop", name, "2.0.0") is None

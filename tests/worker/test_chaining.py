"""The relay's part that chains and signs."""

from __future__ import annotations

import asyncio

import pytest

from store import audit
from store.audit import Deed
from store.audit_heads import Heads, HeadsKey
from worker.chaining import Chaining


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def heads(tmp_path) -> Heads:
    return Heads(tmp_path / "heads", HeadsKey(b"m" * 32))


@pytest.fixture(autouse=True)
async def nobody_else_waits(database, tmp_path) -> None:
    """What tests before have done is chained: a round takes some tenants, and ours comes last."""
    others = Chaining(database, Heads(tmp_path / "others", HeadsKey(b"o" * 32)))
    while await others.round():
        pass


@pytest.fixture
def act(database, keyring, tenant):
    async def act() -> None:
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            await audit.add(session, keys, Deed("ada", "x.y", "s:1"))

    return act


class TestChaining:
    async def test_signed_once_a_minute(self, database, heads, act, tenant):
        clock = Clock()
        chaining = Chaining(database, heads, clock)
        await act()
        assert await chaining.round() > 0
        assert list(heads.read(tenant).hashes) == [1]
        await act()
        await chaining.round()
        assert list(heads.read(tenant).hashes) == [1]
        clock.now = 61.0
        await chaining.round()
        assert list(heads.read(tenant).hashes) == [1, 2]

    async def test_what_has_not_grown_is_not_signed_again(self, database, heads, act, tenant):
        await act()
        await Chaining(database, heads).round()
        again = Chaining(database, heads)
        await again.round()
        assert await again.sign() == 0
        assert len([line for line in heads.lines() if tenant.encode() in line]) == 1

    async def test_the_end_chains_and_signs_all(self, database, heads, act, tenant):
        chaining, stop = Chaining(database, heads), asyncio.Event()
        stop.set()
        await act()
        await chaining.work(stop)
        assert list(heads.read(tenant).hashes) == [1]

    async def test_a_file_that_can_not_be_written_stops_nothing(self, database, act, tmp_path):
        (tmp_path / "file").write_text("")
        chaining = Chaining(database, Heads(tmp_path / "file" / "heads", HeadsKey(b"m" * 32)))
        await act()
        assert await chaining.round() > 0
        assert await chaining.sign() == 0

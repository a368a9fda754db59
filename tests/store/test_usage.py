"""What a tenant has used."""

from __future__ import annotations

from store import usage
from store.session import as_installation


async def test_it_is_measured_and_shown_to_the_installation(database, tenant, run):
    async with database.relay() as session:
        assert tenant in await usage.due(session, 100_000)
    async with database.tenant(tenant) as session:
        await usage.measure(session)
        here = await usage.now(session)
    async with database.relay() as session:
        assert tenant not in await usage.due(session, 100_000)
    async with database.shared() as session, as_installation(session):
        there = (await usage.kept(session, [tenant]))[tenant]
    assert (here.runs_today, here.runs_open) == (1, 1)
    assert (there.runs_today, there.bytes) == (1, here.bytes)
    assert here.bytes > 0


async def test_old_days_are_forgotten(database, tenant, run):
    async with database.relay() as session:
        await usage.forget(session)
    async with database.tenant(tenant) as session:
        assert (await usage.now(session)).runs_today == 1

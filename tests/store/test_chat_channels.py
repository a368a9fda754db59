"""Conversations in which many read: which process is shown where, and that an address is sealed."""

from __future__ import annotations

import pytest

from store import chat_channels, runs
from store.chat_channels import WORKFLOWS, Channel

WEBHOOK = "https://prod-1.westeurope.logic.azure.com/workflows/a/triggers/manual/paths/invoke?sig=s"

BY = "somebody"


@pytest.fixture
async def keys(keyring, tenant):
    return await keyring.of(tenant)


def channel(processes: str, **given: str) -> Channel:
    return Channel(kind=WORKFLOWS, name="Finance", processes=processes, language="en", **given)


class TestChannels:
    async def test_those_that_show_a_process(self, database, tenant, keys):
        async with database.tenant(tenant) as session:
            own = {
                name: await chat_channels.put(session, keys, channel(name), BY)
                for name in ("*", "demo/*", "demo/leave", "demo/other", "other/*")
            }
            found = {one.id for one in await chat_channels.showing(session, "demo", "leave")}

            assert found == {own["*"], own["demo/*"], own["demo/leave"]}

    async def test_those_that_show_a_run(self, database, tenant, keys, run):
        async with database.tenant(tenant) as session:
            row = await runs.get(session, run)
            patterns = ("*", f"{row.namespace}/*", f"{row.namespace}/{row.name}", "other/*")
            own = [await chat_channels.put(session, keys, channel(name), BY) for name in patterns]
            await chat_channels.lost(session, own[0], "gone")
            found = {one.id for one in await chat_channels.showing_run(session, run)}
        assert found == {own[1], own[2]}

    async def test_an_address_is_sealed_and_opened(self, database, tenant, keys):
        async with database.tenant(tenant) as session:
            given = channel("*", webhook=WEBHOOK)
            own = await chat_channels.put(session, keys, given, BY)
            found = (await chat_channels.by_ids(session, [own]))[own]

            assert found.webhook is not None
            assert b"azure" not in found.webhook
            assert found.address(keys) == WEBHOOK

    async def test_what_is_lost_shows_nothing_until_it_is_changed(self, database, tenant, keys):
        async with database.tenant(tenant) as session:
            own = await chat_channels.put(session, keys, channel("*"), BY)

            assert await chat_channels.lost(session, own, "channel_not_found")
            assert not await chat_channels.lost(session, own, "channel_not_found")
            assert await chat_channels.showing(session, "demo", "leave") == []

            await chat_channels.put(session, keys, channel("*"), BY, own)
            assert len(await chat_channels.showing(session, "demo", "leave")) == 1

"""Tokens that are over are turned before they are used, and kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from api.chats import vendors
from store import chats


class TestFresh:
    async def test_turns_what_is_over(self, services, place, slack, database, keyring, tenant):
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            app = await chats.app(session, "slack")
            row = await chats.place(session, app.id, place["team"])
            before = row.opened(keys)
            over = datetime.now(UTC) - timedelta(hours=1)
            await chats.rotated(session, keys, row.id, before, over)
        async with vendors.speaking() as web:
            vendor = vendors.vendors(services, web)["slack"]
            turned = await vendors.fresh(services, keys, vendor, app, row.id)
            again = await vendors.fresh(services, keys, vendor, app, row.id)
        assert turned.tokens.bot != before.bot
        assert again.tokens == turned.tokens

    async def test_a_place_that_is_gone(self, services, app_there, database, keyring, tenant):
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            app = await chats.app(session, "slack")
        async with vendors.speaking() as web:
            vendor = vendors.vendors(services, web)["slack"]
            assert await vendors.fresh(services, keys, vendor, app, app.id) is None

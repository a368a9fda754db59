"""Hears which approvals have changed, and shows channels how they stand. A part of the relay.

Whatever changes an approval says so in the outbox, in the same transaction, also where no person is
told anything: one of several has answered, or the run was ended. Changes that come together are
shown as one. Never: a state that is older than what was recorded.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from channels.channel import Channel
from gateway.rounds import by_itself, each, keep_on
from store import outbox, telling, webhooks
from store.keys import Keyring, TenantKeys
from store.outbox import OutboxRow
from store.session import Database

REST_SECONDS = 0.5
BATCH = 200


class Changing:
    """Several may do so side by side."""

    def __init__(self, database: Database, keyring: Keyring, channels: Sequence[Channel]) -> None:
        self._database = database
        self._keyring = keyring
        self._channels = channels

    async def work(self, stop: asyncio.Event) -> None:
        await keep_on(stop, "changing", self.round, REST_SECONDS, busy_seconds=0.0)

    async def round(self) -> int:
        """Shows a batch; answers how many."""
        async with self._database.relay() as session:
            rows = await webhooks.take_changes(session, BATCH)
        for tenant in dict.fromkeys(row.tenant for row in rows):
            own = [row for row in rows if row.tenant == tenant]
            keys = await by_itself("changing", tenant, self._keyring.of(tenant))
            if keys is not None:
                await each("changing", tenant, own, partial(self._show, tenant, keys))
        return len(rows)

    async def _show(self, tenant: str, keys: TenantKeys, rows: Sequence[OutboxRow]) -> None:
        async with self._database.tenant(tenant) as session:
            changed = await telling.approvals_of(session, keys, {row.run for row in rows})
            for asked in changed.values():
                for channel in self._channels:
                    if asked.over:
                        await channel.close(session, keys, asked)
                    else:
                        await channel.update(session, keys, asked)
            await outbox.done(session, [row.id for row in rows])

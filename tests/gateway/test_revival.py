"""Open runs that Temporal doesn't know get another execution; living ones are left alone."""

from __future__ import annotations

from gateway.delivery import Delivery
from gateway.naming import workflow_id
from gateway.revival import Revival
from store import outbox, runs


class TestRevive:
    async def test_only_what_is_lost(self, database, keyring, tenant, make_run, temporal_client):
        living, lost = await make_run(), await make_run()
        delivery = Delivery(database, keyring, temporal_client)
        await delivery.deliver_now(tenant, living.id)
        async with database.relay() as session:
            begun = await outbox.one(session, lost.id)
            await outbox.done(session, [row.id for row in begun])
        revival = Revival(database, temporal_client)
        await revival.revive()
        async with database.tenant(tenant) as session:
            assert (await runs.get(session, living.id)).execution == 1
            assert (await runs.get(session, lost.id)).execution == 2
        async with database.relay() as session:
            assert [row.kind for row in await outbox.one(session, lost.id)] == ["start"]
        await delivery.deliver_now(tenant, lost.id)
        again = temporal_client.get_workflow_handle(workflow_id(tenant, lost.id, 2))
        assert (await again.describe()).workflow_type == "Run"
        for run, number in ((living, 1), (lost, 2)):
            handle = temporal_client.get_workflow_handle(workflow_id(tenant, run.id, number))
            await handle.terminate()

    async def test_a_start_that_is_still_to_be_delivered_is_not_lost(
        self, database, tenant, make_run, temporal_client
    ):
        run = await make_run()
        await Revival(database, temporal_client).revive()
        async with database.tenant(tenant) as session:
            assert (await runs.get(session, run.id)).execution == 1

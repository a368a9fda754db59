"""From the outbox to Temporal: starts once, messages in order, nothing after the end."""

from __future__ import annotations

import asyncio

import pytest
from temporalio.client import WorkflowExecutionStatus

from gateway.client import connect
from gateway.delivery import Delivery
from gateway.naming import workflow_id
from gateway.settings import GatewaySettings
from store import messages, outbox


@pytest.fixture
def delivery(database, keyring, temporal_client) -> Delivery:
    return Delivery(database, keyring, temporal_client)


async def rows(database, run: str) -> list[outbox.OutboxRow]:
    async with database.relay() as session:
        return await outbox.one(session, run)


class TestStart:
    async def test_a_run_is_started_once(
        self, delivery, database, tenant, make_run, temporal_client
    ):
        run = await make_run({"big": "x" * 200_000})
        await asyncio.gather(*(delivery.deliver_now(tenant, run.id) for _ in range(5)))
        await delivery.deliver_now(tenant, run.id)
        assert await rows(database, run.id) == []
        handle = temporal_client.get_workflow_handle(workflow_id(tenant, run.id, 1))
        assert (await handle.describe()).status is WorkflowExecutionStatus.RUNNING
        await handle.terminate()

    async def test_many_at_once_do_not_wait_for_each_others_connections(
        self, delivery, database, tenant, make_run, temporal_client
    ):
        made = [await make_run() for _ in range(30)]
        async with asyncio.timeout(9):  # the pool gives up after 10 seconds
            await asyncio.gather(*(delivery.deliver_now(tenant, run.id) for run in made))
        for run in made:
            assert await rows(database, run.id) == []
            handle = temporal_client.get_workflow_handle(workflow_id(tenant, run.id, 1))
            await handle.terminate()

    async def test_without_temporal_it_stays(self, database, keyring, tenant, make_run):
        settings = GatewaySettings(temporal_address="127.0.0.1:1")
        client = await connect(settings, database, keyring, lazy=True)
        run = await make_run()
        await Delivery(database, keyring, client).deliver_now(tenant, run.id)
        assert len(await rows(database, run.id)) == 1


class TestMessages:
    async def test_in_order_and_once(
        self, delivery, database, keyring, tenant, make_run, temporal_client
    ):
        run = await make_run()
        keys = await keyring.of(tenant)
        for number in range(3):
            async with database.tenant(tenant) as session:
                await messages.post(
                    session, keys, run.id, f"m{number}", "run.suspend", {"n": number}
                )
        await delivery.deliver_now(tenant, run.id)
        await delivery.deliver_now(tenant, run.id)
        handle = temporal_client.get_workflow_handle(workflow_id(tenant, run.id, 1))
        history = await handle.fetch_history()
        signals = [
            event
            for event in history.events
            if event.HasField("workflow_execution_signaled_event_attributes")
        ]
        assert len(signals) == 3
        assert await rows(database, run.id) == []
        await handle.terminate()

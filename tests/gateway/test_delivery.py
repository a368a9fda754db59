"""From the outbox to Temporal: starts once, messages in order, nothing after the end."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.exc import DBAPIError
from temporalio.client import WorkflowExecutionStatus

from definitions.contracts import EVENT_CAME, EventKey, Listener, Recording
from gateway import delivery as delivery_module
from gateway.client import connect
from gateway.delivery import Delivery
from gateway.naming import workflow_id
from gateway.settings import GatewaySettings
from store import events, messages, outbox, recordings


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
        made = [await make_run() for _ in range(outbox.MOST_AT_ONCE - 1)]
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


class TestEvents:
    async def test_reach_who_listens_and_others_are_not_held_up(
        self, delivery, database, keyring, tenant, make_run, monkeypatch
    ):
        run = await make_run()
        keys = await keyring.of(tenant)
        listening = Recording(tenant, run.id, 1, listening=[Listener(1, [EventKey("t")])])
        async with database.tenant(tenant) as session:
            await recordings.write(session, keys, [listening])
            event = {"specversion": "1.0", "id": "1", "source": "/s", "type": "t"}
            sent = await events.publish(session, keys, event)

        async def trouble(_session, _keys):
            raise DBAPIError("SELECT", {}, ValueError("poison"))

        with monkeypatch.context() as patched:
            patched.setattr(delivery_module.hearing, "hand_out", trouble)
            (row,) = await rows(database, sent)
            assert not await delivery.deliver(row)
        await delivery.deliver_now(tenant, sent)
        assert await rows(database, sent) == []
        async with database.tenant(tenant) as session:
            (message,) = await messages.undelivered(session, keys, run.id)
        assert message.kind == EVENT_CAME

    async def test_many_are_left_for_the_next_turn(
        self, delivery, database, keyring, tenant, monkeypatch
    ):
        monkeypatch.setattr(delivery_module, "MOST_HANDED_OUT", 2)
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            event = {"specversion": "1.0", "source": "/s", "type": "t"}
            first, *_ = [
                await events.publish(session, keys, {**event, "id": f"{number}"})
                for number in range(3)
            ]
        await delivery.deliver_now(tenant, first)
        (left,) = await rows(database, first)
        assert left.attempts == 0
        await delivery.deliver_now(tenant, first)
        assert await rows(database, first) == []

"""Events: kept once, with their word to the outbox, found by the run that has published them."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import psycopg

from store import events


class TestPublish:
    async def test_the_same_source_and_id_are_one_event(self, town):
        event = {"specversion": "1.0", "id": "1", "source": "/s", "type": "t", "data": "☃"}

        async def publish(**more):
            async with town.database.tenant(town.tenant) as session:
                return await events.publish(session, town.keys, {**event, **more})

        made = await asyncio.gather(*(publish() for _ in range(5)))
        (new,) = [one for one in made if one is not None]
        assert await publish(type="other", data="changed") is None
        assert await publish(source="/other") is not None
        assert (await town.outbox()).count(new) == 1

    async def test_id_and_source_do_not_run_into_each_other(self, town):
        assert await town.send(id="b", source="a") is not None
        assert await town.send(id="", source="a\0b") is not None

    async def test_another_tenant_has_its_own(self, database, keyring, town, tenant, database_urls):
        other = str(uuid4())
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(
                "INSERT INTO tenants (id, slug, name, created_at) VALUES (%s, %s, 'o', now())",
                [other, other],
            )
        event = {"specversion": "1.0", "id": "1", "source": "/s", "type": "t"}
        for each in (tenant, other):
            async with database.tenant(each) as session:
                made = await events.publish(session, await keyring.of(each), event)
                assert made is not None


class TestPublishing:
    async def test_a_recording_again_publishes_nothing_again(self, town):
        run = await town.run()
        for _ in range(3):
            await town.emit(run, 4, data={"n": 1})
        assert len(await town.outbox()) == 1
        async with town.database.tenant(town.tenant) as session:
            found = await events.of_run(session, town.keys, run)
            assert [(line, event["data"]) for line, event in found.items()] == [(4, {"n": 1})]

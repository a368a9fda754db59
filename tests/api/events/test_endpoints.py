"""`POST /api/v1/events`: from systems, strictly, once, for one tenant."""

from __future__ import annotations

import json
from uuid import uuid4

import psycopg
import pytest

from definitions.contracts import Emitted, EventKey, Listener, Recording, TraceRow
from store import events, hearing, messages

PATH = "/api/v1/events"
EVENT = {"specversion": "1.0", "id": "1", "source": "/shop", "type": "order.placed"}
STRUCTURED = {"Content-Type": "application/cloudevents+json"}
BINARY = {"ce-specversion": "1.0", "ce-id": "1", "ce-source": "/shop", "ce-type": "order.placed"}


@pytest.fixture
async def system(somebody, tenant):
    return await somebody(tenant, "admin")


async def send(client, event, headers=STRUCTURED):
    return await client.post(PATH, content=json.dumps(event), headers=headers)


class TestStructured:
    async def test_is_kept_and_handed_over(self, system, stage):
        answer = await send(system, {**EVENT, "data": {"☃": 10**30}, "region": "eu"})
        assert answer.status_code == 202
        assert answer.json() == {"id": "1", "source": "/shop", "new": True}
        assert len(stage.delivered) == 1

    async def test_again_it_does_nothing_twice(self, system, stage):
        for new in (True, False, False):
            answer = await send(system, {**EVENT, "data": str(new)})
            assert (answer.status_code, answer.json()["new"]) == (202, new)
        assert len(stage.delivered) == 1

    @pytest.mark.parametrize(
        ("event", "pointer"),
        [
            ({**EVENT, "id": ""}, "/id"),
            ({**EVENT, "type": 5}, "/type"),
            ({**EVENT, "specversion": "2.0"}, "/specversion"),
            ({"type": "x"}, "/specversion"),
            ({**EVENT, "data_base64": "e30=", "data": {}}, "/data"),
            ([EVENT], ""),
            ("text", ""),
            (None, ""),
        ],
        ids=["id", "type", "version", "missing", "both", "batch", "text", "null"],
    )
    async def test_what_is_no_event_is_refused(self, system, stage, event, pointer):
        answer = await send(system, event)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == pointer
        assert stage.delivered == []

    @pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 1000], ids=len)
    async def test_what_is_no_json(self, system, body):
        answer = await system.post(PATH, content=body, headers=STRUCTURED)
        assert answer.status_code in (400, 422)

    async def test_too_large(self, system):
        assert (await send(system, {**EVENT, "data": "x" * 300_000})).status_code == 422
        assert (await send(system, {**EVENT, "data": "x" * 600_000})).status_code == 413
        assert (await send(system, {**EVENT, "data": "x" * 2_000_000})).status_code == 413

    @pytest.mark.parametrize(
        "kind", ["application/cloudevents-batch+json", "application/cloudevents+avro"]
    )
    async def test_other_formats(self, system, kind):
        assert (await send(system, [EVENT], {"Content-Type": kind})).status_code == 415


class TestBinary:
    async def test_attributes_are_in_headers(self, system, database, keyring, tenant):
        headers = {**BINARY, "ce-region": "M%C3%BCnchen", "Content-Type": "application/json"}
        answer = await system.post(PATH, content=b'{"n": 1}', headers=headers)
        assert answer.status_code == 202
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            again = await events.publish(session, keys, EVENT)
        assert again is None

    async def test_without_a_body(self, system):
        assert (await system.post(PATH, headers=BINARY)).status_code == 202

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"Content-Type": "application/json"}, 415),
            ({**BINARY, "ce-id": "%ff"}, 422),
            ({**BINARY, "ce-data": "x"}, 422),
            ({**BINARY, "ce-datacontenttype": "text/plain"}, 422),
            ({**BINARY, "ce-my-name": "x"}, 422),
            ({**BINARY, "ce-time": "noon"}, 422),
            ({**BINARY, "Content-Type": "application/json"}, 422),
        ],
        ids=["no-event", "utf-8", "data", "content-type", "name", "time", "no-json"],
    )
    async def test_what_is_no_event_is_refused(self, system, headers, status):
        answer = await system.post(PATH, content=b"{", headers=headers)
        assert answer.status_code == status

    async def test_a_header_twice(self, system):
        headers = [*BINARY.items(), ("ce-id", "2")]
        assert (await system.post(PATH, headers=headers)).status_code == 422


class TestWho:
    async def test_members_may_not(self, somebody, tenant):
        assert (await send(await somebody(tenant, "member"), EVENT)).status_code == 403

    async def test_another_tenant_is_another_world(
        self, system, somebody, database, keyring, tenant, database_urls
    ):
        other = str(uuid4())
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(
                "INSERT INTO tenants (id, slug, name, created_at) VALUES (%s, %s, 'o', now())",
                [other, other],
            )
        assert (await send(system, EVENT)).json()["new"]
        assert (await send(await somebody(other, "operator"), EVENT)).json()["new"]
        async with database.tenant(other) as session:
            assert await hearing.hand_out(session, await keyring.of(other))
            assert not await hearing.hand_out(session, await keyring.of(other))


class TestHeard:
    async def test_by_a_run_that_listens(self, system, stage, database, keyring, tenant):
        run = await _run(system)
        await stage.write(Recording(tenant, run, 1, listening=[Listener(1, [EventKey("t")])]))
        await send(system, {**EVENT, "type": "t", "data": 5})
        keys = await keyring.of(tenant)
        for _ in range(2):
            async with database.tenant(tenant) as session:
                assert await hearing.hand_out(session, keys)
        async with database.tenant(tenant) as session:
            (message,) = await messages.undelivered(session, keys, run)
        assert message.data["event"]["data"] == 5


class TestOfRun:
    async def test_the_emitted_stand_in_order_among_the_lifecycle(self, system, stage, tenant):
        run = await _run(system)
        place = ("/do/0/say", "/do/0/say:0")
        rows = [
            TraceRow(1, "", "", "run.started", 1, {}),
            TraceRow(2, *place, "task.started", 1, {}),
            TraceRow(3, *place, "task.emitted", 1, {}),
            TraceRow(4, *place, "task.completed", 1, {}),
        ]
        emitted = {**EVENT, "data": {"long": "x" * 10_000}, "region": "eu"}
        await stage.write(Recording(tenant, run, 1, trace=rows, emitted=[Emitted(3, emitted)]))
        found = (await system.get(f"/api/v1/runs/{run}/events")).json()["items"]
        assert [one["type"].removeprefix("io.serverlessworkflow.") for one in found] == [
            "workflow.started.v1",
            "task.created.v1",
            "task.started.v1",
            "order.placed",
            "task.completed.v1",
        ]
        assert found[3] == emitted


async def _run(client) -> str:
    text = (
        "document: { dsl: '1.0.3', namespace: tests, name: hello, version: '1.0.0' }\n"
        "do: [ { greet: { set: { a: 1 } } } ]\n"
    )
    headers = {"Content-Type": "application/yaml"}
    await client.post("/api/v1/definitions", content=text, headers=headers)
    await client.post("/api/v1/definitions/tests/hello/1.0.0/publish")
    started = await client.post("/api/v1/runs", json={"workflow": "tests/hello", "input": {}})
    return started.json()["id"]

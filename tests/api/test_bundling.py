"""Publishing what needs more than its own text: it is read once, and stays what it was."""

from __future__ import annotations

import httpx
import pytest

from definitions.program import program_of
from store import definitions
from store.session import Database
from tests.api.conftest import Somebody, Stage
from tests.api.test_definitions import ADDRESS, register

ADD = "https://catalogue.test/functions/add/1.0.0/function.yaml"
SUM = """\
document: { dsl: '1.0.3', namespace: tests, name: sum, version: '1.0.0' }
use: { catalogs: { tools: { endpoint: https://catalogue.test } } }
do:
  # Not in this room.
  - add: { call: 'add:1.0.0@tools', with: { a: 1 } }
"""
ADDRESS_OF_SUM = f"{ADDRESS}/tests/sum/1.0.0"


async def publish(client: httpx.AsyncClient) -> httpx.Response:
    return await client.post(f"{ADDRESS_OF_SUM}/publish")


async def row_of(database: Database, tenant: str) -> definitions.DefinitionRow:
    async with database.tenant(tenant) as session:
        row = await definitions.find(session, "tests", "sum", "1.0.0")
    assert row is not None
    return row


class TestPublish:
    async def test_what_lies_elsewhere_becomes_part_of_what_runs(
        self, admin: httpx.AsyncClient, stage: Stage, database: Database, tenant: str
    ):
        stage.elsewhere[ADD] = b"set: { sum: '${ .a + 1 }' }"
        await register(admin, SUM)
        assert (await publish(admin)).status_code == 200
        row = await row_of(database, tenant)
        async with database.tenant(tenant) as session:
            document = await definitions.document(session, row.runs)
        program = program_of(document, row.runs)
        assert program.plans["/use/functions/add:1.0.0@tools"].kind == "set"
        started = await admin.post("/api/v1/runs", json={"workflow": "tests/sum", "input": {}})
        assert started.status_code == 201

    async def test_the_text_and_its_hash_stay_the_authors(
        self, admin: httpx.AsyncClient, stage: Stage, database: Database, tenant: str
    ):
        stage.elsewhere[ADD] = b"set: { sum: 2 }"
        before = (await register(admin, SUM)).json()["hash"]
        published = (await publish(admin)).json()
        shown = (await admin.get(ADDRESS_OF_SUM)).json()
        assert published["hash"] == shown["hash"] == before
        assert shown["source"] == SUM
        assert "functions" not in shown["document"]["use"]
        assert (await row_of(database, tenant)).runs != before

    async def test_it_is_read_once(
        self, admin: httpx.AsyncClient, stage: Stage, database: Database, tenant: str
    ):
        stage.elsewhere[ADD] = b"set: { sum: 2 }"
        await register(admin, SUM)
        await publish(admin)
        before = await row_of(database, tenant)
        stage.elsewhere[ADD] = b"set: { sum: 3 }"
        assert (await register(admin, SUM)).status_code == 201
        assert (await publish(admin)).status_code == 200
        assert (await row_of(database, tenant)).runs == before.runs

    async def test_what_is_not_there_refuses_the_publication(
        self, admin: httpx.AsyncClient, database: Database, tenant: str
    ):
        await register(admin, SUM)
        answer = await publish(admin)
        assert answer.status_code == 422
        (error,) = answer.json()["errors"]
        assert (error["code"], error["pointer"], error["line"]) == (
            "external",
            "/do/0/add/call",
            5,
        )
        assert "404" in error["message"]
        assert (await row_of(database, tenant)).state == "draft"

    @pytest.mark.parametrize(
        ("function", "code"),
        [(b"no: task", "external"), (b"call: nobody:1.0.0", "unknown-function")],
        ids=["no task", "calls nobody"],
    )
    async def test_what_can_not_run_refuses_it_too(
        self, admin: httpx.AsyncClient, stage: Stage, function: bytes, code: str
    ):
        stage.elsewhere[ADD] = function
        await register(admin, SUM)
        answer = await publish(admin)
        assert answer.status_code == 422
        assert [(one["code"], one["line"]) for one in answer.json()["errors"]] == [(code, 5)]

    async def test_a_draft_that_changes_meanwhile_is_looked_at_again(
        self,
        admin: httpx.AsyncClient,
        stage: Stage,
        database: Database,
        tenant: str,
        monkeypatch: pytest.MonkeyPatch,
    ):
        stage.elsewhere[ADD] = b"set: { sum: 2 }"
        stage.elsewhere["https://else.test/f"] = b"set: { other: 2 }"
        await register(admin, SUM)
        other = SUM.replace("add:1.0.0@tools", "https://else.test/f")
        read = stage.read

        async def saving(*given: object) -> bytes:
            await register(admin, other)
            return await read(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(stage, "read", saving)
        assert (await publish(admin)).status_code == 200
        row = await row_of(database, tenant)
        async with database.tenant(tenant) as session:
            assert b"else.test" in await definitions.document(session, row.runs)

    async def test_another_tenant_reads_its_own(
        self, admin: httpx.AsyncClient, stage: Stage, database: Database, tenant: str
    ):
        stage.elsewhere[ADD] = b"set: { sum: 2 }"
        await register(admin, SUM)
        await publish(admin)
        row = await row_of(database, tenant)
        async with database.tenant("00000000-0000-7000-8000-000000000001") as session:
            found = await definitions.find(session, "tests", "sum", row.version)
        assert found is None

    async def test_who_may_not_publish_makes_nobody_read(
        self, somebody: Somebody, admin: httpx.AsyncClient, stage: Stage, tenant: str
    ):
        await register(admin, SUM)
        client = await somebody(tenant)
        assert (await publish(client)).status_code == 403

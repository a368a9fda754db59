"""Secrets and personal values, planted wherever a process may put them, and then searched for.

In every table as it is kept, in Temporal's history as it is kept, in every line of the log; secrets
also in all that was sealed, before it was. Whoever adds a table or a log line is held to it.
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import zlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Self
from uuid import uuid4

import psycopg
import pytest
import structlog
from psycopg import sql
from temporalio.client import Client

from activities.secrets import Mask
from definitions import content_hash, read
from definitions.values import Json, encode
from gateway.client import connect
from gateway.delivery import Delivery
from gateway.naming import workflow_id
from gateway.settings import GatewaySettings
from store import definitions, runs, secrets
from store.keys import Keyring, TenantKeys
from store.runs import ENDED, StartRun, new_id
from store.secrets import BODY
from tests.conftest import MASTER_KEY
from worker.run_worker import serve
from worker.settings import WorkerSettings

TOKEN = f"tok/{uuid4().hex}+&"
PASSWORD = f"pass word {uuid4().hex}"
PERSON = f"Zoë Ünique {uuid4().hex}"

SOURCE = """\
document: { dsl: '1.0.3', namespace: test, name: leaks, version: '1.0.0' }
use:
  secrets: [token, login]
  authentications: { login: { basic: { use: login } } }
do:
  - headers:
      call: http
      with:
        method: post
        endpoint: URL/echo
        headers: { authorization: '${ "Bearer " + $secrets.token }', x-person: '${ .id }' }
        body: { token: '${ $secrets.token }', person: '${ $workflow.input.person }' }
        output: response
      output: { as: '{ headers: . }' }
      export: { as: '{ kept: . }' }
  - query:
      call: http
      with: { method: get, endpoint: URL/echo, query: { token: '${ $secrets.token }' } }
  - path:
      call: http
      with: { method: get, endpoint: '${ "URL/echo/" + ($secrets.token | @uri) }' }
  - login:
      call: http
      with: { method: get, endpoint: { uri: URL/echo, authentication: { use: login } } }
      output: { as: '{ login: ., said: $authorization }' }
  - from:
      input: { from: '${ { token: $secrets.token, person: $workflow.input.person } }' }
      call: http
      with: { method: post, endpoint: URL/echo, body: '${ . }' }
      export: { as: '$context + { from: . }' }
  - letter:
      call: template:1.0.0
      with: { template: 'Dear {{ name }}', values: { name: '${ $secrets.login.password }' } }
      export: { as: '$context + { letter: . }' }
  - misfit:
      try:
        - wrong: { call: 'uuid:1.0.0', with: { nothing: '${ $secrets.token }' } }
      catch: { as: error, do: [{ note: { set: { said: '${ $error }' } } }] }
  - failing:
      try:
        - ask:
            call: http
            with:
              method: get
              endpoint: URL/fail
              headers: { authorization: '${ $secrets.token }' }
      catch: { as: error, do: [{ note: { set: { said: '${ $error }' } } }] }
  - elsewhere:
      try:
        - ask:
            call: http
            with: { method: get, endpoint: 'OTHER/echo', body: '${ $secrets.token }' }
      catch: { as: error, do: [{ note: { set: { said: '${ $error }' } } }] }
  - tell:
      emit:
        event:
          with: { source: https://test/, type: com.told, data: { who: '${ $workflow.input }' } }
  - end: { set: { all: '${ $context }', person: '${ $workflow.input.person }' } }
"""


class Echo:
    """A service that says back all that it was told, in body and headers."""

    def __init__(self) -> None:
        self.heard = ""
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        lines = head.split("\r\n")
        told = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        body = await reader.readexactly(int(told.get("content-length", "0")))
        self.heard += head + body.decode()
        failed = " /fail" in lines[0]
        said = {"head": head, "body": body.decode(), "detail": f"No: {head}"}
        known = [line for line in lines if line.lower().startswith("authorization:")]
        answer = json.dumps(said).encode()
        writer.write(
            f"HTTP/1.1 {500 if failed else 200} Said\r\ncontent-type: application/json\r\n"
            f"x-echo: {''.join(known).encode().hex()}\r\nconnection: close\r\n"
            f"content-length: {len(answer)}\r\n\r\n".encode()
            + answer
        )
        await writer.drain()
        writer.close()


@dataclass
class Sealed:
    """All that was sealed in this process, with what it was sealed for."""

    plain: list[tuple[str, bytes]] = field(default_factory=list)

    def take(self, data: bytes, context: str) -> None:
        unpacked = zlib.decompress(data[1:]) if data[:1] == b"z" else data
        self.plain.append((context, unpacked))


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> Sealed:
    found, seal = Sealed(), TenantKeys.seal

    def spied(keys: TenantKeys, data: bytes, context: str) -> bytes:
        found.take(data, context)
        return seal(keys, data, context)

    monkeypatch.setattr(TenantKeys, "seal", spied)
    return found


@pytest.fixture
async def echo(monkeypatch, database_urls, temporal, tmp_path) -> AsyncIterator[Echo]:
    for name, value in {
        "BATON_DATABASE_URL": database_urls.app,
        "BATON_TEMPORAL_ADDRESS": temporal.address,
        "BATON_TEMPORAL_NAMESPACE": temporal.namespace,
        "BATON_DATA": str(tmp_path),
        "BATON_MASTER_KEY": base64.b64encode(MASTER_KEY).decode(),
        "BATON_HTTP_ALLOW": "127.0.0.1,127.0.0.2",
    }.items():
        monkeypatch.setenv(name, value)
    async with Echo() as service:
        yield service


async def carried_through(database, tenant: str, echo: Echo) -> tuple[runs.RunView, str]:
    keyring = Keyring(database, MASTER_KEY)
    keys = await keyring.of(tenant)
    client = await connect(GatewaySettings(), database, keyring)
    source = SOURCE.replace("URL", f"http://127.0.0.1:{echo.port}")
    source = source.replace("OTHER", f"http://127.0.0.2:{echo.port}")
    reading = read(source)
    assert reading.document is not None, reading.diagnostics
    digest, named = content_hash(reading.document), ("test", "leaks", "1.0.0")
    draft = definitions.Draft(*named, digest, source, encode(reading.document), "test")
    planted: dict[str, Json] = {"token": TOKEN, "login": {"username": "svc", "password": PASSWORD}}
    async with database.tenant(tenant) as session:
        for name, value in planted.items():
            await secrets.put(session, keys, name, value, "test")
            hosts = [f"127.0.0.1:{echo.port}", "function:*"]
            await secrets.bind(session, name, ["test/leaks"], hosts, "test")
        await definitions.save_draft(session, draft)
        given: Json = {"person": PERSON, "id": "7"}
        run, _ = await runs.start(session, keys, StartRun(new_id(), *named, digest, given, "test"))
    stop = asyncio.Event()
    working = asyncio.create_task(serve(WorkerSettings(), stop))
    await Delivery(database, keyring, client).deliver_now(tenant, run.id)
    async with asyncio.timeout(90):
        async for _ in database.listen("baton_run"):
            async with database.tenant(tenant) as session:
                row = await runs.get(session, run.id)
            if row.status in ENDED:
                break
    stop.set()
    await asyncio.wait_for(working, 30)
    return runs.view(row, keys), run.id


def rows_of(admin: psycopg.Connection, tenant: str) -> Iterator[tuple[str, bytes]]:
    """Every row of every table, column by column, as it lies there."""
    columns = admin.execute(
        "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns "
        "WHERE table_schema = 'public' GROUP BY 1 ORDER BY 1"
    ).fetchall()
    for table, names in columns:
        query = sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))
        if "tenant_id" in names:
            query += sql.SQL(" WHERE tenant_id = {}").format(sql.Literal(tenant))
        for row in admin.execute(query).fetchall():
            for value in row:
                yield table, bytes(value) if isinstance(value, bytes) else str(value).encode()


class TestLeaks:
    @pytest.mark.timeout(240)
    async def test_planted_everywhere_and_found_nowhere(
        self, database, database_urls, temporal, tenant, echo, sealed, caplog
    ):
        caplog.set_level(logging.DEBUG)
        with structlog.testing.capture_logs() as logs:
            view, run = await carried_through(database, tenant, echo)
        assert view.error is None, view.error
        # They did go where they may, and nowhere else.
        assert TOKEN in echo.heard
        secret = Mask([TOKEN, PASSWORD])
        personal = Mask([PERSON])
        assert personal.holds(json.dumps(view.output))

        kept = [one for one in sealed.plain if not one[0].startswith(f"{BODY}.")]
        assert len(kept) > 20
        assert [_where(*one, secret) for one in kept if _holds(secret, one[1])] == []

        with psycopg.connect(database_urls.admin) as admin:
            found = list(rows_of(admin, tenant))
        assert len({table for table, _ in found}) > 10
        for mask in (secret, personal):
            assert [_where(*one, mask) for one in found if _holds(mask, one[1])] == []

        plain = await Client.connect(temporal.address, namespace=temporal.namespace)
        handle = plain.get_workflow_handle(workflow_id(tenant, run, 1))
        history = (await handle.fetch_history()).to_json()
        for mask in (secret, personal):
            assert not mask.holds(history)
            assert not mask.holds(str(logs) + caplog.text)


def _holds(mask: Mask, data: bytes) -> bool:
    return mask.data(data) != data


def _where(what: str, data: bytes, mask: Mask) -> str:
    """For whoever mends it: what stands before the first one, which is left out."""
    masked = mask.data(data)
    first = next(
        place for place, pair in enumerate(zip(data, masked, strict=False)) if pair[0] != pair[1]
    )
    return f"{what}: {masked[max(0, first - 120) : first + 3]!r}"

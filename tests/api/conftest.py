"""An application on a real database, without Temporal: what would deliver only takes note."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import httpx
import psycopg
import pytest
from sqlalchemy import delete

from activities.egress import Egress, parse_allowed
from activities.functions.template import Templates
from activities.http_connections import Connections
from activities.outside import Outside
from api.app import create_app
from api.edge import Edge
from api.health.readiness import Readiness
from api.services import Services
from api.settings import ApiSettings
from api.watch import RunWatch
from definitions import errors
from definitions.contracts import Answer, Recording, TraceRow, WorkflowRef
from definitions.errors import ProblemError
from definitions.values import Json
from store import api_keys, messages, people, recordings
from store.blobs.folder import Folder
from store.entry_tables import guesses
from store.file_bytes import FileBytes
from store.keys import Keyring
from store.session import Database
from tests.api.browser import Browser
from tests.api.browser import make as make_browser
from tests.api.identity_provider import StandIn, standing_in


class DatabaseUrls(Protocol):
    """As the suite's own fixture has them."""

    admin: str


URL = "http://baton.test"

HELLO = """\
document:
  dsl: '1.0.3'
  namespace: tests
  name: hello
  version: '1.0.0'
do:
  - greet:
      set:
        greeting: ${ "Hello, " + .name + "!" }
"""


@dataclass
class Stage:
    """Stands for gateway and workers: takes note, and plays what the test has told it to."""

    database: Database
    keyring: Keyring
    delivered: list[str] = field(default_factory=list)
    ends: str | None = None
    """With what status a delivered run ends at once."""
    answers: dict[str, Json] | None = None
    """What a run says to a delivered message."""
    before: Callable[[], Awaitable[None]] | None = None
    elsewhere: dict[str, bytes] = field(default_factory=dict[str, bytes])
    """What is read by its address when something is published."""

    async def read(
        self, _tenant: str, _workflow: WorkflowRef, uri: str, _authentication: Json
    ) -> bytes:
        if uri not in self.elsewhere:
            raise ProblemError(errors.communication(f"{uri} was answered with 404.", 404))
        return self.elsewhere[uri]

    async def deliver_now(self, tenant: str, run: str, known: object = None) -> None:
        self.delivered.append(run)
        if self.before is not None:
            await self.before()
        if self.ends is not None:
            await self.end(tenant, run, self.ends, {"done": True})
        if self.answers is not None:
            await self.say(tenant, run, self.answers)

    async def end(self, tenant: str, run: str, status: str, output: Json = None) -> None:
        at = int(time.time() * 1000)
        rows = [
            TraceRow(1, "", "", "run.started", at, {}),
            TraceRow(2, "/do/0/greet", "/do/0/greet:0", "task.started", at, {"type": "set"}),
            TraceRow(3, "/do/0/greet", "/do/0/greet:0", "task.completed", at, {"output": output}),
            TraceRow(4, "", "", f"run.{status}", at, {"output": output}),
        ]
        recording = Recording(tenant, run, 1, trace=rows, status=status, output=output, at=at)
        await self.write(recording)

    async def say(self, tenant: str, run: str, body: dict[str, Json]) -> None:
        keys = await self.keyring.of(tenant)
        async with self.database.tenant(tenant) as session:
            waiting = await messages.undelivered(session, keys, run)
        await self.write(
            Recording(tenant, run, 1, answers=[Answer(message.id, body) for message in waiting])
        )

    async def write(self, recording: Recording) -> None:
        keys = await self.keyring.of(recording.tenant)
        async with self.database.tenant(recording.tenant) as session:
            await recordings.write(session, keys, [recording])


class Part:
    """Something that the API needs, there or not."""

    def __init__(self) -> None:
        self.away = False

    async def ping(self) -> None:
        if self.away:
            raise ConnectionError("away")


@pytest.fixture
def stage(database: Database, keyring: Keyring) -> Stage:
    return Stage(database, keyring)


@pytest.fixture
def temporal_part() -> Part:
    return Part()


@pytest.fixture
def outside() -> Iterator[Outside]:
    """May reach this machine, where providers of identities are played."""
    opened = Outside(Connections(Egress(parse_allowed("127.0.0.1"))), seconds=5)
    yield opened
    opened.close()


@pytest.fixture
async def idp() -> AsyncIterator[StandIn]:
    async with standing_in() as provider:
        yield provider


@pytest.fixture
async def services(
    database: Database,
    keyring: Keyring,
    stage: Stage,
    outside: Outside,
    temporal_part: Part,
    tmp_path: Path,
) -> AsyncIterator[Services]:
    templates = Templates()
    services = Services(
        settings=ApiSettings(web=tmp_path / "dist", linger_seconds=0),
        database=database,
        keyring=keyring,
        delivery=stage,
        readiness=Readiness({"database": database, "temporal": temporal_part}),
        watch=RunWatch(database),
        resources=stage,
        outside=outside,
        files=FileBytes(database, keyring, Folder(tmp_path / "files"), most_bytes=2_000_000),
        templates=templates,
    )
    services.open()
    async with database.shared() as session:
        # All tests come from one address: what one has guessed must not slow down another.
        await session.execute(delete(guesses))
    yield services
    await services.close()
    await templates.close()


@pytest.fixture
def app(services: Services) -> Edge:
    return create_app(services)


@pytest.fixture
async def stranger(app: Edge) -> AsyncIterator[httpx.AsyncClient]:
    """Nobody in particular."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=URL) as client:
        yield client


Somebody = Callable[..., Awaitable[httpx.AsyncClient]]


@pytest.fixture
async def somebody(app: Edge, database: Database) -> AsyncIterator[Somebody]:
    """Makes clients: `await somebody(tenant, "operator")` has an API key of a new person."""
    clients: list[httpx.AsyncClient] = []

    async def make(tenant: str, *roles: str) -> httpx.AsyncClient:
        async with database.tenant(tenant) as session:
            email = f"person-{len(clients)}@{tenant[:8]}.example"
            person = await people.add(session, email, "Some Body", roles)
            key = await api_keys.issue(session, person.id, "test")
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url=URL,
            headers={"Authorization": f"Bearer {key}", "X-Person": person.id},
        )
        clients.append(client)
        return client

    yield make
    for client in clients:
        await client.aclose()


@pytest.fixture
async def admin(somebody: Somebody, tenant: str) -> httpx.AsyncClient:
    return await somebody(tenant, "admin")


@pytest.fixture
async def hello(admin: httpx.AsyncClient) -> str:
    """A published definition."""
    yaml = {"Content-Type": "application/yaml"}
    answer = await admin.post("/api/v1/definitions", content=HELLO, headers=yaml)
    assert answer.status_code == 201, answer.text
    answer = await admin.post("/api/v1/definitions/tests/hello/1.0.0/publish")
    assert answer.status_code == 200, answer.text
    return "tests/hello"


Browsing = Callable[..., Awaitable[Browser]]


@pytest.fixture
async def browsing(app: Edge, database: Database, tenant: str) -> AsyncIterator[Browsing]:
    """Makes browsers: `await browsing("admin")` has signed in as a new person with a password."""
    opened: list[Browser] = []

    async def start(*roles: str, of: str = tenant, signed_in: bool = True) -> Browser:
        email = f"person-{len(opened)}@{of[-12:]}.example"
        browser = await make_browser(app, database, of, email, *roles)
        opened.append(browser)
        if signed_in:
            assert (await browser.sign_in()).status_code == 200
        return browser

    yield start
    for browser in opened:
        await browser.http.aclose()


@pytest.fixture
async def browser(browsing: Browsing) -> Browser:
    """Somebody with the rights of everyone."""
    return await browsing()


@pytest.fixture
def stale(database_urls: DatabaseUrls) -> Callable[[], None]:
    """Lets all proofs of who somebody is be long ago."""

    def age() -> None:
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE sessions SET proven_at = now() - interval '1 hour'")

    return age

"""What every endpoint may reach: made once for a process, handed through the application.

Never: something of one request.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Protocol, cast

from fastapi import Depends
from starlette.datastructures import State
from starlette.requests import HTTPConnection

from api.access.books import Books
from api.auth.guesses import Guesses
from api.auth.known_keys import KnownKeys
from api.auth.oidc.issuers import AsksOutside, Issuers
from api.auth.passwords import Passwords
from api.chat.slack.calls import Calls
from api.chat.teams.microsoft import Microsoft
from api.definitions.bundling import ReadsResources
from api.health.readiness import Readiness
from api.live.hub import Live
from api.metrics import Metrics
from api.rates.limiter import Limiter
from api.settings import ApiSettings
from api.simulations.turns import Turns
from api.watch import RunWatch
from channels.settings import ChatSettings
from channels.teams.settings import TeamsSettings
from definitions.functions.catalogue import Catalogue, shipped
from definitions.notification_templates import Tried
from definitions.values import JsonObject
from store.audit_heads import Heads
from store.file_bytes import FileBytes
from store.keys import Keyring
from store.mail_folder import MailFolder
from store.recent import Recent
from store.runs import RunRow
from store.session import Database

FINISH_SECONDS = 6.0
"""Longer than one call to Temporal may take."""


class Delivers(Protocol):
    """The gateway's delivery: carries what the outbox has for a run; never raises."""

    async def deliver_now(self, tenant: str, run: str, known: RunRow | None = None) -> None: ...


class Answers(Protocol):
    """What a receiver says to a message."""

    @property
    def status(self) -> int: ...

    @property
    def beginning(self) -> str: ...

    @property
    def retry_after(self) -> str: ...


class SpeaksOutside(AsksOutside, Protocol):
    """The guarded client: asks identity providers, posts to webhooks."""

    async def post(self, uri: str, headers: Mapping[str, str], body: bytes) -> Answers:
        """Raises ProblemError where there is no answer."""
        ...


class FillsTemplates(Protocol):
    """Beside this process, within the limits that runs have."""

    async def tried(self, template: str, values: JsonObject) -> Tried: ...


class Background:
    """Work that goes on after its request has been answered; a stop waits for it."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def finish(self, seconds: float) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)


@dataclass
class Services:
    """Of one application."""

    settings: ApiSettings
    database: Database
    keyring: Keyring
    delivery: Delivers
    readiness: Readiness
    watch: RunWatch
    resources: ReadsResources
    outside: SpeaksOutside
    files: FileBytes
    templates: FillsTemplates
    catalogue: Catalogue = field(default_factory=shipped)
    """Of the functions that this installation has."""
    scripts: tuple[str, ...] = ()
    """The kinds that are enabled in it."""
    metrics: Metrics = field(default_factory=Metrics)
    access: Books = field(default_factory=Books)
    known_keys: KnownKeys = field(default_factory=KnownKeys)
    passwords: Passwords = field(default_factory=Passwords)
    simulations: Turns = field(default_factory=Turns)
    rehearsals: Turns = field(default_factory=lambda: Turns(at_once=1, of_a_tenant=2))
    """They take longer, and nobody's trial shall wait behind one."""
    previews: Turns = field(default_factory=lambda: Turns(of="previews"))
    """Of templates."""
    checks: Turns = field(default_factory=lambda: Turns(at_once=1, of_a_tenant=16, of="checks"))
    """Of texts that somebody is writing: short, and asked for with every pause in typing."""
    evaluations: Turns = field(
        default_factory=lambda: Turns(at_once=1, of_a_tenant=16, of="evaluations")
    )
    """Of expressions."""
    background: Background = field(default_factory=Background)
    chats: ChatSettings = field(default_factory=ChatSettings)
    """Where the vendors of chats are reached."""
    heads: Heads | None = None
    """Of the audit trails."""
    mails: MailFolder | None = None
    """Where they lie to be read; None: a mail server takes them."""
    reads: Recent[bool] = field(default_factory=lambda: Recent(3600.0, 100_000))
    """What stands in the audit trail this hour about values that somebody has seen."""
    turned_away: Recent[bool] = field(default_factory=lambda: Recent(60.0, 10_000))
    """Of whom that was told this minute."""
    guesses: Guesses = field(init=False)
    live: Live = field(init=False)
    limiter: Limiter = field(init=False)
    issuers: Issuers = field(init=False)
    slack: Calls = field(init=False)
    microsoft: Microsoft = field(init=False)

    def __post_init__(self) -> None:
        self.limiter = Limiter(self.settings.limits)
        self.guesses = Guesses(self.database)
        self.issuers = Issuers(self.outside)
        self.slack = Calls(self.chats.slack_api)
        self.microsoft = Microsoft.open(self.outside, TeamsSettings())
        self.live = Live(self.database, self.keyring, self.watch, self.access)

    def open(self) -> None:
        self.watch.open()
        self.live.open()

    async def close(self) -> None:
        """Whoever waits is answered, what was begun is finished."""
        self.watch.stop()
        await self.live.close()
        await self.background.finish(FINISH_SECONDS)
        await self.slack.close()
        await self.microsoft.close()
        await self.watch.close()


async def _services(connection: HTTPConnection) -> Services:
    return services_of(connection)


def services_of(connection: HTTPConnection) -> Services:
    state = cast("State", connection.app.state)  # pyright: ignore[reportAny]  (Starlette's own)
    return cast("Services", state.services)


TheServices = Annotated[Services, Depends(_services)]

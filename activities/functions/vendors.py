"""Through which app a function speaks to Slack, Teams or Outlook: the one of the organisation.

An app's token is opened for the one call, and renewed where it is about to end. Never: a token
kept, or the app of another organisation.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

import aiohttp
from sqlalchemy.ext.asyncio import AsyncSession

from activities.functions.vendor_problems import SETUP, Patience, not_let_in, told
from activities.outside import Outside
from channels.graph import Graph
from channels.slack.asking import SLACK
from channels.slack.calls import Calls
from channels.teams.client import Connector
from channels.teams.login import Client
from definitions import errors
from definitions.errors import ProblemError
from definitions.functions.authoring import Caller
from store import chat_channels, chat_people, chats, people
from store.chat_channels import ChannelRow
from store.chat_people import AccountRow
from store.chats import Kind, PlaceRow, Tokens
from store.keys import Keyring
from store.session import Database

NAMES: Final = {chats.SLACK: SLACK, chats.TEAMS: "Teams"}
ENDS_SOON: Final = timedelta(minutes=5)
_SPACE: Final = uuid.UUID("5d0a8c0e-1d53-5f6e-8a44-3b7c1c2f9f10")


def call_id(caller: Caller) -> str:
    """What a vendor knows a call by: the same for every attempt, and nothing of the run."""
    return str(uuid.uuid5(_SPACE, f"{caller.tenant}:{caller.key}"))


@dataclass(frozen=True, slots=True)
class Known:
    """Who somebody is here, and at the vendor; both may be nobody."""

    is_person: bool = False
    is_gone: bool = False
    account: AccountRow | None = None


@dataclass(frozen=True, slots=True)
class Workspace:
    """Of Slack, opened for one call."""

    place: str
    calls: Calls


@dataclass(frozen=True, slots=True)
class Bot:
    """Of Teams."""

    place: str
    client: Client
    connector: Connector


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation of many, as an administrator has named it."""

    row: ChannelRow
    webhook: str | None


class Vendors(Protocol):
    """What functions speak through."""

    @property
    def graph(self) -> Graph: ...

    @property
    def outside(self) -> Outside: ...

    async def workspace(self, tenant: str, team: str | None) -> Workspace: ...

    async def bot(self, tenant: str) -> Bot: ...

    async def client(self, tenant: str) -> Client: ...

    async def known(self, tenant: str, place: str, who: str) -> Known: ...

    async def channel(self, tenant: str, name: str) -> Kept | None: ...


class Apps:
    """In PostgreSQL. One for a worker; `close` it with the worker."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        outside: Outside,
        connector: Connector,
        graph: Graph,
        slack_api: str,
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._slack_api = slack_api
        self._http: aiohttp.ClientSession | None = None
        self.outside = outside
        self.connector = connector
        self.graph = graph

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()
        await self.connector.close()
        await self.graph.close()

    async def workspace(self, tenant: str, team: str | None) -> Workspace:
        """Raises the problem that a process has where there is none, or more than one."""
        async with self._database.tenant(tenant) as session:
            place = await _place(session, chats.SLACK, team)
        tokens = await self._tokens(tenant, place)
        return Workspace(place.id, self._calls(tokens.bot))

    async def bot(self, tenant: str) -> Bot:
        keys = await self._keyring.of(tenant)
        async with self._database.tenant(tenant) as session:
            place = await _place(session, chats.TEAMS, None)
            app = await chats.app(session, chats.TEAMS)
        if app is None:
            raise ProblemError(_none(chats.TEAMS))
        client = Client(app.client_id, app.opened(keys).client, place.team)
        return Bot(place.id, client, self.connector)

    async def client(self, tenant: str) -> Client:
        """The app alone; nobody needs to have let its bot in."""
        keys = await self._keyring.of(tenant)
        async with self._database.tenant(tenant) as session:
            app = await chats.app(session, chats.TEAMS)
            found = [] if app is None else await chats.places(session, app.id)
        teams = [one.team for one in found]
        registered = (None if app is None else app.team) or next(iter(teams), None)
        if app is None or registered is None:
            raise ProblemError(_none(chats.TEAMS))
        return Client(app.client_id, app.opened(keys).client, registered)

    async def known(self, tenant: str, place: str, who: str) -> Known:
        """By email or id of ours."""
        async with self._database.tenant(tenant) as session:
            if "@" in who:
                found = await people.by_email(session, who.strip().lower())
                person = found[0] if found else None
            else:
                person = await people.get(session, who) if _is_id(who) else None
            if person is None:
                return Known()
            accounts = await chat_people.of_persons(session, [person.id])
        account = next((one for one in accounts if one.place_id == place), None)
        return Known(True, person.disabled_at is not None, account)

    async def channel(self, tenant: str, name: str) -> Kept | None:
        keys = await self._keyring.of(tenant)
        async with self._database.tenant(tenant) as session:
            rows = await chat_channels.every(session)
        named = name.removeprefix("#").lower()
        fitting = [one for one in rows if name == one.id or _plain(one) == named]
        row = next((one for one in fitting if one.kind != chats.SLACK), None)
        return None if row is None else Kept(row, row.address(keys))

    def _calls(self, token: str) -> Calls:
        if self._http is None:
            self._http = aiohttp.ClientSession()
        return Calls.of(token, self._slack_api, self._http)

    async def _tokens(self, tenant: str, place: PlaceRow) -> Tokens:
        keys = await self._keyring.of(tenant)
        if not _ends(place):
            return place.opened(keys)
        async with self._database.tenant(tenant) as session:
            # Whoever else wants new ones waits here, and finds them.
            locked = await chats.locked(session, place.id)
            app = await chats.app(session, chats.SLACK)
            if locked is None or app is None or locked.state != chats.ON:
                raise ProblemError(not_let_in(SLACK))
            before = locked.opened(keys)
            if not _ends(locked) or not before.refresh:
                return before
            secret = app.opened(keys).client
            with told(SLACK, {"invalid_refresh_token": not_let_in(SLACK)}):
                renewal = await Patience().ask(
                    lambda: self._calls("").renewed(app.client_id, secret, before.refresh)
                )
            after = Tokens(
                bot=renewal.access_token, refresh=renewal.refresh_token or before.refresh
            )
            until = datetime.now(UTC) + timedelta(seconds=renewal.expires_in)
            await chats.rotated(
                session, keys, place.id, after, until if renewal.expires_in else None
            )
        return after


async def _place(session: AsyncSession, kind: Kind, team: str | None) -> PlaceRow:
    app = await chats.app(session, kind)
    found = [] if app is None else await chats.places(session, app.id)
    let_in = [one for one in found if one.state == chats.ON]
    if not let_in:
        raise ProblemError(_none(kind))
    if team is not None:
        wanted = team.strip().lower()
        let_in = [one for one in let_in if wanted in (one.team.lower(), one.name.lower())]
        if not let_in:
            detail = f"The app is not installed in {team!r}. Correct `team`, or install it {SETUP}."
            raise ProblemError(errors.configuration(detail))
    if len(let_in) > 1:
        detail = f"The app is installed in {_listed(let_in)}. Say by `team` which one is meant."
        raise ProblemError(errors.configuration(detail))
    return let_in[0]


def _none(kind: Kind) -> errors.Problem:
    return errors.configuration(
        f"This organisation has no app of {NAMES[kind]} that is installed. An administrator sets "
        f"it up {SETUP}."
    )


def _listed(places: Sequence[PlaceRow]) -> str:
    return ", ".join(f"{one.name} ({one.team})" for one in places)


def _ends(place: PlaceRow) -> bool:
    return place.expires_at is not None and place.expires_at - ENDS_SOON <= datetime.now(UTC)


def _is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _plain(row: ChannelRow) -> str:
    return row.name.removeprefix("#").lower()

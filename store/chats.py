"""Apps of an organisation at Slack and Teams, and the places where those are installed.

Never: a secret or a token in clear; they are opened for the one who calls the vendor, or proves
what the vendor sends. Never: a place of an app of somebody else.
"""

from __future__ import annotations

import secrets as chance
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

import msgspec
from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store import chat_messages, tenants
from store.chat_tables import chat_apps, chat_conversations, chat_people, chat_places
from store.keys import TenantKeys
from store.rows import TENANT, column, read, read_or_none
from store.runs import new_id
from store.session import Database, Step

Kind: TypeAlias = Literal["slack", "teams"]
SLACK: Final[Kind] = "slack"
TEAMS: Final[Kind] = "teams"
CHATS: Final[tuple[Kind, ...]] = (SLACK, TEAMS)

ON, REVOKED, REMOVED = "on", "revoked", "removed"
ADDRESS_BYTES: Final = 16
_SECRETS, _TOKENS = "chat-app", "chat-place"
_PRESENTED = text("SELECT set_config('baton.token', :address, true)")
_AT = text("SELECT * FROM chat_apps WHERE address = :address")


class Secrets(msgspec.Struct, frozen=True, kw_only=True):
    """What an administrator has copied from the vendor's pages."""

    client: str
    signing: str = ""
    """Of Slack: proves requests."""
    socket: str = ""
    """Of Slack: opens the connection by which it reaches us without a public address."""


class Tokens(msgspec.Struct, frozen=True, kw_only=True):
    """With which the bot calls."""

    bot: str
    refresh: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppRow:
    """An app of the organisation's own."""

    id: str
    tenant_id: str
    kind: Kind
    address: str
    client_id: str
    team: str | None
    secrets: bytes
    calls_us: bool
    changed_at: datetime
    changed_by: str

    def opened(self, keys: TenantKeys) -> Secrets:
        return msgspec.json.decode(keys.open(self.secrets, f"{_SECRETS}.{self.id}"), type=Secrets)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A workspace, or a tenant of Teams, in which the app is installed."""

    id: str
    app_id: str
    team: str
    name: str
    bot: str
    scopes: list[str]
    tokens: bytes
    expires_at: datetime | None
    state: str
    reason: str | None
    posts_rest: datetime | None
    updates_rest: datetime | None
    installed_at: datetime
    installed_by: str

    def opened(self, keys: TenantKeys) -> Tokens:
        return msgspec.json.decode(keys.open(self.tokens, f"{_TOKENS}.{self.id}"), type=Tokens)


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """What the vendor says when an app was let in."""

    team: str
    name: str
    bot: str
    scopes: list[str]
    tokens: Tokens
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Expiring:
    """A place whose tokens are over soon."""

    tenant_id: str
    id: str


# ---- apps


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """An app to which we open the connection, and which state of it."""

    id: str
    tenant_id: str
    changed_at: datetime


async def called(session: AsyncSession, kind: Kind) -> list[Called]:
    """In a session of the relay: of all tenants."""
    query = select(chat_apps.c.id, chat_apps.c.tenant_id, chat_apps.c.changed_at)
    query = query.where(chat_apps.c.kind == kind, chat_apps.c.calls_us)
    return [read(row, Called) for row in (await session.execute(query)).mappings()]


async def app(session: AsyncSession, kind: Kind) -> AppRow | None:
    query = select(chat_apps).where(chat_apps.c.kind == kind)
    return read_or_none((await session.execute(query)).mappings().first(), AppRow)


async def app_at(database: Database, address: str) -> AppRow | None:
    """Before it is known whose it is: the address opens the row that has it."""
    given = {"address": address}
    rows = await database.presented([Step(_PRESENTED, given), Step(_AT, given)])
    return read(rows[0], AppRow) if rows else None


async def set_app(
    session: AsyncSession,
    keys: TenantKeys,
    kind: Kind,
    client_id: str,
    secrets: Secrets,
    *,
    calls_us: bool,
    by: str,
    team: str | None = None,
) -> None:
    """The one of this kind, made or changed; its address stays as it is."""
    before = await app(session, kind)
    one = new_id() if before is None else before.id
    values: dict[str, object] = {
        "client_id": client_id,
        "team": team,
        "secrets": keys.seal(msgspec.json.encode(secrets), f"{_SECRETS}.{one}"),
        "calls_us": calls_us,
        "changed_at": func.now(),
        "changed_by": by,
    }
    if before is None:
        made = {"id": one, "kind": kind, "address": chance.token_urlsafe(ADDRESS_BYTES), **values}
        await session.execute(insert(chat_apps).values(tenant_id=TENANT, **made))
    else:
        await session.execute(update(chat_apps).where(chat_apps.c.id == one).values(values))


# ---- places


async def places(session: AsyncSession, one: str) -> list[PlaceRow]:
    """Of an app, by name."""
    query = select(chat_places).where(chat_places.c.app_id == one)
    query = query.order_by(func.lower(chat_places.c.name), chat_places.c.id)
    return [read(row, PlaceRow) for row in (await session.execute(query)).mappings()]


async def installed(session: AsyncSession) -> list[str]:
    """Kinds of chats in which the organisation has its app, and the vendor lets it in."""
    of_app = chat_places.c.app_id == chat_apps.c.id
    query = select(chat_apps.c.kind).distinct().join(chat_places, of_app)
    query = query.where(chat_places.c.state == ON).order_by(chat_apps.c.kind)
    rows = (await session.execute(query)).mappings()
    return [column(row, "kind", str) for row in rows]


async def place(session: AsyncSession, one: str, team: str) -> PlaceRow | None:
    """The one of this team, if the app is, or was, there."""
    query = select(chat_places).where(chat_places.c.app_id == one, chat_places.c.team == team)
    return read_or_none((await session.execute(query)).mappings().first(), PlaceRow)


async def places_by_ids(session: AsyncSession, ids: Collection[str]) -> dict[str, PlaceRow]:
    query = select(chat_places).where(chat_places.c.id.in_(ids))
    rows = (await session.execute(query)).mappings()
    return {one.id: one for one in (read(row, PlaceRow) for row in rows)}


async def met(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Those in which an account or a conversation has been met."""
    accounts = select(chat_people.c.place_id).where(chat_people.c.place_id.in_(ids))
    shared = select(chat_conversations.c.place_id).where(chat_conversations.c.place_id.in_(ids))
    rows = (await session.execute(accounts.union(shared))).mappings()
    return {column(row, "place_id", str) for row in rows}


async def install(
    session: AsyncSession, keys: TenantKeys, one: str, installed: Installed, by: str
) -> str:
    """Let in, or let in anew; answers the id of the place."""
    # Its tokens are sealed for its id: two who make it at once would leave it unreadable.
    await tenants.hold(session)
    before = await place(session, one, installed.team)
    own = new_id() if before is None else before.id
    given = asdict(installed) | {"tokens": _sealed(keys, own, installed.tokens)}
    values = {
        **given,
        "state": ON,
        "reason": None,
        "posts_rest": None,
        "updates_rest": None,
        "installed_at": func.now(),
        "installed_by": by,
    }
    made = insert(chat_places).values(tenant_id=TENANT, id=own, app_id=one, **values)
    await session.execute(
        made.on_conflict_do_update(
            index_elements=["tenant_id", "app_id", "team"],
            set_={name: made.excluded[name] for name in values},
        )
    )
    await chat_messages.catch_up(session, place=own)
    return own


async def rotated(
    session: AsyncSession, keys: TenantKeys, own: str, tokens: Tokens, expires_at: datetime | None
) -> None:
    """The vendor has given new ones; the old refresh token is good for nothing any more."""
    await _change(session, own, tokens=_sealed(keys, own, tokens), expires_at=expires_at)


async def locked(session: AsyncSession, own: str) -> PlaceRow | None:
    """Nobody else turns its tokens meanwhile."""
    query = select(chat_places).where(chat_places.c.id == own).with_for_update()
    return read_or_none((await session.execute(query)).mappings().first(), PlaceRow)


async def expiring(session: AsyncSession, until: datetime, limit: int) -> list[Expiring]:
    """In a session of the relay's role."""
    query = select(chat_places.c.tenant_id, chat_places.c.id)
    query = query.where(chat_places.c.state == ON, chat_places.c.expires_at <= until)
    rows = (await session.execute(query.limit(limit))).mappings()
    return [read(row, Expiring) for row in rows]


# Nothing waits for a vendor any more: whatever is queued goes another way, at once.
_AWAKE = text("""
UPDATE outbox o SET next_at = now() FROM chat_messages m
WHERE o.run_id = m.id AND o.kind = 'chat' AND m.place_id = :place AND o.next_at > now()
  AND coalesce(m.held_until, now()) <= now()
""")


async def lost(
    session: AsyncSession, own: str, state: str, reason: str, since: datetime | None = None
) -> bool:
    """Removed, or its tokens revoked; answers whether that is news.

    `since`: when it was let in, as far as the answer goes that says so.
    """
    meant = (chat_places.c.id == own, chat_places.c.state == ON)
    changed = (
        update(chat_places)
        .where(*meant, *([] if since is None else [chat_places.c.installed_at == since]))
        .values(state=state, reason=reason, posts_rest=None, updates_rest=None)
        .returning(chat_places.c.id)
    )
    news = (await session.execute(changed)).first() is not None
    if news:
        await session.execute(_AWAKE, {"place": own})
    return news


async def rest(session: AsyncSession, own: str, until: datetime, *, updates: bool) -> None:
    """The vendor asks to be left alone: with new messages, or with changes of such."""
    name = "updates_rest" if updates else "posts_rest"
    # What was asked for before this answer may last longer.
    await _change(session, own, **{name: func.greatest(chat_places.c[name], until)})


async def _change(session: AsyncSession, own: str, **values: object) -> None:
    await session.execute(update(chat_places).where(chat_places.c.id == own).values(values))


def _sealed(keys: TenantKeys, own: str, tokens: Tokens) -> bytes:
    return keys.seal(msgspec.json.encode(tokens), f"{_TOKENS}.{own}")

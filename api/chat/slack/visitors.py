"""Who somebody of a workspace is here: matched once by their verified address, kept by their ids.

Never: a person by a name, by an address that nobody has confirmed, or by one of another workspace;
never somebody who is switched off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from api.approvals.service import Actor
from api.auth.principal import Principal
from api.chat.slack.door import Door
from channels import chat_words
from channels.channel import LANGUAGE
from channels.shown import Reader
from channels.slack.client import Client
from channels.vendor import AwayError, RefusedError
from definitions.approvals import Who
from store import chat_people, people, tenants
from store.chat_people import AccountRow, Whose
from store.chats import SLACK, PlaceRow
from store.people import PERSON, PersonRow
from store.tenants import TenantRow
from store.working_hours import ZONE

ASKED_AGAIN: Final = timedelta(minutes=1)
"""Who was nobody may have been invited since."""

_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person who is there, and what they may do."""

    door: Door
    place: PlaceRow
    account: str
    person: PersonRow
    tenant: TenantRow
    principal: Principal

    @property
    def who(self) -> Who:
        return Who(self.person.id, self.person.name)

    @property
    def actor(self) -> Actor:
        return Actor(self.door.tenant, self.who, SLACK)

    @property
    def client(self) -> Client:
        return client_of(self.door, self.place)

    @property
    def address(self) -> str:
        return self.door.services.settings.address

    @property
    def reader(self) -> Reader:
        zone = self.person.time_zone or self.tenant.time_zone or ZONE
        return Reader(person=self.person.id, language=self.language, zone=zone)

    @property
    def language(self) -> str:
        return self.person.language or self.tenant.language or LANGUAGE

    def say(self, word: str, **given: object) -> str:
        said = chat_words.of(self.language)[word]
        return said.format(**given) if given else said


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who can do nothing, and the word that says why."""

    door: Door
    place: PlaceRow
    account: str
    language: str
    why: str

    def say(self, word: str) -> str:
        return chat_words.of(self.language)[word]


def client_of(door: Door, place: PlaceRow) -> Client:
    return door.services.slack.client(place.opened(door.keys).bot)


@dataclass(frozen=True, slots=True)
class _Known:
    """What stands here of who comes, before anybody is asked."""

    place: PlaceRow
    tenant: TenantRow
    whose: Whose


async def enter(door: Door, team: str, account: str, home: str = "") -> Visitor | Stranger:
    """Of a workspace; `home` is the one to which they belong, as Slack says it.

    Raises ApiError where the app is not let in.
    """
    async with door.services.database.tenant(door.tenant) as session:
        known = await _known(session, await door.entered(session, team), account)
    return await _visit(door, known, account, home)


async def find(door: Door, place: PlaceRow, account: str) -> Visitor | Stranger:
    async with door.services.database.tenant(door.tenant) as session:
        known = await _known(session, place, account)
    return await _visit(door, known, account, "")


async def _known(session: AsyncSession, place: PlaceRow, account: str) -> _Known:
    tenant = await tenants.get(session)
    return _Known(place, tenant, await chat_people.whose(session, place.id, account))


async def _visit(door: Door, known: _Known, account: str, home: str) -> Visitor | Stranger:
    place, tenant, person = known.place, known.tenant, known.whose.person
    language = tenant.language or LANGUAGE

    def stranger(why: str) -> Stranger:
        return Stranger(door, place, account, language, why)

    if tenant.rests:
        return stranger("suspended")
    if home and home != place.team:
        return stranger("unknown-person")
    if person is None and _may_ask(known.whose.account):
        try:
            person = await _matched(door, place, account)
        except AwayError:
            return stranger("press-again")
    if person is None:
        return stranger("unknown-person")
    if person.disabled_at is not None or person.kind != PERSON:
        return stranger("gone-person")
    return Visitor(door, place, account, person, tenant, await _principal(door, tenant, person))


async def _principal(door: Door, tenant: TenantRow, person: PersonRow) -> Principal:
    services = door.services
    return Principal(
        tenant=tenant.id,
        tenant_slug=tenant.slug,
        tenant_name=tenant.name,
        person=person.id,
        email=person.email,
        name=person.name,
        roles=tuple(person.roles),
        rights=await services.access.at_the_door(services.database, tenant, person),
        features_off=frozenset(tenant.features_off),
    )


def _may_ask(known: AccountRow | None) -> bool:
    return known is None or datetime.now(UTC) - known.matched_at > ASKED_AGAIN


async def _matched(door: Door, place: PlaceRow, account: str) -> PersonRow | None:
    """By the address that Slack has verified; whoever is found so is kept."""
    email = await _email(door, place, account)
    async with door.services.database.tenant(door.tenant) as session:
        found = await people.by_email(session, email) if email else []
        person = found[0] if len(found) == 1 else None
        await chat_people.match(session, place.id, account, None if person is None else person.id)
    _log.info("slack.matched", place=place.id, found=person is not None)
    return person


async def _email(door: Door, place: PlaceRow, account: str) -> str:
    try:
        found = await client_of(door, place).account(account)
    except RefusedError as refused:
        if refused.code != "user_not_found":
            # Nothing is known of them: that must not be kept as if they were nobody.
            raise AwayError(str(refused)) from refused
        return ""
    return found.profile.email.strip().lower() if found.is_member(place.team) else ""

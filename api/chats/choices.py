"""Which conversations of a place can be chosen: those in which the app is, by their names.

Slack says it at once. Teams tells the app of the teams into which it is let; what channels each of
them has, it is asked. Never: a team that refuses hides the others; what is kept of it stays.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.principal import Principal
from api.chats import vendors
from api.chats.refusals import in_words
from api.chats.service import NAMES
from api.errors import ApiError, not_found
from api.ids import is_id
from api.services import Services
from channels.slack.setup import Setup
from channels.slack.vendor import Slack
from channels.teams import where
from channels.teams.vendor import Teams, client_of
from channels.vendor import Place, RefusedError
from definitions.values import Json, JsonObject
from store import chat_conversations, chats
from store.chat_conversations import ConversationRow
from store.chats import ON, SLACK, TEAMS, AppRow, PlaceRow
from store.keys import TenantKeys

MOST_TEAMS: Final = 100
AT_ONCE: Final = 5
"""Teams of which it is asked at the same time; an app may ask fifty times a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One conversation."""

    conversation: str
    """As it is written to."""
    name: str | None
    """None: the channel that each team has from the beginning."""
    team: str | None = None
    team_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Team:
    service: str
    id: str


async def everything(services: Services, principal: Principal, place: str) -> JsonObject:
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        row = (await chats.places_by_ids(session, [place])).get(place) if is_id(place) else None
        if row is None:
            raise not_found(f"The place {place}")
        app = await _app_of(session, row)
        known = await chat_conversations.every(session, row.id)
    if row.state != ON:
        raise ApiError(
            409, "no-chat-place", f"The app is not in {row.name} any more.", "Install it there."
        )
    if app.kind == SLACK:
        choices = await _of_slack(services, keys, app, row.id)
    else:
        choices = await of_teams(services, keys, app, row.id, known)
    items: list[Json] = [
        {"conversation": one.conversation, "name": one.name, "team": one.team}
        for one in sorted(choices, key=_order)
    ]
    return {"items": items}


async def _app_of(session: AsyncSession, place: PlaceRow) -> AppRow:
    for kind in NAMES:
        app = await chats.app(session, kind)
        if app is not None and app.id == place.app_id:
            return app
    raise not_found(f"The app of the place {place.name}")


def _order(one: Choice) -> tuple[str, bool, str]:
    """By team; the first of a team is the one that it has from the beginning."""
    return (one.team or "").casefold(), one.name is not None, (one.name or "").casefold()


async def _of_slack(services: Services, keys: TenantKeys, app: AppRow, place: str) -> list[Choice]:
    with in_words(NAMES[SLACK]):
        async with vendors.speaking() as web:
            vendor = Slack(services.chats.slack_api, web)
            opened = await vendors.fresh(services, keys, vendor, app, place)
            token = "" if opened is None else opened.tokens.bot
            found = await Setup(services.chats.slack_api, web, token).conversations()
    return [Choice(conversation=one.id, name=f"#{one.name}") for one in found]


async def of_teams(
    services: Services,
    keys: TenantKeys,
    app: AppRow,
    place: str,
    known: Sequence[ConversationRow],
) -> list[Choice]:
    """What is known already, and what else its teams have."""
    vendor = Teams(services.microsoft.connector)
    with in_words(NAMES[TEAMS]):
        opened = await vendors.fresh(services, keys, vendor, app, place)
        asked = [] if opened is None else await _asked(services, opened, _teams(known))
    found = {one.conversation: one for one in asked}
    for one in known:
        told = Choice(conversation=one.conversation, name=_name(one), team_id=one.team)
        found.setdefault(one.conversation, told)
    return [*found.values()]


def _name(known: ConversationRow) -> str:
    """Of a group whose people have given it none, Teams says the id alone."""
    own = where.read(known.conversation).conversation
    return own if known.conversation.endswith(f"/{known.name}") else known.name


def _teams(known: Sequence[ConversationRow]) -> list[_Team]:
    """The address of a team's service can change; the last that was heard of counts."""
    found = {
        one.team: _Team(where.read(one.conversation).service, one.team)
        for one in sorted(known, key=lambda one: one.seen_at)
        if one.team is not None
    }
    return [*found.values()][-MOST_TEAMS:]


async def _asked(services: Services, place: Place, teams: Sequence[_Team]) -> list[Choice]:
    few = asyncio.Semaphore(AT_ONCE)

    async def ask(team: _Team) -> list[Choice]:
        async with few:
            return await _channels(services, place, team)

    answers = await asyncio.gather(*(ask(one) for one in teams), return_exceptions=True)
    found: list[Choice] = []
    for answer in answers:
        if isinstance(answer, RefusedError) and answer.lost != "place":
            continue
        if isinstance(answer, BaseException):
            raise answer
        found += answer
    return found


async def _channels(services: Services, place: Place, team: _Team) -> list[Choice]:
    connector, client = services.microsoft.connector, client_of(place)
    named = await connector.team(client, team.service, team.id)
    return [
        Choice(
            conversation=where.of(team.service, one.id).write(),
            name=one.name,
            team=named.name,
            team_id=team.id,
        )
        for one in await connector.channels(client, team.service, team.id)
    ]

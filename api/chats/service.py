"""Writes the organisation's apps of chats, and shows how they stand.

An app has its address before the vendor's keys are there, because the vendor asks for the address
first. Never: a secret in an answer, a line of the trail or a log; a place of another app that stays
when the app's own id is changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import audited
from api.auth.principal import Principal
from api.chats import revoking
from api.chats.schemas import ChatAppWanted
from api.errors import ApiError, invalid, not_found
from api.ids import is_id
from api.services import Services
from api.settings import ApiSettings
from api.shapes import moment
from channels.slack import manifest
from channels.teams import package
from definitions.values import Json, JsonObject, encode
from store import chat_leaving, chat_people, chats, tenants
from store.audit import Deed
from store.chats import ON, SLACK, TEAMS, AppRow, Installed, Kind, PlaceRow, Secrets, Tokens
from store.keys import TenantKeys

NAMES: Mapping[Kind, str] = {SLACK: "Slack", TEAMS: "Microsoft Teams"}
DOORS: Mapping[Kind, Sequence[str]] = {
    SLACK: (manifest.EVENTS_AT, manifest.ACTIONS_AT, manifest.COMMANDS_AT, manifest.INSTALLED_AT),
    TEAMS: ("messages",),
}
MAKES_AN_APP = "https://api.slack.com/apps?new_app=1&manifest_json="
_SLACKS = ("signingSecret", "socketToken", "socket")
_SLACK_CLIENT = re.compile(r"[0-9]+\.[0-9]+")
_SECRETS = ("clientSecret", "signingSecret", "socketToken")


async def everything(services: Services, principal: Principal) -> JsonObject:
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        return {kind: await _shown(services, session, keys, kind) for kind in NAMES}


async def put(
    services: Services, principal: Principal, kind: Kind, wanted: ChatAppWanted
) -> JsonObject:
    _check(kind, wanted)
    details: JsonObject = {}
    keys = await services.keyring.of(principal.tenant)
    async with audited(services, principal, deed_of(principal, "change", kind, details)) as session:
        await tenants.hold(session)
        before = await chats.app(session, kind)
        secrets = _secrets(None if before is None else before.opened(keys), wanted)
        client = wanted.clientId or ("" if before is None else before.client_id)
        team = wanted.team or (None if before is None else before.team)
        socket = before is not None and before.calls_us if wanted.socket is None else wanted.socket
        await chats.set_app(
            session,
            keys,
            kind,
            client.lower(),
            secrets,
            calls_us=socket,
            by=principal.person,
            team=None if team is None else team.lower(),
        )
        after = await found(session, kind)
        details |= {
            "before": None if before is None else _told(before),
            "after": _told(after),
            "written": [one for one in _SECRETS if getattr(wanted, one) is not None],
        }
        strange = await _settle_places(session, keys, before, after, principal.person)
        shown = await shown_app(services, session, keys, after)
    if kind == SLACK:
        revoking.begin(services, principal.tenant, strange)
    return shown


async def remove(services: Services, principal: Principal, kind: Kind) -> None:
    details: JsonObject = {}
    async with audited(services, principal, deed_of(principal, "remove", kind, details)) as session:
        await tenants.hold(session)
        row = await found(session, kind)
        details["before"] = _told(row)
        there = await chats.places(session, row.id)
        details["places"] = [one.name for one in there]
        await chat_leaving.remove_app(session, row.id)
    if kind == SLACK:
        revoking.begin(services, principal.tenant, there)


async def remove_place(services: Services, principal: Principal, place: str) -> None:
    details: JsonObject = {}
    deed = Deed(principal.person, "chat.remove-place", f"chat-place:{place}", None, details)
    async with audited(services, principal, deed) as session:
        row = await chats.locked(session, place) if is_id(place) else None
        if row is None:
            raise not_found(f"The place {place}")
        app = await chats.app(session, SLACK)
        details |= {"team": row.team, "name": row.name}
        await chat_leaving.remove_places(session, [row.id])
    if app is not None and app.id == row.app_id:
        revoking.begin(services, principal.tenant, [row])


async def slack_manifest(services: Services, principal: Principal, name: str) -> JsonObject:
    async with services.database.tenant(principal.tenant) as session:
        row = await found(session, SLACK)
    made = manifest.write(name, base(services.settings, row), socket=row.calls_us)
    link = MAKES_AN_APP + quote(encode(made).decode(), safe="")
    scopes: dict[str, Json] = {**manifest.SCOPES}
    return {"manifest": made, "link": link, "scopes": scopes}


async def teams_package(services: Services, principal: Principal, name: str) -> bytes:
    """Whoever has it can let the app in; it has no secret."""
    async with services.database.tenant(principal.tenant) as session:
        row = await found(session, TEAMS)
    if not row.client_id:
        raise ApiError(
            409,
            "chat-not-ready",
            "The package needs the app's id, which is not there yet.",
            "Give the keys of the bot first.",
        )
    return package.write(name, row.id, services.settings.address, row.client_id)


async def found(session: AsyncSession, kind: Kind) -> AppRow:
    row = await chats.app(session, kind)
    if row is None:
        raise ApiError(
            404,
            "no-chat-app",
            f"{NAMES[kind]} is not set up.",
            f"Begin with PUT /api/v1/chats/{kind}.",
        )
    return row


def base(settings: ApiSettings, row: AppRow) -> str:
    """What the vendor calls begins so."""
    return f"{settings.address}/chat/{row.kind}/{row.address}"


def installable(services: Services) -> bool:
    """Slack sends nobody back to another scheme; one that stands in for it does."""
    ours, theirs = services.settings.address, services.chats.slack_url
    return ours.startswith("https:") or theirs.startswith("http:")


def missing(row: AppRow, secrets: Secrets) -> list[str]:
    """Names of the keys that are still to be given."""
    there: dict[str, object] = {"clientId": row.client_id, "clientSecret": secrets.client}
    if row.kind == TEAMS:
        there["team"] = row.team
    elif row.calls_us:
        there["socketToken"] = secrets.socket
    else:
        there["signingSecret"] = secrets.signing
    return [name for name, value in there.items() if not value]


def deed_of(principal: Principal, action: str, kind: Kind, details: JsonObject) -> Deed:
    """`details` may be filled while the deed is done."""
    return Deed(principal.person, f"chat.{action}", f"chat:{kind}", None, details)


def _check(kind: Kind, wanted: ChatAppWanted) -> None:
    """What each vendor's pages call so, so that nobody looks for a mistake for days."""
    if kind == TEAMS:
        given = next((one for one in _SLACKS if getattr(wanted, one) is not None), None)
        if given is not None:
            raise invalid(f"Teams has no {given}.", "Leave it out.")
        for name, value in (("clientId", wanted.clientId), ("team", wanted.team)):
            if value is not None and not is_id(value.lower()):
                raise invalid(
                    f"{name} is an id such as 00000000-0000-0000-0000-000000000000.",
                    "Copy it from the page of the bot's app registration in Azure.",
                )
        return
    if wanted.team is not None:
        raise invalid("Slack says the team when it lets the app in.", "Leave it out.")
    if wanted.clientId is not None and not _SLACK_CLIENT.fullmatch(wanted.clientId):
        raise invalid(
            "A client id of Slack is two numbers with a point between.",
            "Copy it from “Basic Information” of the app at api.slack.com/apps.",
        )
    if wanted.socketToken is not None and not wanted.socketToken.startswith("xapp-"):
        raise invalid(
            "This is no app-level token: those begin with xapp-.",
            "Make one under “Basic Information”, with the scope connections:write.",
        )


def _secrets(before: Secrets | None, wanted: ChatAppWanted) -> Secrets:
    before = before or Secrets(client="")
    return Secrets(
        client=wanted.clientSecret or before.client,
        signing=wanted.signingSecret or before.signing,
        socket=wanted.socketToken or before.socket,
    )


async def _settle_places(
    session: AsyncSession, keys: TenantKeys, before: AppRow | None, after: AppRow, by: str
) -> list[PlaceRow]:
    """Those of another app are gone, and answered; Teams' own one is there with its keys."""
    there = await chats.places(session, after.id)
    another = before is not None and before.client_id not in ("", after.client_id)
    strange = [one for one in there if another or (after.kind == TEAMS and one.team != after.team)]
    await chat_leaving.remove_places(session, [one.id for one in strange])
    kept = [one for one in there if one not in strange and one.state == ON]
    if after.kind != TEAMS or after.team is None or missing(after, after.opened(keys)) or kept:
        return strange
    place = Installed(
        team=after.team, name=NAMES[TEAMS], bot=after.client_id, scopes=[], tokens=Tokens(bot="")
    )
    await chats.install(session, keys, after.id, place, by)
    return strange


async def _shown(services: Services, session: AsyncSession, keys: TenantKeys, kind: Kind) -> Json:
    row = await chats.app(session, kind)
    return None if row is None else await shown_app(services, session, keys, row)


async def shown_app(
    services: Services, session: AsyncSession, keys: TenantKeys, row: AppRow
) -> JsonObject:
    places = await chats.places(session, row.id)
    ids = [one.id for one in places]
    people = await chat_people.matched(session, ids)
    came = await chats.met(session, ids)
    lacks = missing(row, row.opened(keys))
    door = base(services.settings, row)
    return {
        "kind": row.kind,
        "clientId": row.client_id,
        "team": row.team,
        "socket": row.calls_us,
        "ready": not lacks,
        "missing": [*lacks],
        "installable": row.kind == SLACK and installable(services),
        "urls": {one: f"{door}/{one}" for one in DOORS[row.kind]},
        "places": [
            _place(row.kind, one, people.get(one.id, 0), came=one.id in came) for one in places
        ],
        "changedAt": moment(row.changed_at),
        "changedBy": row.changed_by,
    }


def _place(kind: Kind, row: PlaceRow, people: int, *, came: bool) -> JsonObject:
    lacks = [one for one in manifest.SCOPES if one not in row.scopes] if kind == SLACK else []
    return {
        "id": row.id,
        "team": row.team,
        "name": row.name,
        "state": row.state,
        "reason": row.reason,
        "missingScopes": [*lacks],
        "installedAt": moment(row.installed_at),
        "people": people,
        # Slack has let the app in by itself; of Teams the place is there with the keys.
        "installed": row.state == ON and (kind == SLACK or came),
    }


def _told(row: AppRow) -> JsonObject:
    return {"clientId": row.client_id, "team": row.team, "socket": row.calls_us}

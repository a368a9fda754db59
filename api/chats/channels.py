"""Conversations in which many read, and which approvals are shown in them.

Never: the address of a webhook in an answer, a line of the trail or a log; whoever has it may post.
"""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request

from api.audit.service import audited, refusals, write
from api.auth.principal import Principal
from api.chats import choices, vendors
from api.chats.refusals import in_words
from api.chats.schemas import MOST_CHANNELS, ChatChannelWanted
from api.chats.service import NAMES
from api.errors import ApiError, invalid, not_found
from api.idempotency import Once
from api.ids import is_id
from api.services import Services
from api.shapes import moment
from channels.slack.setup import Setup
from channels.slack.vendor import Slack
from channels.teams import where
from definitions.values import Json, JsonObject
from store import chat_channels, chat_conversations, chat_leaving, chats, tenants
from store.audit import Deed
from store.chat_channels import WORKFLOWS, Channel, ChannelRow
from store.chats import ON, SLACK, AppRow, Kind
from store.keys import TenantKeys

HOSTS = ("logic.azure.com", "api.powerplatform.com")
"""Of Power Automate; each has its own below one of them."""


async def everything(services: Services, principal: Principal) -> JsonObject:
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        rows = await chat_channels.every(session)
    items: list[Json] = [_shown(keys, row) for row in rows]
    return {"items": items, "most": MOST_CHANNELS}


async def create(
    services: Services,
    principal: Principal,
    wanted: ChatChannelWanted,
    request: Request,
    key: str | None,
) -> tuple[JsonObject, bool]:
    """The second value: it was made by an earlier request of the same key."""
    own = str(uuid4())
    details: JsonObject = {}
    deed = deed_of(principal, "create", own, details)
    keys = await services.keyring.of(principal.tenant)
    async with refusals(services, principal, deed):
        async with services.database.tenant(principal.tenant) as session:
            once = await Once.look(session, principal, key, request)
            if once.answered is not None:
                return _shown(keys, await found(session, str(once.before["id"]))), True
        channel = await _settled(services, principal, keys, wanted, None)
        if channel.kind == WORKFLOWS and channel.webhook is None:
            raise invalid(
                "The address of the workflow is missing.", "Copy it from Power Automate: webhook."
            )
    async with (
        refusals(services, principal, deed),
        services.database.tenant(principal.tenant) as session,
    ):
        once = await Once.begin(session, principal, key, request)
        if once.answered is not None:
            return _shown(keys, await found(session, str(once.before["id"]))), True
        await tenants.hold(session)
        if len(await chat_channels.every(session)) >= MOST_CHANNELS:
            raise ApiError(
                409,
                "too-many-chat-channels",
                f"There are {MOST_CHANNELS} conversations already.",
                "Take one away first.",
            )
        await _still_there(session, channel)
        await chat_channels.put(session, keys, channel, principal.person, own)
        made = await found(session, own)
        details["after"] = _told(keys, made)
        await write(session, keys, principal, deed)
        await once.keep(201, {"id": own})
    return _shown(keys, made), False


async def change(
    services: Services, principal: Principal, own: str, wanted: ChatChannelWanted
) -> JsonObject:
    details: JsonObject = {}
    keys = await services.keyring.of(principal.tenant)
    deed = deed_of(principal, "change", own, details)
    async with refusals(services, principal, deed):
        async with services.database.tenant(principal.tenant) as session:
            row = await found(session, own)
        if row.kind != wanted.kind:
            raise invalid(
                f"This is a conversation of {row.kind}.",
                "Take it away, and add one of the other kind.",
            )
        channel = await _settled(services, principal, keys, wanted, row)
    async with audited(services, principal, deed) as session:
        await tenants.hold(session)
        row = await found(session, own)
        await _still_there(session, channel)
        details["before"] = _told(keys, row)
        if wanted.webhook is not None:
            details["address"] = "written"
        await chat_channels.put(session, keys, channel, principal.person, row.id)
        changed = await found(session, row.id)
        details["after"] = _told(keys, changed)
        return _shown(keys, changed)


async def remove(services: Services, principal: Principal, own: str) -> None:
    details: JsonObject = {}
    keys = await services.keyring.of(principal.tenant)
    async with audited(services, principal, deed_of(principal, "remove", own, details)) as session:
        row = await found(session, own)
        details["before"] = _told(keys, row)
        await chat_leaving.remove_channel(session, row.id)


async def found(session: AsyncSession, own: str) -> ChannelRow:
    row = await chat_channels.get(session, own) if is_id(own) else None
    if row is None:
        raise not_found(f"The conversation {own}")
    return row


def deed_of(principal: Principal, action: str, own: str, details: JsonObject) -> Deed:
    """`details` may be filled while the deed is done."""
    return Deed(principal.person, f"chat-channel.{action}", f"chat-channel:{own}", None, details)


async def _settled(
    services: Services,
    principal: Principal,
    keys: TenantKeys,
    wanted: ChatChannelWanted,
    before: ChannelRow | None,
) -> Channel:
    """What is wanted, where it may be; Slack is asked whether there is such a conversation."""
    if wanted.kind == "workflows":
        if wanted.conversation is not None or wanted.place is not None:
            raise invalid("A workflow has an address alone.", "Leave conversation and place out.")
        kept = None if before is None else before.address(keys)
        address = kept if wanted.webhook is None else _of_power_automate(wanted.webhook)
        return _channel(wanted, webhook=address)
    if wanted.webhook is not None:
        raise invalid("Only workflows have an address.", "Leave webhook out.")
    if wanted.conversation is None:
        raise invalid("The conversation is missing.", "Write its name or its id: conversation.")
    async with services.database.tenant(principal.tenant) as session:
        app = await chats.app(session, wanted.kind)
        place = await _place(session, wanted.kind, app, wanted.place)
    conversation = wanted.conversation
    if app is not None and wanted.kind == SLACK:
        conversation = await _of_slack(services, keys, app, place, conversation)
    elif app is not None:
        conversation = await _of_teams(services, keys, app, place, conversation)
    return _channel(wanted, place=place, conversation=conversation)


def _channel(
    wanted: ChatChannelWanted,
    *,
    place: str | None = None,
    conversation: str | None = None,
    webhook: str | None = None,
) -> Channel:
    return Channel(
        kind=wanted.kind,
        name=wanted.name,
        processes=wanted.processes,
        language=wanted.language,
        place=place,
        conversation=conversation,
        webhook=webhook,
    )


async def _place(session: AsyncSession, kind: Kind, app: AppRow | None, wanted: str | None) -> str:
    there = [] if app is None else await chats.places(session, app.id)
    usable = [one for one in there if one.state == ON]
    if wanted is not None:
        if wanted not in {one.id for one in there}:
            raise invalid(f"There is no place {wanted} of {kind}.", "List /api/v1/chats.")
        return wanted
    if not usable:
        raise ApiError(
            409,
            "no-chat-place",
            f"The app of {NAMES[kind]} is installed nowhere.",
            "Install it first.",
        )
    if len(usable) > 1:
        raise invalid("There are several places.", "Say in which one: place.")
    return usable[0].id


async def _of_slack(
    services: Services, keys: TenantKeys, app: AppRow, place: str, wanted: str
) -> str:
    """Its id. The app must be in it, or nothing it posts there would arrive."""
    with in_words(NAMES[SLACK]):
        async with vendors.speaking() as web:
            vendor = Slack(services.chats.slack_api, web)
            opened = await vendors.fresh(services, keys, vendor, app, place)
            token = "" if opened is None else opened.tokens.bot
            found_there = await Setup(services.chats.slack_api, web, token).conversation(wanted)
    if found_there.is_archived:
        raise ApiError(
            409, "conversation-unknown", f"{wanted} is archived.", "Choose another channel."
        )
    if not found_there.is_member:
        raise ApiError(
            409,
            "not-in-conversation",
            f"The app is not in {wanted}.",
            "Invite it there, by its name: /invite @Baton. Then try again.",
        )
    return found_there.id


async def _of_teams(
    services: Services, keys: TenantKeys, app: AppRow, place: str, wanted: str
) -> str:
    """As it is written to: where the app has been met, or a channel of a team that it is in."""
    async with services.database.tenant(app.tenant_id) as session:
        known = await chat_conversations.every(session, place)
    for one in known:
        if _means(wanted, one.conversation):
            return one.conversation
    for one in await choices.of_teams(services, keys, app, place, known):
        if _means(wanted, one.conversation):
            name = " / ".join(part for part in (one.team, one.name) if part)
            async with services.database.tenant(app.tenant_id) as session:
                # So that it is known as lost when the app is taken out of the team.
                await chat_conversations.seen(
                    session, place, one.conversation, name[:200], one.team_id
                )
            return one.conversation
    raise ApiError(
        409,
        "not-in-conversation",
        "The app is not in this conversation.",
        "Add the app to the team there, or to the group. Then try again.",
    )


def _means(wanted: str, conversation: str) -> bool:
    return wanted in (conversation, where.read(conversation).conversation)


async def _still_there(session: AsyncSession, channel: Channel) -> None:
    """The place may have been taken away while Slack was asked."""
    if channel.place is not None and not await chats.places_by_ids(session, [channel.place]):
        raise ApiError(409, "no-chat-place", "The place was taken away.", "Install it first.")


def _of_power_automate(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    plain = address.isascii() and address.isprintable() and " " not in address
    ours = any(host.endswith(f".{one}") for one in HOSTS)
    if not (plain and ours and parts.scheme == "https" and port in (None, 443)) or (
        "@" in parts.netloc or parts.fragment
    ):
        raise invalid(
            "This is no address of a workflow of Power Automate.",
            "Copy the “HTTP POST URL” of the trigger “When a Teams webhook request is received”:"
            f" an https address at {' or '.join(HOSTS[:2])}.",
        )
    return address


def _host(keys: TenantKeys, row: ChannelRow) -> str | None:
    address = row.address(keys)
    return None if address is None else urlsplit(address).hostname


def _told(keys: TenantKeys, row: ChannelRow) -> JsonObject:
    return {
        "kind": row.kind,
        "name": row.name,
        "place": row.place_id,
        "conversation": row.conversation,
        "host": _host(keys, row),
        "processes": row.processes,
        "language": row.language,
    }


def _shown(keys: TenantKeys, row: ChannelRow) -> JsonObject:
    return {
        "id": row.id,
        "kind": row.kind,
        "name": row.name,
        "place": row.place_id,
        "conversation": row.conversation,
        "webhookHost": _host(keys, row),
        "processes": row.processes,
        "language": row.language,
        "state": row.state,
        "reason": row.reason,
        "changedAt": moment(row.changed_at),
        "changedBy": row.changed_by,
    }

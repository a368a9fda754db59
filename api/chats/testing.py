"""Sends a message that says that it is a test: to me, or to a conversation of many.

Nothing is queued: whoever tries wants to hear at once what is wrong. Never: a connection of the
database held while a vendor is spoken to, but for the turning of tokens.
"""

from __future__ import annotations

from dataclasses import dataclass

from api.audit.service import refusals, write
from api.auth.principal import Principal
from api.chats import channels, service, vendors
from api.chats.refusals import in_words
from api.errors import ApiError
from api.services import Services
from channels import words
from channels.channel import LANGUAGE
from channels.said import Said
from channels.vendor import Letter, Place, Vendor
from channels.workflows import NAME, Workflows
from definitions.values import JsonObject
from store import chat_people, chats, people, tenants
from store.audit import Deed
from store.chat_channels import ChannelRow
from store.chat_people import AccountRow
from store.chats import ON, AppRow, Kind, PlaceRow
from store.keys import TenantKeys
from store.people import PersonRow
from store.runs import new_id

NOTHING = "-"
"""There is no button that could bring it back."""


@dataclass(frozen=True, slots=True)
class _Me:
    """Who tries it, and where they may be found."""

    app: AppRow
    places: list[PlaceRow]
    person: PersonRow
    accounts: dict[str, AccountRow]
    letter: Letter


async def to_me(services: Services, principal: Principal, kind: Kind) -> JsonObject:
    details: JsonObject = {}
    deed = service.deed_of(principal, "test", kind, details)
    keys = await services.keyring.of(principal.tenant)
    async with refusals(services, principal, deed):
        me = await _me(services, principal, keys, kind)
        with in_words(service.NAMES[kind]):
            async with vendors.speaking() as web:
                vendor = _vendor(vendors.vendors(services, web).get(kind), kind)
                place = await _reached(services, keys, vendor, me)
        details["name"] = place.row.name
    await _write(services, principal, keys, deed)
    return {"sent": True, "name": place.row.name}


async def channel(services: Services, principal: Principal, own: str) -> JsonObject:
    details: JsonObject = {}
    deed = channels.deed_of(principal, "test", own, details)
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        row = await channels.found(session, own)
        tenant = await tenants.get(session)
        app = None if row.kind == "workflows" else await chats.app(session, row.kind)
    details["name"] = row.name
    letter = _letter(row.language, tenant.name)
    async with refusals(services, principal, deed):
        address = row.address(keys)
        if address is not None:
            await _post_card(services, row, address, letter)
        elif app is not None:
            await _post(services, keys, app, row, letter)
        else:
            raise _nowhere(row.name)
    await _write(services, principal, keys, deed)
    return {"sent": True, "name": row.name}


async def _me(services: Services, principal: Principal, keys: TenantKeys, kind: Kind) -> _Me:
    async with services.database.tenant(principal.tenant) as session:
        app = await service.found(session, kind)
        lacks = service.missing(app, app.opened(keys))
        there = [one for one in await chats.places(session, app.id) if one.state == ON]
        tenant = await tenants.get(session)
        person = await people.get(session, principal.person)
        accounts = await chat_people.of_persons(session, [principal.person])
    if lacks:
        raise ApiError(
            409,
            "chat-not-ready",
            f"{service.NAMES[kind]} is not set up yet: {', '.join(lacks)}.",
            "Copy what is missing from the vendor's pages.",
        )
    if not there:
        raise _nowhere(service.NAMES[kind])
    if person is None or not person.email:
        raise ApiError(
            409, "no-address", "You have no address by which you could be found.", "Set one first."
        )
    language = person.language or tenant.language or LANGUAGE
    known = {one.place_id: one for one in accounts}
    # Where it is known who I am comes first.
    there.sort(key=lambda one: one.id not in known)
    return _Me(app, there, person, known, _letter(language, tenant.name))


async def _reached(services: Services, keys: TenantKeys, vendor: Vendor, me: _Me) -> Place:
    for row in me.places:
        place = await vendors.fresh(services, keys, vendor, me.app, row.id)
        if place is None:
            continue
        known = me.accounts.get(row.id)
        account = known.account if known else await vendor.account_of(place, me.person.email)
        if account is None:
            continue
        if known is None:
            async with services.database.tenant(me.app.tenant_id) as session:
                await chat_people.match(session, row.id, account, me.person.id)
        reference = None if known is None else known.reference
        conversation = await vendor.conversation_with(place, account, reference)
        await vendor.post(place, conversation, me.letter, new_id(), None)
        return place
    names = ", ".join(one.name for one in me.places)
    remedy = {
        "slack": "Use the same address in both, or ask an administrator of the workspace.",
        "teams": "Open the app in Teams once, and say hello: then it knows you.",
    }[me.app.kind]
    raise ApiError(409, "nobody-there", f"In {names} nobody has your address.", remedy)


async def _post(
    services: Services, keys: TenantKeys, app: AppRow, row: ChannelRow, letter: Letter
) -> None:
    with in_words(service.NAMES[app.kind]):
        async with vendors.speaking() as web:
            vendor = _vendor(vendors.vendors(services, web).get(app.kind), app.kind)
            place = await vendors.fresh(services, keys, vendor, app, row.place_id or "")
            if place is None or row.conversation is None:
                raise _nowhere(row.name)
            await vendor.post(place, row.conversation, letter, new_id(), None)


async def _post_card(services: Services, row: ChannelRow, address: str, letter: Letter) -> None:
    """By the guarded client, as all that goes to an address that somebody has typed."""
    try:
        with in_words(NAME):
            await Workflows(services.outside).post(row.id, address, letter)
    except ApiError as error:
        if error.code in ("conversation-unknown", "chat-refuses"):
            raise ApiError(
                409,
                error.code,
                "The workflow does not take the message.",
                "Look whether it is switched on, and that anyone may trigger it; then copy its"
                " address.",
            ) from error
        raise


def _letter(language: str, tenant: str) -> Letter:
    said = words.of(language)
    title, more = said["test"], said["test-more"].format(tenant=tenant)
    return Letter(said=Said(title, more, title), token=NOTHING, language=language)


def _vendor(vendor: Vendor | None, kind: Kind) -> Vendor:
    if vendor is None:
        raise _nowhere(service.NAMES[kind])
    return vendor


def _nowhere(name: str) -> ApiError:
    return ApiError(
        409,
        "no-chat-place",
        f"The app is installed nowhere from where it could write: {name}.",
        "Install it first.",
    )


async def _write(services: Services, principal: Principal, keys: TenantKeys, deed: Deed) -> None:
    async with services.database.tenant(principal.tenant) as session:
        await write(session, keys, principal, deed)

"""`notify`: tells people something, each once for a call, however often that is repeated.

What is told is written, sealed, with its row in the outbox; the relay carries it by the channels
that each of them wants. Never: an address in clear, or a mail to somebody who has left.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol, cast

from sqlalchemy.ext.asyncio import AsyncSession

from activities.functions.template import Templates
from definitions import errors, prose
from definitions.approvals import Found, WhoIsMeant
from definitions.errors import ProblemError
from definitions.functions.authoring import Caller
from definitions.values import Json, JsonObject
from store import approvers, deliveries, mails, notices, people, runs
from store.channel_choices import EMAIL
from store.deliveries import NewDelivery
from store.keys import Keyring, TenantKeys
from store.mails import Mail
from store.notices import NewNotice
from store.session import Database

MESSAGE = "message"
"""Kind of the notices."""

MOST_ADDRESSES = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to be told what."""

    to: list[Json]
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Told:
    """Who was."""

    people: Sequence[Found]
    addresses: Sequence[str]
    nobody: Sequence[str]


class Tells(Protocol):
    """Writes down what is to be told."""

    async def tell(self, caller: Caller, wanted: Wanted) -> Told: ...


class Notify:
    """One for a worker; without `tells` it has nobody to tell, and says so."""

    def __init__(self, tells: Tells | None, templates: Templates) -> None:
        self._tells = tells
        self._templates = templates

    async def notify(self, arguments: JsonObject, caller: Caller) -> Json:
        if self._tells is None:
            raise ProblemError(
                errors.configuration("This process tells nobody: call it from a run.")
            )
        body = str(arguments.get("body", ""))
        if "template" in arguments:
            body = str(await self._templates.fill({**arguments, "format": "text"}, caller))
        to = cast("list[Json]", arguments["to"])
        told = await self._tells.tell(caller, Wanted(to, str(arguments["subject"]), body))
        if not told.people and not told.addresses:
            raise ProblemError(errors.configuration(" ".join(told.nobody)))
        return {
            "people": [{"id": one.id, "name": one.name} for one in told.people],
            "addresses": [*told.addresses],
            "nobody": [*told.nobody],
        }


class Notices:
    """In PostgreSQL."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._keyring = keyring

    async def tell(self, caller: Caller, wanted: Wanted) -> Told:
        keys = await self._keyring.of(caller.tenant)
        async with self._database.tenant(caller.tenant) as session:
            run = await runs.get(session, caller.run)
            directory = await approvers.read(session)
            addresses = await _addresses(session, wanted.to)
            others = [one for one in wanted.to if one not in addresses]
            whom = WhoIsMeant(others, 0)
            found = approvers.meant(directory, whom, None if run is None else run.started_by)
            said: JsonObject = {"subject": wanted.subject, "body": wanted.body}
            new = [
                NewNotice(person=one.id, kind=MESSAGE, cause=caller.key, said=said, run=caller.run)
                for one in found.people
            ]
            await notices.add(session, keys, new)
            await _mail(session, keys, caller, wanted, addresses)
        return Told(found.people, addresses, found.nobody)


async def _addresses(session: AsyncSession, to: Sequence[Json]) -> list[str]:
    """Those that are nobody's here; who has left is not written to behind their back."""
    plain = [one for one in to if isinstance(one, str) and "@" in one]
    known = [one for one in plain if await people.by_email(session, one.strip().lower())]
    return [one for one in dict.fromkeys(plain) if one not in known][:MOST_ADDRESSES]


async def _mail(
    session: AsyncSession,
    keys: TenantKeys,
    caller: Caller,
    wanted: Wanted,
    addresses: Sequence[str],
) -> None:
    """By one id for each call and address, so that a second time is none."""
    posted = {_id(caller, one): _letter(one, wanted) for one in addresses}
    new = [NewDelivery(id=one, notice=one, person=None, channel=EMAIL) for one in posted]
    fresh = await deliveries.add(session, new)
    await mails.post_all(session, keys, {one: posted[one] for one in posted if one in fresh})


def _id(caller: Caller, address: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"baton:{caller.tenant}:{caller.key}:{address}"))


def _letter(address: str, wanted: Wanted) -> Mail:
    """To somebody of whom no language is known."""
    html = (
        '<!doctype html><html><head><meta charset="utf-8">'
        '<meta name="color-scheme" content="light dark"></head>'
        "<body style=\"font-family:'Segoe UI',Arial,sans-serif;font-size:16px;line-height:24px;\">"
        f'<h1 style="font-size:22px;" dir="auto">{escape(wanted.subject)}</h1>'
        f'<div dir="auto">{prose.to_html(wanted.body)}</div></body></html>'
    )
    text = f"{wanted.subject}\n\n{prose.to_text(wanted.body)}\n"
    return Mail(address, wanted.subject, text, html)

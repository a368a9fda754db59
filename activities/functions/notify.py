"""`notify`: tells people something, each once for a call, however often that is repeated.

What is told is written, sealed, with its row in the outbox; the relay carries it by the channels
that each of them wants. Never: an address in clear, or a mail to somebody who has left.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, cast

from sqlalchemy.ext.asyncio import AsyncSession

from activities.functions.template import Templates
from definitions import errors, prose
from definitions.approvals import Found, WhoIsMeant
from definitions.errors import ProblemError
from definitions.file_fields import ids_in
from definitions.functions.authoring import Caller
from definitions.notification_templates import (
    LANGUAGES,
    NAME,
    VERSION,
    Text,
    Texts,
    chosen,
    one_line,
)
from definitions.values import Json, JsonObject
from store import (
    approvers,
    deliveries,
    files,
    mails,
    notices,
    notification_templates,
    people,
    runs,
    tenants,
)
from store.channel_choices import EMAIL
from store.deliveries import NewDelivery
from store.keys import Keyring, TenantKeys
from store.mails import Mail
from store.notices import NewNotice
from store.session import Database

MESSAGE = "message"
"""Kind of the notices."""

MOST_ADDRESSES = 100
MOST_ATTACHED = 10_000_000
"""Bytes, of all files of one mail; many mail servers take no more."""

INSTEAD = ("subject", "body", "template")
"""What a template of the organisation brings along."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to be told what."""

    to: list[Json]
    texts: Texts
    """Filled in; everyone reads the one in their language."""
    attachments: Sequence[str] = ()
    """Ids of files of the run."""


@dataclass(frozen=True, slots=True)
class Told:
    """Who was."""

    people: Sequence[Found]
    addresses: Sequence[str]
    nobody: Sequence[str]


class Tells(Protocol):
    """Writes down what is to be told."""

    async def texts(self, caller: Caller, name: str, version: int | None) -> Texts: ...

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
        texts = await self._texts(self._tells, arguments, caller)
        to = cast("list[Json]", arguments["to"])
        attached = cast("list[str]", arguments.get("attachments", []))
        told = await self._tells.tell(caller, Wanted(to, texts, [*dict.fromkeys(attached)]))
        if not told.people and not told.addresses:
            raise ProblemError(errors.configuration(" ".join(told.nobody)))
        return {
            "people": [{"id": one.id, "name": one.name} for one in told.people],
            "addresses": [*told.addresses],
            "nobody": [*told.nobody],
        }

    async def _texts(self, tells: Tells, arguments: JsonObject, caller: Caller) -> Texts:
        values = cast("JsonObject", arguments.get("values", {}))
        name = arguments.get(NAME)
        if name is None:
            return {LANGUAGES[0]: await self._inline(arguments, values)}
        given = [one for one in INSTEAD if arguments.get(one)]
        if given:
            raise ProblemError(
                errors.validation(
                    f"`{NAME}` brings subject and text along: leave out {', '.join(given)}."
                )
            )
        kept = await tells.texts(caller, str(name), cast("int | None", arguments.get(VERSION)))
        return {
            language: await self._filled(text, values, f"{name} ({language})")
            for language, text in kept.items()
        }

    async def _inline(self, arguments: JsonObject, values: JsonObject) -> Text:
        if "subject" not in arguments:
            raise ProblemError(
                errors.validation(f"There is no `subject`: give one, or a `{NAME}`.")
            )
        body = str(arguments.get("body", ""))
        if "template" in arguments:
            body = await self._templates.text(str(arguments["template"]), values, "The template")
        return Text(one_line(str(arguments["subject"])), body)

    async def _filled(self, text: Text, values: JsonObject, called: str) -> Text:
        """In each language, also where nobody reads it: a fault is one whoever is told."""
        of_subject = await self._templates.text(text.subject, values, f"The subject of {called}")
        subject = one_line(of_subject)
        if not subject:
            raise ProblemError(errors.validation(f"The subject of {called} is empty."))
        body = await self._templates.text(text.body, values, f"The text of {called}")
        return Text(subject, body)


class Notices:
    """In PostgreSQL."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._keyring = keyring

    async def texts(self, caller: Caller, name: str, version: int | None) -> Texts:
        async with self._database.tenant(caller.tenant) as session:
            row = await notification_templates.find(session, name, version)
            newest = row or await notification_templates.find(session, name)
        if row is not None:
            return row.said
        if newest is None:
            said = f"There is no template {name!r}. Make it under Administration, or correct "
            raise ProblemError(errors.configuration(f"{said}`{NAME}`."))
        said = f"The template {name!r} has no version {version}; the current one is "
        raise ProblemError(errors.configuration(f"{said}{newest.version}."))

    async def tell(self, caller: Caller, wanted: Wanted) -> Told:
        keys = await self._keyring.of(caller.tenant)
        async with self._database.tenant(caller.tenant) as session:
            run = await runs.get(session, caller.run)
            directory = await approvers.read(session)
            own = (await tenants.get(session)).language
            addresses = await _addresses(session, wanted.to)
            others = [one for one in wanted.to if one not in addresses]
            whom = WhoIsMeant(others, 0)
            found = approvers.meant(directory, whom, None if run is None else run.started_by)
            await _check(session, keys, caller, wanted.attachments)
            new: list[NewNotice] = []
            for one in found.people:
                person = directory.by_id(one.id)
                language = None if person is None else person.language
                _, text = chosen(wanted.texts, language or own)
                said: JsonObject = {"subject": text.subject, "body": text.body}
                if wanted.attachments:
                    said["attachments"] = [*wanted.attachments]
                new.append(
                    NewNotice(
                        person=one.id, kind=MESSAGE, cause=caller.key, said=said, run=caller.run
                    )
                )
            await notices.add(session, keys, new)
            language, text = chosen(wanted.texts, own)
            letter = Mail(
                "",
                text.subject,
                prose.to_letter(text.subject, text.body),
                prose.to_page(text.subject, text.body, language),
                attachments=wanted.attachments,
            )
            await _mail(session, keys, caller, addresses, letter)
        return Told(found.people, addresses, found.nobody)


async def _check(
    session: AsyncSession, keys: TenantKeys, caller: Caller, ids: Sequence[str]
) -> None:
    """A process gives away only what its own run has been given, or has made."""
    known = ids_in([*ids])
    found = await files.some_of_runs(session, keys, known, [caller.run]) if known else []
    there = {one.id for one in found}
    missing = [one for one in ids if one not in there]
    if missing:
        detail = (
            f"There is no file {missing[0][:100]!r} in this run. Attach what its form or its input "
            "has at a field with `format: file`, or what it has made."
        )
        raise ProblemError(errors.validation(detail))
    size = sum(one.size for one in found)
    if size > MOST_ATTACHED:
        detail = (
            f"The attachments have {_megabytes(size)} together, and a mail takes "
            f"{_megabytes(MOST_ATTACHED)}. Attach less, or send a link to where they can be found."
        )
        raise ProblemError(errors.validation(detail))


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.3g} MB"


async def _addresses(session: AsyncSession, to: Sequence[Json]) -> list[str]:
    """Those that are nobody's here; who has left is not written to behind their back."""
    plain = [one for one in to if isinstance(one, str) and "@" in one]
    known = [one for one in plain if await people.by_email(session, one.strip().lower())]
    return [one for one in dict.fromkeys(plain) if one not in known][:MOST_ADDRESSES]


async def _mail(
    session: AsyncSession,
    keys: TenantKeys,
    caller: Caller,
    addresses: Sequence[str],
    letter: Mail,
) -> None:
    """By one id for each call and address, so that a second time is none."""
    posted = {_id(caller, one): replace(letter, to=one) for one in addresses}
    new = [NewDelivery(id=one, notice=one, person=None, channel=EMAIL) for one in posted]
    fresh = await deliveries.add(session, new)
    await mails.post_all(session, keys, {one: posted[one] for one in posted if one in fresh})


def _id(caller: Caller, address: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"baton:{caller.tenant}:{caller.key}:{address}"))

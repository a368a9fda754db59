"""Processes that are started in Slack: found by what was typed, filled in in a modal, begun once.

Never: a start by other rights than the portal's, or a second one because Slack sends twice.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import refusals, write
from api.auth.guard import check_for
from api.chat.slack import listing, telling
from api.chat.slack.visitors import Visitor
from api.errors import ApiError, not_found
from api.runs import service as runs
from channels import chat_words
from channels.fields import Field, UnreadableError, filled, simple
from channels.said import Way
from channels.slack import answers, modal, start
from channels.slack.requests import View
from channels.slack.start import Wanted
from channels.slack.waiting import Choice
from definitions import pages, schemas
from definitions.file_fields import input_schema
from definitions.json_schema.running import Fault
from definitions.values import Json, JsonObject, canonical, decode, encode
from store import definitions, idempotency, startable
from store.audit import Deed
from store.idempotency import KeyReusedError
from store.runs import RunRow
from store.startable import Startable

ROUTE: Final = "slack/start"
CREATED: Final = 201
MOST: Final = 500
"""Processes among which is looked for what was typed."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a process takes."""

    process: Startable
    document: JsonObject
    fields: list[Field] | None
    """None: more than a modal can do."""

    @property
    def title(self) -> str:
        return self.process.title or self.process.name

    def faults(self, value: Json) -> list[Fault]:
        if self.process.package is not None and self.process.input is not None:
            return schemas.Schema(self.process.input).faults(value)
        return schemas.faults_of_input(self.document, value)


# ---- found


async def meant(visitor: Visitor, words: str) -> tuple[list[Choice], bool]:
    """Those that these words may mean; whether they say so, or it is only near to it."""
    door = visitor.door
    async with door.services.database.tenant(door.tenant) as session:
        known = await listing.choices(session, visitor, MOST)
    wanted = words.strip().lower()
    exact = [one for one in known if wanted in (one.key, one.name, one.title.lower())]
    if exact:
        return exact, True
    holding = [one for one in known if wanted in f"{one.key} {one.title}".lower()]
    if holding:
        return holding, True
    named = {name: one for one in known for name in (one.name, one.title.lower())}
    near = {named[name].key: named[name] for name in get_close_matches(wanted, named, 5)}
    return [*near.values()], False


async def form_of(visitor: Visitor, process: str, version: str | None = None) -> Form:
    """Raises ApiError where they may not start it, or it does not run."""
    namespace, _, name = process.partition("/")
    check_for(visitor.principal, "runs:start", (namespace, name))
    door = visitor.door
    async with door.services.database.tenant(door.tenant) as session:
        found = await startable.find(session, namespace, name, version)
        if found is None or not found.runs:
            raise not_found(process)
        return await _form(session, found)


async def _form(session: AsyncSession, found: Startable) -> Form:
    document: JsonObject = {}
    schema: Json = found.input
    if found.package is None:
        read = decode(await definitions.document(session, found.hash))
        document = read if isinstance(read, dict) else {}
        schema = input_schema(document)
    return Form(found, document, _fields(schema))


def _fields(schema: Json) -> list[Field] | None:
    """Something else than an object has no fields, and is no empty form either."""
    if schema is None or schema is True:
        return []
    if not isinstance(schema, dict) or schema.get("type", "object") != "object":
        return None
    found = simple(schema, {})
    return found if modal.fits(found) else None


# ---- asked for


async def open_form(visitor: Visitor, trigger: str, process: str) -> tuple[str, Way | None] | None:
    """None: its modal is open; else what is to be said instead, and where to go on."""
    try:
        form = await form_of(visitor, process)
    except ApiError as refused:
        return visitor.say("start-gone", process=process, why=refused.detail), None
    if form.fields is None:
        return visitor.say("start-portal", process=form.title), page(visitor, process)
    wanted = Wanted(process=process, version=form.process.version)
    said = chat_words.of(visitor.language)
    view = start.write(wanted, form.title, form.fields, said)
    if await telling.show(visitor, trigger, view):
        return None
    return visitor.say("cannot-show"), page(visitor, process)


def page(visitor: Visitor, process: str) -> Way:
    return Way(visitor.say("start"), f"{visitor.address}/processes/{process}/start")


# ---- begun


async def submit(visitor: Visitor, view: View, wanted: Wanted) -> JsonObject:
    """What is to become of the modal."""
    try:
        form = await form_of(visitor, wanted.process, wanted.version)
        value = _value(visitor, view, form)
        if isinstance(value, Wrong):
            return value.answer
        run = await _begin(visitor, view, wanted, value)
    except ApiError as refused:
        why = visitor.say("start-gone", process=wanted.process, why=refused.detail)
        return _note(visitor, why, page(visitor, wanted.process))
    text = visitor.say("started", process=form.title)
    return _note(visitor, text, Way(visitor.say("look"), visitor.address + pages.run(run)))


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is filled in is not what the process takes, and how that is answered."""

    answer: JsonObject


def _value(visitor: Visitor, view: View, form: Form) -> JsonObject | Wrong:
    fields = form.fields or []
    try:
        value = filled(fields, modal.read(view.state.get("values"), fields).fields)
    except UnreadableError as fault:
        return Wrong(modal.faults({str(fault): visitor.say("unreadable")}, fields))
    faults = form.faults(value)
    return Wrong(_wrong(visitor, form, faults)) if faults else value


async def _begin(visitor: Visitor, view: View, wanted: Wanted, value: JsonObject) -> str:
    """Once for each modal: a second sending finds the run of the first."""
    door, principal = visitor.door, visitor.principal
    key = _digest(visitor.place.id, view.id)
    fingerprint = _digest(wanted.write(), canonical(value).decode())
    said: JsonObject = {"process": wanted.process, "version": wanted.version, "channel": "slack"}
    deed = Deed(principal.person, "run.start", f"process:{wanted.process}", None, said)
    row: RunRow | None = None
    async with (
        refusals(door.services, principal, deed),
        door.services.database.tenant(door.tenant) as session,
    ):
        try:
            kept = await idempotency.take(session, key, ROUTE, fingerprint)
        except KeyReusedError as error:
            raise ApiError(409, "started", "It was started already.", "Look at it.") from error
        if kept is not None:
            return kept.body.decode()
        row, _ = await runs.start(
            session, door.keys, principal, wanted.process, wanted.version, value
        )
        await write(session, door.keys, principal, replace(deed, subject=f"run:{row.id}"))
        await idempotency.keep(session, key, CREATED, row.id.encode())
    door.services.metrics.runs_started.inc()
    await runs.hand_over(door.services, door.tenant, row.id, row)
    return row.id


def _wrong(visitor: Visitor, form: Form, faults: list[Fault]) -> JsonObject:
    """At the field, where there is one; else in place of the modal."""
    titles = {one.name: one.title for one in form.fields or []}
    named = {fault.pointer.split("/")[1]: fault for fault in faults if "/" in fault.pointer}
    wrong = {
        titles[name]: f"{fault.wanted}; {fault.given}"
        for name, fault in named.items()
        if name in titles
    }
    if wrong:
        return modal.faults(wrong, form.fields or [])
    why = schemas.sentence("It", faults)
    process = f"{form.process.namespace}/{form.process.name}"
    said = visitor.say("start-gone", process=form.title, why=why)
    return _note(visitor, said, page(visitor, process))


def _note(visitor: Visitor, text: str, way: Way) -> JsonObject:
    said = chat_words.of(visitor.language)
    return answers.instead(answers.note("Baton", text, said, way))


def _digest(*parts: str) -> str:
    return hashlib.sha256(encode([*parts])).hexdigest()

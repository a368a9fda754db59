"""Starts processes: which there are, the form of one, and its beginning.

Never: a process that this person may not start, or a run twice by one form.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import refusals, write
from api.auth.credentials import principal_of
from api.auth.principal import Principal
from api.chat.teams import words
from api.chat.teams.answers import Answer, Card, Fault, plain
from api.chat.teams.came import Came
from api.errors import ApiError
from api.ids import is_id
from api.runs import service as runs
from api.services import Services
from channels.fields import Field, UnreadableError, filled, simple
from channels.modal import Filled, Modal
from channels.said import Decision
from channels.teams import card, form, waiting
from channels.teams.requests import Pressed
from channels.teams.waiting import Process
from definitions import pages
from definitions.file_fields import input_schema
from definitions.values import Json, decode, encode
from store import definitions, idempotency, processes, startable
from store.audit import Deed
from store.people import PersonRow
from store.runs import RunRow, new_id
from store.startable import Startable

VERBS = frozenset({card.START, card.BEGIN})
SHOWN = 25
"""So many processes are offered; the others are started by their names."""

ROUTE = "teams begin"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a form brings back: of which process it is, and of which showing of it."""

    process: str
    number: str

    def write(self) -> str:
        return f"{self.process} {self.number}"

    @classmethod
    def read(cls, text: Json) -> Beginning | None:
        process, _, number = text.partition(" ") if isinstance(text, str) else ("", "", "")
        return cls(process, number) if process and is_id(number) else None


async def press(services: Services, came: Came, person: PersonRow, pressed: Pressed) -> Answer:
    """One of VERBS."""
    told = words.of(came.language(person))
    if pressed.verb == card.START:
        chosen = waiting.chosen(pressed.data)
        return Fault(told["gone"]) if chosen is None else await show(services, came, person, chosen)
    beginning = Beginning.read(pressed.data.get(card.TOKEN))
    if beginning is None:
        return Fault(told["gone"])
    return await _begin(services, came, person, beginning, pressed)


async def offer(services: Services, came: Came, person: PersonRow) -> Card:
    """Those that they may start."""
    language = came.language(person)
    address = services.settings.address
    async with services.database.tenant(came.tenant.id) as session:
        principal = await principal_of(services, session, person.id)
        reach = principal.rights.reach("runs:start")
        found, more = await processes.page(session, "", "published", ("", ""), SHOWN, reach)
    if not found:
        return Card(plain([words.of(language)["nothing-to-start"]], language))
    shown = [Process("/".join(one.key), one.title or "/".join(one.key)) for one in found]
    left = 0 if more is None else 1
    return Card(waiting.start(shown, language, address + pages.PROCESSES, more=left))


async def named(services: Services, came: Came, person: PersonRow, name: str) -> Answer:
    """By its title, or by its name with or without its namespace."""
    wanted = name.casefold()
    async with services.database.tenant(came.tenant.id) as session:
        principal = await principal_of(services, session, person.id)
        reach = principal.rights.reach("runs:start")
        found, _ = await processes.page(session, name, "published", ("", ""), SHOWN, reach)
    fitting = [
        "/".join(one.key)
        for one in found
        if wanted
        in ("/".join(one.key).casefold(), one.name.casefold(), (one.title or "").casefold())
    ]
    if len(fitting) == 1 or len(found) == 1:
        return await show(services, came, person, (fitting or ["/".join(found[0].key)])[0])
    if not found:
        language = came.language(person)
        told = words.of(language)["no-process"].format(process=name)
        return Card(plain([told], language))
    return await offer(services, came, person)


async def show(services: Services, came: Came, person: PersonRow, process: str) -> Answer:
    """Its form; also where there is nothing to fill in, for nothing begins by being looked at."""
    language = came.language(person)
    async with services.database.tenant(came.tenant.id) as session:
        principal = await principal_of(services, session, person.id)
        known = await _startable(session, principal, process)
        fields = None if known is None else await _fields(session, known)
    if known is None:
        return Fault(words.of(language)["no-process"].format(process=process))
    if not form.fits(fields):
        return _in_portal(services, known, language)
    return _form(known, fields or [], language, Beginning(process, new_id()))


def _form(
    known: Startable,
    fields: list[Field],
    language: str,
    beginning: Beginning,
    wrong: dict[str, str] | None = None,
    given: Filled | None = None,
) -> Card:
    label = words.of(language)["start"]
    title = known.title or beginning.process
    modal = Modal(
        subject=title,
        decision=Decision(name="start", label=label, style="primary", comment="none"),
        fields=fields,
        token=beginning.write(),
        words=words.of(language),
        language=language,
    )
    return Card(form.write(modal, verb=card.BEGIN, wrong=wrong or {}, filled=given), title)


def _in_portal(services: Services, known: Startable, language: str) -> Card:
    told = words.of(language)
    page = pages.start(known.namespace, known.name)
    address = services.settings.address + page
    return Card(plain([told["portal-form"]], language, [(told["open"], address)]))


async def _startable(session: AsyncSession, principal: Principal, process: str) -> Startable | None:
    namespace, _, name = process.partition("/")
    if not principal.may("runs:start", (namespace, name)):
        return None
    known = await startable.find(session, namespace, name)
    return known if known is not None and known.runs else None


async def _fields(session: AsyncSession, known: Startable) -> list[Field] | None:
    schema: Json = known.input
    if known.package is None:
        document = decode(await definitions.document(session, known.hash))
        schema = input_schema(document) if isinstance(document, dict) else None
    return simple(None if schema is True else schema, {})


async def _begin(
    services: Services, came: Came, person: PersonRow, beginning: Beginning, pressed: Pressed
) -> Answer:
    language = came.language(person)
    told = words.of(language)
    async with services.database.tenant(came.tenant.id) as session:
        principal = await principal_of(services, session, person.id)
        known = await _startable(session, principal, beginning.process)
        fields = None if known is None else await _fields(session, known)
    if known is None or fields is None:
        return Fault(told["no-process"].format(process=beginning.process))
    given = form.read(pressed.data, fields)
    try:
        value = filled(fields, given.fields)
    except UnreadableError as error:
        wrong = {str(error): told["unreadable"]}
        return _form(known, fields, language, beginning, wrong, given)
    try:
        run, row = await _start(services, came, principal, beginning, value or None)
    except ApiError as refused:
        return _form(known, fields, language, beginning, {"": str(refused.detail)}, given)
    if row is not None:
        services.metrics.runs_started.inc()
        await partial(runs.hand_over, services, came.tenant.id, run, row)()
    said = told["started"].format(process=known.title or beginning.process)
    address = services.settings.address + pages.run(run)
    return Card(plain([said], language, [(told["see-run"], address)]), said)


async def _start(
    services: Services, came: Came, principal: Principal, beginning: Beginning, value: Json
) -> tuple[str, RunRow | None]:
    """The run; without its row where this form has begun it before."""
    deed = Deed(
        principal.person,
        "run.start",
        f"process:{beginning.process}",
        None,
        {"process": beginning.process, "channel": "teams"},
    )
    key = sha256(f"{principal.person}/{beginning.number}".encode()).hexdigest()
    async with (
        refusals(services, principal, deed),
        services.database.tenant(came.tenant.id) as session,
    ):
        kept = await idempotency.take(session, key, ROUTE, beginning.process)
        if kept is not None:
            return str(decode(kept.body)), None
        row, _ = await runs.start(session, came.keys, principal, beginning.process, None, value)
        await write(session, came.keys, principal, replace(deed, subject=f"run:{row.id}"))
        await idempotency.keep(session, key, 201, encode(row.id))
    return row.id, row

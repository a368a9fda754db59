"""The audit trail: who did what to what, when, from where and why.

What is said of a person is sealed with that person's key, everything else with the tenant's.
Never: a line that is changed or taken away (the application's role may do neither), or one apart
from what it tells of: whoever acts writes it in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.values import Json, JsonObject
from store import person_keys
from store.keys import OF_PERSON, PersonKey, TenantKeys
from store.person_keys import person_of
from store.runs import new_id

BODY = "audit.body"
ORIGIN = "audit.origin"
RUN = "run:"
"""How the subject begins that is a run."""

NOBODY = "nobody"
"""The actor where nobody has proved who they are."""

_ADD = text("""
WITH made AS (
  INSERT INTO audit (tenant_id, id, at, actor, action, subject, outcome, message, body, origin)
  VALUES (current_setting('baton.tenant')::uuid, :id, now(), :actor, :action, :subject, :outcome,
    :message, :body, :origin)
  ON CONFLICT (tenant_id, subject, message) DO NOTHING RETURNING tenant_id, id)
INSERT INTO audit_waiting (tenant_id, entry) SELECT tenant_id, id FROM made
""")


@dataclass(frozen=True, slots=True)
class Origin:
    """From where something is asked."""

    address: str | None = None
    request: str | None = None
    key: str | None = None
    """Id of the API key by which it is asked."""


NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does, or tries to."""

    actor: str
    action: str
    subject: str
    reason: str | None = None
    details: JsonObject | None = None
    message: str | None = None
    """The one by which a run is told to; the run's answer to it is the outcome."""
    refused: str | None = None
    """Why it was not done."""
    once: str | None = None
    """Told once under this name of the same subject."""
    origin: Origin = field(default=NOWHERE)

    @property
    def outcome(self) -> str:
        if self.refused is not None:
            return "refused"
        return "done" if self.message is None else "asked"


@dataclass(frozen=True, slots=True)
class Entry:
    """A deed as it stands in the trail."""

    id: str
    at: datetime
    actor: str
    actor_name: str | None
    action: str
    subject: str
    reason: str | None
    outcome: str
    details: JsonObject
    origin: Origin
    erased: bool
    """Of a person who was erased: what was said of them can't be read any more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A line as its row has it, with what the run has answered."""

    id: str
    at: datetime
    actor: str
    actor_name: str | None
    action: str
    subject: str
    outcome: str
    body: bytes
    origin: bytes | None
    answer: JsonObject | None


async def add(session: AsyncSession, keys: TenantKeys, deed: Deed) -> None:
    """In the transaction of the deed. One message is one deed, however often it is sent."""
    about, origin = person_of(deed.subject), deed.origin
    said: Json = {"reason": deed.reason, "details": deed.details or {}, "refused": deed.refused}
    where: Json = {"address": origin.address, "request": origin.request, "key": origin.key}
    values = {
        "id": new_id(),
        "actor": deed.actor,
        "action": deed.action,
        "subject": deed.subject,
        "outcome": deed.outcome,
        "message": deed.message or deed.once,
        "body": await _sealed(session, keys, about, said, BODY),
        "origin": await _sealed(session, keys, person_of(deed.actor) or about, where, ORIGIN),
    }
    await session.execute(_ADD, values)


async def _sealed(
    session: AsyncSession, keys: TenantKeys, person: str | None, value: Json, context: str
) -> bytes:
    key = None if person is None else await person_keys.of(session, keys, person)
    return (key or keys).seal_json(value, context)


async def opened(session: AsyncSession, keys: TenantKeys, lines: Collection[Kept]) -> list[Entry]:
    """Readable, but for what was said of people who have been erased."""
    named = {person_of(name) for line in lines for name in (line.actor, line.subject)}
    people = await person_keys.known(session, keys, [one for one in named if one is not None])
    return [_entry(keys, people, line) for line in lines]


def _entry(keys: TenantKeys, people: Mapping[str, PersonKey], line: Kept) -> Entry:
    about = person_of(line.subject)
    body = _open(keys, people, about, line.body, BODY)
    where = _open(keys, people, person_of(line.actor) or about, line.origin, ORIGIN)
    outcome, refused = _outcome(line, body or {})
    details = (body or {}).get("details")
    shown = details if isinstance(details, dict) else {}
    return Entry(
        line.id,
        line.at,
        line.actor,
        line.actor_name,
        line.action,
        line.subject,
        _text(body, "reason"),
        outcome,
        shown if refused is None else {**shown, "refused": refused},
        Origin(_text(where, "address"), _text(where, "request"), _text(where, "key")),
        erased=body is None or (where is None and line.origin is not None),
    )


def _open(
    keys: TenantKeys,
    people: Mapping[str, PersonKey],
    person: str | None,
    sealed: bytes | None,
    context: str,
) -> JsonObject | None:
    """None of what can't be read any more, or was never said."""
    if sealed is None:
        return None
    key: PersonKey | TenantKeys | None = keys
    if sealed[:1] == OF_PERSON:
        key = None if person is None else people.get(person)
    value = None if key is None else key.open_json(sealed, context)
    return value if isinstance(value, dict) else None


def _outcome(line: Kept, body: JsonObject) -> tuple[str, Json]:
    """And why it was refused."""
    if line.outcome == "asked":
        if line.answer is None:
            return "recorded", None
        if not line.answer.get("accepted"):
            return "refused", line.answer.get("detail")
        return "done", None
    refused = body.get("refused")
    return ("refused" if refused is not None else line.outcome), refused


def _text(value: JsonObject | None, name: str) -> str | None:
    found = (value or {}).get(name)
    return found if isinstance(found, str) else None

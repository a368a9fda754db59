"""The audit trail: who did what to what, when and why.

Never: a line that is changed or taken away (the application's role may do neither), or one apart
from what it tells of: whoever acts writes it in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.values import Json, JsonObject
from store.keys import TenantKeys
from store.models import audit, messages, people
from store.rows import TENANT, as_person, read
from store.runs import new_id

BODY = "audit.body"
RUN = "run:"
"""How the subject begins that is a run."""


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


@dataclass(frozen=True, slots=True)
class _Kept:
    id: str
    at: datetime
    actor: str
    actor_name: str | None
    action: str
    subject: str
    message: str | None
    body: bytes
    answer: JsonObject | None


async def add(session: AsyncSession, keys: TenantKeys, deed: Deed) -> None:
    """In the transaction of the deed. One message is one deed, however often it is sent."""
    said: Json = {"reason": deed.reason, "details": deed.details or {}, "refused": deed.refused}
    await session.execute(
        insert(audit)
        .values(
            tenant_id=TENANT,
            id=new_id(),
            at=func.now(),
            actor=deed.actor,
            action=deed.action,
            subject=deed.subject,
            message=deed.message,
            body=keys.seal_json(said, BODY),
        )
        .on_conflict_do_nothing(index_elements=["tenant_id", "subject", "message"])
    )


async def page(
    session: AsyncSession, keys: TenantKeys, subject: str, before: str | None, limit: int
) -> tuple[list[Entry], str | None]:
    """The newest first, and where the next page begins."""
    told = and_(messages.c.tenant_id == audit.c.tenant_id, messages.c.id == audit.c.message)
    of_run = audit.c.subject == func.concat(RUN, messages.c.run_id)
    person = and_(people.c.tenant_id == audit.c.tenant_id, people.c.id == as_person(audit.c.actor))
    query = (
        select(audit, people.c.name.label("actor_name"), messages.c.answer)
        .select_from(audit.outerjoin(messages, and_(told, of_run)).outerjoin(people, person))
        .where(audit.c.subject == subject)
        .order_by(audit.c.id.desc())
        .limit(limit + 1)
    )
    if before is not None:
        query = query.where(audit.c.id < before)
    kept = [read(row, _Kept) for row in (await session.execute(query)).mappings()]
    shown = [_opened(keys, one) for one in kept[:limit]]
    return shown, shown[-1].id if len(kept) > limit else None


def _opened(keys: TenantKeys, kept: _Kept) -> Entry:
    body = keys.open_json(kept.body, BODY)
    if not isinstance(body, dict):
        raise TypeError(f"The {BODY} {kept.id} is kept as {type(body).__name__}.")
    reason, refused, details = body.get("reason"), body.get("refused"), body.get("details")
    details = details if isinstance(details, dict) else {}
    if kept.message is not None and kept.answer is not None and not kept.answer.get("accepted"):
        refused = kept.answer.get("detail")
    if refused is not None:
        outcome, details = "refused", {**details, "refused": refused}
    else:
        outcome = "recorded" if kept.message is not None and kept.answer is None else "done"
    return Entry(
        kept.id,
        kept.at,
        kept.actor,
        kept.actor_name,
        kept.action,
        kept.subject,
        reason if isinstance(reason, str) else None,
        outcome,
        details,
    )

"""Finds lines of the audit trail: by who, what, to what, when and how it ended.

Reasons and details are sealed, so nothing is found by them. Never: a page that reads the whole
trail, whatever is asked for: each begins at the end of an index.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.audit import RUN, Entry, Kept, opened
from store.audit_tables import audit
from store.keys import TenantKeys
from store.models import messages, people
from store.rows import as_person, read

SLACK_SECONDS = 3600.0
"""Ids are made by a process, and a while before their row, whose time is PostgreSQL's."""

LATEST = (1 << 48) - 1
_ACCEPTED: ColumnElement[bool] = literal_column("messages.answer ->> 'accepted' = 'true'")
_OUTCOMES: dict[str, ColumnElement[bool]] = {
    "recorded": and_(audit.c.outcome == "asked", messages.c.answer.is_(None)),
    "done": or_(audit.c.outcome == "done", and_(audit.c.outcome == "asked", _ACCEPTED)),
    "refused": or_(
        audit.c.outcome == "refused",
        and_(audit.c.outcome == "asked", messages.c.answer.is_not(None), ~_ACCEPTED),
    ),
}


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; None: whatever it is."""

    actor: str | None = None
    action: str | None = None
    subject: str | None = None
    outcome: str | None = None
    since: datetime | None = None
    until: datetime | None = None


async def page(
    session: AsyncSession, keys: TenantKeys, sought: Sought, before: str | None, limit: int
) -> tuple[list[Entry], str | None]:
    """The newest first, and where the next page begins."""
    query = _lines().where(*_conditions(sought)).order_by(audit.c.id.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(audit.c.id < before)
    kept = [read(row, Kept) for row in (await session.execute(query)).mappings()]
    shown = await opened(session, keys, kept[:limit])
    return shown, shown[-1].id if len(kept) > limit else None


async def some(session: AsyncSession, keys: TenantKeys, ids: Collection[str]) -> dict[str, Entry]:
    """By their ids."""
    rows = await session.execute(_lines().where(audit.c.id.in_(ids)))
    entries = await opened(session, keys, [read(row, Kept) for row in rows.mappings()])
    return {entry.id: entry for entry in entries}


def _lines() -> Select[tuple[object, ...]]:
    """With who that was, and what a run has answered."""
    told = and_(messages.c.tenant_id == audit.c.tenant_id, messages.c.id == audit.c.message)
    of_run = audit.c.subject == func.concat(RUN, messages.c.run_id)
    person = and_(people.c.tenant_id == audit.c.tenant_id, people.c.id == as_person(audit.c.actor))
    return select(audit, people.c.name.label("actor_name"), messages.c.answer).select_from(
        audit.outerjoin(messages, and_(told, of_run)).outerjoin(people, person)
    )


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    found = [
        audit.c[name] == wanted
        for name, wanted in (
            ("actor", sought.actor),
            ("action", sought.action),
            ("subject", sought.subject),
        )
        if wanted is not None
    ]
    if sought.outcome is not None:
        found.append(_OUTCOMES[sought.outcome])
    if sought.since is not None:
        found += [audit.c.at >= sought.since, audit.c.id >= _id_at(sought.since, -SLACK_SECONDS)]
    if sought.until is not None:
        found += [audit.c.at < sought.until, audit.c.id < _id_at(sought.until, SLACK_SECONDS)]
    return found


def _id_at(at: datetime, slack: float) -> str:
    """With what ids begin that are made so long after then."""
    milliseconds = int((at.timestamp() + slack) * 1000)
    return str(UUID(int=min(max(milliseconds, 0), LATEST) << 80))

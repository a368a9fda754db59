"""What one is told, with the subjects of approvals, which only they have.

Never: a notice of somebody else, or a subject of an approval that is gone.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from api.approvals.shown import objects
from api.auth.principal import Principal
from api.paging import moment_and_id, opaque
from api.runs.wire import may_see
from api.shapes import moment
from definitions.values import Json, JsonObject
from store import notices, run_list, telling
from store.keys import TenantKeys
from store.notices import NoticeRow
from store.runs import RunLine
from store.telling import Asked


async def page(
    session: AsyncSession,
    keys: TenantKeys,
    principal: Principal,
    cursor: str | None,
    limit: int,
) -> JsonObject:
    rows = await notices.of_person(session, principal.person, moment_and_id(cursor), limit + 1)
    shown = rows[:limit]
    ids = {row.approval_id for row in shown if row.approval_id is not None}
    asked = await telling.approvals_of(session, keys, ids)
    last = shown[-1] if len(rows) > limit else None
    seen = await _seen(session, principal, {row.run_id for row in shown if row.run_id})
    items: list[Json] = [_shown(keys, row, asked.get(row.approval_id or ""), seen) for row in shown]
    return {
        "items": items,
        "next": opaque(None if last is None else f"{last.created_at.isoformat()}/{last.id}"),
        "unread": await notices.unread(session, principal.person),
    }


async def _seen(session: AsyncSession, principal: Principal, runs: set[str]) -> dict[str, RunLine]:
    """Those of these runs that they would be shown."""
    if not runs:
        return {}
    found = await run_list.some(session, runs)
    return {row.id: row for row in found if may_see(principal, row)}


def _shown(
    keys: TenantKeys, row: NoticeRow, asked: Asked | None, seen: Mapping[str, RunLine]
) -> JsonObject:
    said = row.opened(keys)
    subject = said.get("subject") if asked is None else asked.body.get("subject")
    return {
        "id": row.id,
        "kind": row.kind,
        "subject": str(subject or _process(seen.get(row.run_id or ""))),
        "text": str(said.get("body") or ""),
        "approval": None if asked is None else row.approval_id,
        "decision": None if asked is None else _decision(asked),
        "run": row.run_id if row.run_id in seen else None,
        "standsInFor": said.get("for"),
        "createdAt": moment(row.created_at),
        "readAt": moment(row.read_at),
    }


def _process(run: RunLine | None) -> str:
    """What a trouble is about, which has no subject of its own."""
    return "" if run is None else run.title or f"{run.namespace}/{run.name}"


def _decision(asked: Asked) -> JsonObject | None:
    """As it stands now, whenever the notice was written."""
    name = asked.body.get("decision")
    if name is None:
        return None
    decisions = objects(asked.body.get("decisions") or [])
    label = next((one.get("label") for one in decisions if one.get("name") == name), name)
    return {"name": name, "label": label}

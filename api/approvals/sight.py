"""Who may see an approval, and what they can do about it now.

Whoever is asked, has asked, stands in for one of them, or may see the values of the run. Never: a
word of it to others; to them it doesn't exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.approvals.shown import objects
from api.auth.principal import Principal
from api.errors import not_found
from api.ids import is_id
from definitions.approvals import OPEN as STANDS_OPEN
from definitions.approvals import OVER, RETURNED
from definitions.values import Json, JsonObject
from store import approvals, people
from store.approvals import ApprovalRow
from store.keys import TenantKeys

OPEN = "open"
"""Of somebody who is asked."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An approval in the eyes of one person."""

    row: ApprovalRow
    body: JsonObject
    state: str | None
    """Of theirs: open, voted, closed, or None when they are not asked."""
    stands_in_for: list[JsonObject]
    """Who is asked, away, and has not answered."""

    @property
    def me(self) -> JsonObject:
        return {"state": self.state, "standsInFor": [*self.stands_in_for]}


async def others(session: AsyncSession, person: str) -> list[str]:
    """Those whom they stand in for now."""
    return await approvals.stood_in_for(session, person, datetime.now(UTC))


async def look(session: AsyncSession, keys: TenantKeys, person: str, approval: str) -> Seen | None:
    """One, whether they may see it or not; None: there is none."""
    row = await approvals.get(session, approval) if is_id(approval) else None
    if row is None:
        return None
    [seen] = await see(session, keys, person, await others(session, person), [row])
    if seen.state in (None, OPEN) or row.status != STANDS_OPEN:
        return seen
    # It may have been decided between the two looks: then it says by whom.
    newer = await approvals.get(session, approval) or row
    return replace(seen, row=newer, body=newer.opened(keys))


async def see(
    session: AsyncSession,
    keys: TenantKeys,
    person: str,
    others: Sequence[str],
    rows: Sequence[ApprovalRow],
) -> list[Seen]:
    """In the same order, whether they may see them or not; `others` is whom they stand in for."""
    states = await approvals.states(session, [row.id for row in rows], [person, *others])
    names = await people.names(session, others) if others else {}
    seen: list[Seen] = []
    for row in rows:
        of_row = states.get(row.id, {})
        away: list[JsonObject] = [
            {"id": one, "name": names[one]} for one in others if of_row.get(one) == OPEN
        ]
        seen.append(Seen(row, row.opened(keys), of_row.get(person), away))
    return seen


async def find(
    session: AsyncSession, keys: TenantKeys, principal: Principal, approval: str
) -> Seen:
    """Raises ApiError for who may not see it."""
    seen = await look(session, keys, principal.person, approval)
    if seen is None or not may_see(principal, seen):
        raise not_found(f"The approval {approval}")
    return seen


def may_see(principal: Principal, seen: Seen) -> bool:
    return takes_part(principal.person, seen) or sees_run(principal, seen.row)


def takes_part(person: str, seen: Seen) -> bool:
    """They may see it whatever else they may."""
    return (
        seen.state is not None
        or bool(seen.stands_in_for)
        or person in (seen.row.requester_id, seen.row.started_by)
        or _asked_back(person, seen)
    )


def sees_run(principal: Principal, row: ApprovalRow) -> bool:
    process = row.namespace, row.name
    own = row.started_by == principal.person
    seen = principal.rights.sees(row.started_by, process)
    return own or (seen and principal.may("runs:read-data", process))


def can(principal: Principal, seen: Seen) -> list[str]:
    """What would not be refused at once."""
    row, person = seen.row, principal.person
    if row.status in OVER:
        return []
    able: list[str] = []
    if row.status == STANDS_OPEN and (seen.state == OPEN or seen.stands_in_for):
        able += ["decide", "ask", "reassign"]
        if seen.body["sendBack"] is True and seen.row.requester_id is not None:
            able.append("send-back")
    elif row.status == STANDS_OPEN and principal.may("runs:control", (row.namespace, row.name)):
        able.append("reassign")
    if _asked_back(person, seen):
        able.append("answer")
    if person == row.requester_id:
        able.append("withdraw")
        if row.status == RETURNED:
            able.append("resubmit")
    return able


def _asked_back(person: str, seen: Seen) -> bool:
    """A question waits for their answer."""
    return any(
        one["answer"] is None and _is(one["to"], person) for one in objects(seen.body["questions"])
    )


def _is(who: Json, person: str) -> bool:
    return isinstance(who, dict) and who.get("id") == person

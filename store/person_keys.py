"""A key for each person, which seals what the audit trail says of them; wrapped by the tenant's.

To erase a person is to destroy their key: nobody can read those values then, and the chain over the
sealed bytes holds. Never: a key that is made anew for somebody who was erased, or one that is
remembered before it is kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.audit_tables import person_keys
from store.keys import PersonKey, TenantKeys
from store.master_key import KEY_BYTES
from store.rows import TENANT, read

CONTEXT = "person-key."
PERSON = "person:"
"""How a subject of the trail begins that is a person."""


@dataclass(frozen=True, slots=True)
class _Kept:
    person_id: str
    wrapped: bytes | None
    lasting: bool


def person_of(name: str) -> str | None:
    """The person whom an actor's id or a subject names; None: it is no person."""
    text = name.removeprefix(PERSON)
    try:
        return text if str(UUID(text)) == text else None
    except ValueError:
        return None


async def of(session: AsyncSession, keys: TenantKeys, person: str) -> PersonKey | None:
    """Made when it is needed first. None: it was destroyed."""
    known = keys.of_people.get(person)
    if known is not None:
        return known
    (kept,) = await _find(session, [person]) or [await _make(session, keys, person)]
    return _opened(keys, kept)


async def known(
    session: AsyncSession, keys: TenantKeys, people: Collection[str]
) -> dict[str, PersonKey]:
    """Of those whose key is there."""
    found = {person: keys.of_people.get(person) for person in people}
    for kept in await _find(session, [one for one, key in found.items() if key is None]):
        found[kept.person_id] = _opened(keys, kept)
    return {person: key for person, key in found.items() if key is not None}


async def destroy(session: AsyncSession, keys: TenantKeys, person: str) -> None:
    """For good. Other processes forget what they remember of it within a minute."""
    await of(session, keys, person)
    keys.of_people.drop(person)
    gone = update(person_keys).where(person_keys.c.person_id == person)
    await session.execute(gone.values(wrapped=None, destroyed_at=func.now()))


async def _find(session: AsyncSession, people: Collection[str]) -> list[_Kept]:
    if not people:
        return []
    # What this very transaction has made may still be undone, and must not be remembered.
    lasting: ColumnElement[bool] = literal_column(
        "xmin IS DISTINCT FROM pg_current_xact_id_if_assigned()::xid"
    )
    query = select(person_keys.c.person_id, person_keys.c.wrapped, lasting.label("lasting"))
    rows = await session.execute(query.where(person_keys.c.person_id.in_(people)))
    return [read(row, _Kept) for row in rows.mappings()]


async def _make(session: AsyncSession, keys: TenantKeys, person: str) -> _Kept:
    wrapped = keys.seal(secrets.token_bytes(KEY_BYTES), CONTEXT + person)
    values = {"person_id": person, "wrapped": wrapped, "created_at": func.now()}
    made = insert(person_keys).values(tenant_id=TENANT, **values)
    # Whoever comes second takes the key of who came first.
    await session.execute(made.on_conflict_do_nothing())
    (kept,) = await _find(session, [person])
    return kept


def _opened(keys: TenantKeys, kept: _Kept) -> PersonKey | None:
    if kept.wrapped is None:
        return None
    key = PersonKey(keys.open(kept.wrapped, CONTEXT + kept.person_id))
    if kept.lasting:
        keys.of_people.put(kept.person_id, key)
    return key

"""Who is who in a chat: accounts of the vendor, and the persons that they are here.

Matched once by an address that the vendor has verified, and kept by the vendor's ids. Never: a
person of whom two accounts of one place speak; the later one is theirs.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.values import JsonObject
from store import people
from store.chat_tables import chat_people, chat_strangers
from store.people import PersonRow
from store.rows import TENANT, column, read, read_or_none

# Who has an account of their own comes first; whom nobody has looked for may be found by address.
_SEATS = text("""
SELECT DISTINCT ON (a.kind, x.person) a.kind, x.person::text AS person_id,
  p.id::text AS place_id, c.account
FROM unnest(CAST(:persons AS uuid[])) AS x (person)
CROSS JOIN chat_places p JOIN chat_apps a ON a.id = p.app_id
LEFT JOIN chat_people c ON c.place_id = p.id AND c.person_id = x.person
LEFT JOIN chat_strangers s ON s.place_id = p.id AND s.person_id = x.person
  AND s.looked_at > now() - interval '1 day'
WHERE p.state = 'on'
  AND (c.account IS NOT NULL OR (a.kind = 'slack' AND s.person_id IS NULL))
ORDER BY a.kind, x.person, c.account IS NULL, p.installed_at, p.id
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Where somebody is found in a chat; without an account: to be looked for by their address."""

    kind: str
    person_id: str
    place_id: str
    account: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account, and who that is; None: nobody whom we know."""

    place_id: str
    account: str
    person_id: str | None
    conversation: str | None
    reference: JsonObject | None
    matched_at: datetime


@dataclass(frozen=True, slots=True)
class Whose:
    """What stands here of an account, before anybody is asked."""

    account: AccountRow | None
    person: PersonRow | None


async def find(session: AsyncSession, place: str, account: str) -> AccountRow | None:
    query = select(chat_people).where(
        chat_people.c.place_id == place, chat_people.c.account == account
    )
    return read_or_none((await session.execute(query)).mappings().first(), AccountRow)


async def whose(session: AsyncSession, place: str, account: str) -> Whose:
    known = await find(session, place, account)
    person = None if known is None else known.person_id
    return Whose(known, None if person is None else await people.get(session, person))


async def of_persons(session: AsyncSession, persons: Collection[str]) -> list[AccountRow]:
    """Their accounts, in all places."""
    query = select(chat_people).where(chat_people.c.person_id.in_(persons))
    return [read(row, AccountRow) for row in (await session.execute(query)).mappings()]


async def account_of(session: AsyncSession, place: str, person: str) -> str | None:
    """Of one person there."""
    found = await of_persons(session, [person])
    return next((one.account for one in found if one.place_id == place), None)


async def match(session: AsyncSession, place: str, account: str, person: str | None) -> None:
    """From now on this account is this person, and no other one of the place is."""
    if person is not None:
        await session.execute(
            delete(chat_people).where(
                chat_people.c.place_id == place,
                chat_people.c.person_id == person,
                chat_people.c.account != account,
            )
        )
    made = insert(chat_people).values(
        tenant_id=TENANT,
        place_id=place,
        account=account,
        person_id=person,
        matched_at=func.now(),
    )
    await session.execute(
        made.on_conflict_do_update(
            index_elements=["tenant_id", "place_id", "account"],
            set_={"person_id": made.excluded.person_id, "matched_at": made.excluded.matched_at},
        )
    )


async def write_to(
    session: AsyncSession,
    place: str,
    account: str,
    conversation: str | None,
    reference: JsonObject | None = None,
) -> None:
    """Where they are written to; None: that place is gone."""
    await session.execute(
        update(chat_people)
        .where(chat_people.c.place_id == place, chat_people.c.account == account)
        .values(conversation=conversation, reference=reference)
    )


async def forget(session: AsyncSession, place: str, account: str) -> None:
    """They have sent the app away; who they are is found out anew when they come back."""
    await session.execute(
        delete(chat_people).where(chat_people.c.place_id == place, chat_people.c.account == account)
    )


# ---- where people are found


async def seats(session: AsyncSession, persons: Collection[str]) -> dict[tuple[str, str], Seat]:
    """By vendor and person, where the app is let in."""
    if not persons:
        return {}
    rows = (await session.execute(_SEATS, {"persons": [*persons]})).mappings()
    return {(one.kind, one.person_id): one for one in (read(row, Seat) for row in rows)}


async def stranger(session: AsyncSession, place: str, person: str) -> None:
    """Nobody there has their address; looked for again after a day."""
    made = insert(chat_strangers).values(
        tenant_id=TENANT, place_id=place, person_id=person, looked_at=func.now()
    )
    await session.execute(
        made.on_conflict_do_update(
            index_elements=["tenant_id", "place_id", "person_id"],
            set_={"looked_at": made.excluded.looked_at},
        )
    )


async def matched(session: AsyncSession, places: Collection[str]) -> dict[str, int]:
    """By place, of how many accounts it is known who they are."""
    query = (
        select(chat_people.c.place_id, func.count().label("n"))
        .where(chat_people.c.place_id.in_(places), chat_people.c.person_id.is_not(None))
        .group_by(chat_people.c.place_id)
    )
    rows = (await session.execute(query)).mappings()
    return {column(row, "place_id", str): column(row, "n", int) for row in rows}

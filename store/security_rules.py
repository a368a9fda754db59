"""What a tenant asks of its people when they sign in, and whether somebody meets it.

Never: a rule for one person; rules are for all, or for all who have a role.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Text, and_, exists, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.entry_tables import passkeys, security_rules, totp
from store.rows import TENANT, column, read_or_none


@dataclass(frozen=True, slots=True)
class RulesRow:
    """The rules of a tenant."""

    second_factor_of_all: bool
    second_factor_of_roles: list[str]
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class Factors:
    """What somebody has beside a password, and whether they must have something."""

    totp: bool
    passkey: bool
    required: bool

    @property
    def any(self) -> bool:
        return self.totp or self.passkey

    @property
    def missing(self) -> bool:
        return self.required and not self.any


async def get(session: AsyncSession) -> RulesRow | None:
    """None: nobody has made any yet."""
    return read_or_none(
        (await session.execute(select(security_rules))).mappings().first(), RulesRow
    )


async def put(session: AsyncSession, of_roles: Sequence[str], by: str, *, of_all: bool) -> None:
    values = {
        "second_factor_of_all": of_all,
        "second_factor_of_roles": list(of_roles),
        "changed_at": func.now(),
        "changed_by": by,
    }
    await session.execute(
        insert(security_rules)
        .values(tenant_id=TENANT, **values)
        .on_conflict_do_update(index_elements=["tenant_id"], set_=values)
    )


async def take_role(session: AsyncSession, role: str) -> None:
    """Of this one nothing is asked any more."""
    asked = security_rules.c.second_factor_of_roles
    await session.execute(
        update(security_rules)
        .where(asked.contains([role]))
        .values(second_factor_of_roles=func.array_remove(asked, role))
    )


async def factors_of(session: AsyncSession, person: str, roles: Collection[str]) -> Factors:
    """In one look, because each request of a browser asks for it."""
    rules = security_rules.c
    asked = or_(rules.second_factor_of_all, _overlap(rules.second_factor_of_roles, roles))
    confirmed = and_(totp.c.person_id == person, totp.c.confirmed_at.is_not(None))
    query = select(
        exists().where(confirmed).label("totp"),
        exists().where(passkeys.c.person_id == person).label("passkey"),
        exists().where(asked).label("required"),
    )
    row = (await session.execute(query)).mappings().one()
    return Factors(*(column(row, name, bool) for name in ("totp", "passkey", "required")))


def _overlap(kept: ColumnElement[object], given: Collection[str]) -> ColumnElement[bool]:
    return kept.bool_op("&&")(literal([*given], ARRAY(Text)))

"""What one person may do to another: nobody gives, or takes from another, more than they have.

Never: an installation where nobody can administer any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.principal import Principal
from api.errors import ApiError, invalid
from api.permissions import ROLES, Permission, expand
from store import access, people
from store.people import ADMIN, PersonRow

Known: TypeAlias = Mapping[str, frozenset[Permission]]
"""Roles and what they give."""


async def known(session: AsyncSession) -> Known:
    """The built-in roles and the tenant's own, each with what it gives."""
    own = {row.name: expand(row.permissions) for row in await access.own_roles(session)}
    return own | ROLES


def unknown(roles: Iterable[str], known: Known) -> list[str]:
    return sorted({role for role in roles if role not in known})


def more_than(principal: Principal, roles: Iterable[str], known: Known) -> list[str]:
    """What these roles give and the principal doesn't have."""
    none = frozenset[Permission]()
    given = none.union(*(known.get(role, none) for role in roles))
    return sorted(one for one in given if not principal.may(one))


def check_roles(principal: Principal, roles: Collection[str], known: Known) -> None:
    """Somebody is to have these."""
    strange = unknown(roles, known)
    if strange:
        raise invalid(
            f"There is no role {strange[0]}.", f"Give some of {', '.join(sorted(known))}."
        )
    more = more_than(principal, roles, known)
    if more:
        raise _beyond(f"These roles give more than you have, such as {more[0]}.")


async def check_person(session: AsyncSession, principal: Principal, row: PersonRow) -> None:
    """Somebody is to be changed, by who may do as much at least.

    Who could change the address of somebody who may do more would get their links too.
    """
    if row.id != principal.person and more_than(principal, row.roles, await known(session)):
        raise _beyond(f"{row.name} may do more than you.")


async def check_last(session: AsyncSession, row: PersonRow, roles: Collection[str]) -> None:
    """In a transaction that holds the tenant: somebody has to be left to administer."""
    loses = ADMIN in row.roles and row.state == "active" and ADMIN not in roles
    if loses and not await people.other_admins(session, row.id):
        raise ApiError(
            409,
            "last-administrator",
            f"{row.name} is the last one who administers.",
            "Make somebody else an administrator first.",
        )


def _beyond(detail: str) -> ApiError:
    return ApiError(403, "forbidden", detail, "Ask somebody who has these permissions to do it.")

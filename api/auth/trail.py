"""What the audit trail says of sign-ins: those that began, ended or were refused.

Never: a line of its own transaction; it stands beside the person's own history of sign-ins.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import write
from store.audit import NOBODY, Deed
from store.keys import TenantKeys
from store.person_keys import PERSON

BEGIN = "session.begin"
END = "session.end"


async def begun(session: AsyncSession, keys: TenantKeys, person: str, way: str) -> None:
    deed = Deed(person, BEGIN, PERSON + person, details={"way": way})
    await write(session, keys, None, deed)


async def refused(session: AsyncSession, keys: TenantKeys, person: str, way: str, why: str) -> None:
    """Nobody has proved to be this person."""
    deed = Deed(NOBODY, BEGIN, PERSON + person, details={"way": way}, refused=why)
    await write(session, keys, None, deed)


async def ended(session: AsyncSession, keys: TenantKeys, person: str) -> None:
    await write(session, keys, None, Deed(person, END, PERSON + person))

"""Makes API keys in the database itself: `baton token`, and the command's own for a local stack.

Never: a key for somebody who is not there or has been shut out.
"""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime, timedelta

from cli import database
from cli.errors import CliError
from cli.output import say
from cli.stack import find
from store import api_keys, people, seed
from store.people import PersonRow
from store.session import Database
from store.settings import StoreSettings

DAYS = 90
"""As long as a key lives that nobody has said more about."""


def show(user: str | None) -> None:
    """`baton token`: the key is all that standard output gets."""
    say(make(database.settings(find(os.environ)), user, "baton token", DAYS))


def make(settings: StoreSettings, user: str | None, name: str, days: int | None = None) -> str:
    """A new key, of the demo tenant's administrator if nobody is named."""
    return database.carefully(lambda: asyncio.run(_make(settings, user, name, days)))


async def _make(settings: StoreSettings, user: str | None, name: str, days: int | None) -> str:
    # An empty name is a script's mistake, and must not make it the administrator.
    email = (seed.ADMIN if user is None else user).strip().lower()
    expires = datetime.now(UTC) + timedelta(days=days) if days else None
    opened = await Database.open(settings)
    try:
        person = await _person(opened, email, named=user is not None)
        async with opened.tenant(person.tenant_id) as session:
            return await api_keys.issue(session, person.id, name, expires)
    finally:
        await opened.close()


async def _person(opened: Database, email: str, *, named: bool) -> PersonRow:
    async with opened.lookup("email", email) as session:
        found = await people.by_email(session, email)
    open_ones = [person for person in found if person.disabled_at is None]
    if found and not open_ones:
        raise CliError(f"{email} has been shut out and gets no key.", "Name somebody else.")
    if not open_ones:
        raise CliError(
            f"There is nobody with the address {email}.",
            "Name a person of this installation with --user."
            if named
            else "Make the demo tenant with `baton seed`, or name a person with --user.",
        )
    if len(open_ones) > 1:
        demo = [person for person in open_ones if person.tenant_id == seed.TENANT]
        if not demo:
            raise CliError(
                f"{email} belongs to {len(open_ones)} tenants, and a key is for one.",
                "Name a person who belongs to one of them only.",
            )
        return demo[0]
    return open_ones[0]

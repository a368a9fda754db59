"""API keys of the local stack, made in its database: `baton token`, and the command's own.

Never: a key made for somebody who is not there or has been shut out, or kept where others can
read it.
"""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cli import database
from cli.errors import CliError
from cli.output import say
from cli.stack import LocalStack, find
from store import api_keys, people, seed
from store.people import PersonRow
from store.session import Database
from store.settings import StoreSettings

KEPT = "cli-token"
KEPT_DAYS = 30


def show(user: str | None) -> None:
    """`baton token`: the key is all that standard output gets."""
    say(make(database.settings(find(os.environ)), user, "baton token"))


def make(settings: StoreSettings, user: str | None, name: str, days: int | None = None) -> str:
    """A new key, of the demo tenant's administrator if nobody is named."""
    return database.carefully(lambda: asyncio.run(_make(settings, user, name, days)))


async def _make(settings: StoreSettings, user: str | None, name: str, days: int | None) -> str:
    email = (user or seed.ADMIN).strip().lower()
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


class LocalToken:
    """The command's own key for the local stack; kept, so that not every command makes one."""

    def __init__(self, stack: LocalStack) -> None:
        self._stack = stack
        self._file = stack.data / KEPT
        self._made = False

    def current(self) -> str:
        try:
            kept = self._file.read_text().strip()
        except (OSError, ValueError):
            kept = ""
        return kept or self._make()

    def renewed(self) -> str | None:
        """Of another database, or over: once, then the refusal stands."""
        return None if self._made else self._make()

    def _make(self) -> str:
        self._made = True
        token = make(database.settings(self._stack), None, "the command line", KEPT_DAYS)
        _keep(self._file, token)
        return token


def _keep(file: Path, token: str) -> None:
    """Readable by its owner alone from the first moment."""
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(token)
        fresh.replace(file)
    except OSError:
        # The key works all the same; the next command makes another one.
        fresh.unlink(missing_ok=True)

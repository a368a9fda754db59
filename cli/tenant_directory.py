"""`baton tenants`: the installation's tenants, and who sees to them; in the database itself.

Never: a password taken as an argument, where other people of the machine could read it.
"""

from __future__ import annotations

import asyncio
import os
import secrets

from argon2 import PasswordHasher

from cli import database
from cli.output import columns, note, one_line, say
from cli.stack import find
from store import directory, installation, usage
from store.directory import Sought
from store.keys import Keyring
from store.master_key import load_master_key
from store.session import Database, as_installation
from store.settings import StoreSettings

PAGE = 200


def page(search: str) -> None:
    """`baton tenants list`."""
    settings = database.settings(find(os.environ))
    rows = database.carefully(lambda: asyncio.run(_page(settings, search)))
    if not rows:
        note("There are no tenants.")
        return
    say(columns([["TENANT", "NAME", "STATE", "RUNS TODAY", "BYTES"], *rows]))


async def _page(settings: StoreSettings, search: str) -> list[list[str]]:
    opened = await Database.open(settings)
    try:
        rows: list[list[str]] = []
        after: str | None = None
        while True:
            async with opened.shared() as session, as_installation(session):
                found, after = await directory.page(session, Sought(search), after, PAGE)
                used = await usage.kept(session, [row.id for row in found])
            for row in found:
                use = used[row.id]
                told = [row.slug, one_line(row.name), row.state]
                rows.append([*told, str(use.runs_today), str(use.bytes)])
            if after is None:
                return rows
    finally:
        await opened.close()


def super_admin(email: str, name: str) -> None:
    """`baton tenants super-admin`."""
    settings = database.settings(find(os.environ))
    password = secrets.token_urlsafe(12)
    database.carefully(lambda: asyncio.run(_super_admin(settings, email, name, password)))
    note(f"{email} sees to the tenants of this installation. Sign in with this password:")
    say(password)


async def _super_admin(settings: StoreSettings, email: str, name: str, password: str) -> None:
    opened = await Database.open(settings)
    try:
        keyring = Keyring(opened, load_master_key(settings))
        hashed = PasswordHasher().hash(password)
        await installation.super_admin(opened, keyring, email.lower(), name, hashed)
    finally:
        await opened.close()

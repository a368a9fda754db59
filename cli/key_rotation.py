"""`baton keys rotate`: turns tenants' keys and the master key, in the database itself.

Never: a key shown; only what to do next.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import TypeVar

from cli import database
from cli.errors import CliError
from cli.output import say
from cli.stack import find
from store import key_rotation
from store.keys import Keyring
from store.master_key import load_master_key
from store.session import Database
from store.settings import StoreSettings
from store.tenants import TenantRow

_T = TypeVar("_T")


def rotate_tenants(slug: str | None, *, everybody: bool) -> None:
    """`baton keys rotate --tenant SLUG | --all`."""
    if (slug is None) is not everybody:
        raise CliError(
            "Whose keys?", "Name a tenant with --tenant SLUG, or all with --all.", code=2
        )
    _with_database(lambda opened, wanted: _rotate_tenants(opened, wanted, slug))
    seconds = key_rotation.ANNOUNCED_SECONDS
    say(f"All processes know the new versions now, and seal with them in {seconds:g} seconds.")


async def _rotate_tenants(opened: Database, settings: StoreSettings, slug: str | None) -> None:
    keyring = Keyring(opened, load_master_key(settings))
    for tenant in await _tenants(opened, slug):
        version = await key_rotation.rotate(opened, keyring, tenant.id)
        say(f"{tenant.slug}: version {version}")


async def _tenants(opened: Database, slug: str | None) -> list[TenantRow]:
    found = await key_rotation.everybody(opened)
    named = [tenant for tenant in found if slug in (None, tenant.slug)]
    if not named and slug is not None:
        raise CliError(f"There is no tenant {slug!r}.", "Write its short name, such as demo.")
    return named


def rotate_master() -> None:
    """`baton keys rotate --master`."""
    _with_database(_rotate_master)


async def _rotate_master(opened: Database, settings: StoreSettings) -> None:
    if settings.master_key is None:
        changed = await key_rotation.change_file(opened, settings)
        say(f"The master key is another one; it wraps {changed} keys of tenants anew.")
        say(f"Put a copy of {settings.data / 'master.key'} in escrow, in place of the former one.")
        return
    master = load_master_key(settings)
    coming = master.masters.next
    if coming is not None:
        changed = await key_rotation.wrap_for_next(opened, master, coming)
        say(f"{changed} keys of tenants are wrapped with the next master key too.")
        say("Now set BATON_MASTER_KEY to the next one and take BATON_MASTER_KEY_NEXT away, one")
        say("process after another. When all have it: baton keys rotate --master once more.")
        return
    changed = await key_rotation.wrap_for_current(opened, master)
    if not changed:
        raise CliError(
            "There is no next master key.",
            "Make one (openssl rand -base64 32), keep a copy in escrow, and set "
            "BATON_MASTER_KEY_NEXT for all processes and here.",
        )
    say(
        f"{changed} keys of tenants are wrapped with this master key only; the former is done with."
    )


def _with_database(work: Callable[[Database, StoreSettings], Awaitable[_T]]) -> _T:
    wanted = database.settings(find(os.environ))

    async def act() -> _T:
        opened = await Database.open(wanted)
        try:
            return await work(opened, wanted)
        finally:
            await opened.close()

    return database.carefully(lambda: asyncio.run(act()))

"""`baton limits`: what one tenant may ask, where it differs from the installation's limits.

It writes to the database itself: whoever runs the installation decides this, no tenant does.
Never: a limit that was not named changed.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace

from cli import database
from cli.errors import CliError
from cli.output import say
from cli.stack import find
from store import tenant_limits, tenants
from store.session import Database
from store.settings import StoreSettings
from store.tenant_limits import TenantLimits

USUAL = -1


def run(tenant: str, key: int | None, person: int | None, of_all: int | None) -> None:
    settings = database.settings(find(os.environ))
    given = {"per_key": key, "per_person": person, "per_tenant": of_all}
    wanted = {name: value for name, value in given.items() if value is not None}
    now = database.carefully(lambda: asyncio.run(_run(settings, tenant, wanted)))
    for name, value in (
        ("each key", now.per_key),
        ("each person", now.per_person),
        ("the tenant", now.per_tenant),
    ):
        said = "as usual" if value is None else f"{value} a minute" if value else "no limit"
        say(f"{name}: {said}")


async def _run(settings: StoreSettings, slug: str, wanted: dict[str, int]) -> TenantLimits:
    opened = await Database.open(settings)
    try:
        async with opened.relay() as session:
            found = await tenants.by_slug(session, slug)
        if found is None:
            raise CliError(f"There is no tenant {slug}.", "Name it by its short name, like demo.")
        async with opened.tenant(found.id) as session:
            limits = await tenant_limits.get(session)
            if wanted:
                limits = _changed(limits, wanted)
                await tenant_limits.put(session, limits)
        return limits
    finally:
        await opened.close()


def _changed(limits: TenantLimits, wanted: dict[str, int]) -> TenantLimits:
    return replace(
        limits, **{name: None if value == USUAL else value for name, value in wanted.items()}
    )

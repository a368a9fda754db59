"""`baton revive --all`: every open run that Temporal doesn't know goes on from its facts.

For whoever runs the installation, after Temporal's database was lost. Never: a run revived that
lives; and since every run seems lost in the wrong place, none before somebody has said yes to it.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass

import typer
from temporalio.service import RPCError

from cli import database
from cli.doctor import temporal_settings
from cli.errors import CliError
from cli.output import columns, note, say, tell
from cli.stack import find
from definitions.values import Json
from gateway.client import connect
from gateway.revival import Revival
from gateway.settings import GatewaySettings
from store import tenants
from store.keys import Keyring
from store.master_key import load_master_key
from store.runs import RunRow
from store.session import Database
from store.settings import StoreSettings

SHOWN = 20


@dataclass(frozen=True)
class Wanted:
    """What the operator has asked for."""

    tenant: str | None
    dry: bool
    sure: bool
    per_second: float
    as_json: bool


def run(wanted: Wanted) -> None:
    stack = find(os.environ)
    store = database.settings(stack)
    temporal = temporal_settings(stack)
    try:
        database.carefully(lambda: asyncio.run(_revive(store, temporal, wanted)))
    except (RPCError, RuntimeError) as error:
        raise CliError(
            f"Temporal at {temporal.temporal_address} does not answer: {error}.",
            "Start it first: its database may be empty, but it must be there.",
        ) from error


async def _revive(store: StoreSettings, temporal: GatewaySettings, wanted: Wanted) -> None:
    opened = await Database.open(store)
    try:
        keyring = Keyring(opened, load_master_key(store))
        revival = Revival(opened, await connect(temporal, opened, keyring))
        tenant = await _tenant(opened, wanted.tenant)
        lost = [row async for row in revival.lost(tenant)]
        where = f"{temporal.temporal_address}, namespace {temporal.temporal_namespace}"
        if not wanted.as_json:
            _show(lost, where)
        revived = 0 if wanted.dry or not _sure(lost, wanted) else await _all(revival, lost, wanted)
    finally:
        await opened.close()
    if wanted.as_json:
        tell({"temporal": where, "lost": [_told(row) for row in lost], "revived": revived})
    elif not wanted.dry:
        say(f"{revived} of {len(lost)} runs go on; the relay starts them.")


async def _tenant(opened: Database, slug: str | None) -> str | None:
    if slug is None:
        return None
    async with opened.relay() as session:
        found = await tenants.by_slug(session, slug)
    if found is None:
        raise CliError(f"There is no tenant {slug}.", "Name it as its address does.")
    return found.id


async def _all(revival: Revival, lost: list[RunRow], wanted: Wanted) -> int:
    """Not faster than asked: each run is then rebuilt by a worker."""
    revived = 0
    for number, row in enumerate(lost, 1):
        revived += await revival.again(row)
        if number % 100 == 0 and not wanted.as_json:
            note(f"{number} of {len(lost)} …")
        await asyncio.sleep(1 / wanted.per_second)
    return revived


def _show(lost: list[RunRow], where: str) -> None:
    say(f"Temporal ({where}) doesn't know {len(lost)} open runs.")
    rows = [[row.id, row.status, f"{row.namespace}/{row.name} {row.version}"] for row in lost]
    if rows:
        say(columns([["RUN", "STATUS", "PROCESS"], *rows[:SHOWN]]))
    if len(rows) > SHOWN:
        say(f"… and {len(rows) - SHOWN} more")


def _sure(lost: list[RunRow], wanted: Wanted) -> bool:
    if not lost or wanted.sure:
        return bool(lost)
    return typer.confirm("Is this the Temporal of these runs, and are they lost there?", err=True)


def _told(row: RunRow) -> Json:
    return {"id": row.id, "tenant": row.tenant_id, "status": row.status, "execution": row.execution}

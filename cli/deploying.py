"""Whether this release can go on with all open runs, and that it does.

Never: a run touched; both only look, or tell Temporal which version of the workers is current.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import asdict

from temporalio.service import RPCError

from cli import open_runs
from cli.database import carefully, settings
from cli.environment import sensible
from cli.errors import CliError
from cli.open_runs import Examined
from cli.output import columns, note, say, tell
from cli.stack import LocalStack, find
from definitions.values import Json
from gateway import deployment
from gateway.client import connect
from gateway.settings import GatewaySettings
from gateway.version import ROOT, build_id
from store.keys import Keyring
from store.master_key import load_master_key
from store.session import Database
from store.settings import StoreSettings


def check(*, as_json: bool) -> int:
    """`baton deploy-check`: 1 when there is a run that can't be read."""
    wanted = settings(find(os.environ))
    examined = carefully(lambda: asyncio.run(_examine(wanted)))
    read, unread = examined.total
    if as_json:
        troubles: list[Json] = [dict(asdict(one)) for one in examined.troubles]
        tell({"build": _build(), "read": read, "unread": unread, "troubles": troubles})
        return 1 if unread else 0
    if examined.troubles:
        head = ("TENANT", "RUN", "PROCESS", "WHY")
        rows = [(one.tenant, one.run, one.process, one.why) for one in examined.troubles]
        say(columns([head, *rows]))
    for tenant, (one, other) in sorted(examined.counts.items()):
        say(f"tenant {tenant}: {one} read, {other} not")
    if unread:
        note(
            f"{unread} of {read + unread} open runs can't be gone on with by {_build()}. Leave the"
            " former release in place until they have ended, and report this."
        )
        return 1
    say(f"All {read} open runs can be gone on with by {_build()}.")
    return 0


async def _examine(wanted: StoreSettings) -> Examined:
    database = await Database.open(wanted)
    try:
        return await open_runs.examine(database, Keyring(database, load_master_key(wanted)))
    finally:
        await database.close()


def take_over() -> None:
    """`baton deploy`."""
    stack = find(os.environ)
    build = _build()
    try:
        carefully(lambda: asyncio.run(_take_over(stack, build)))
    except (RPCError, RuntimeError) as error:
        raise CliError(
            f"Temporal did not make {build} the current version: {error}.",
            "Start a worker of this release first (baton serve worker), with the same settings.",
        ) from error
    say(f"New work goes to {build}; open runs follow.")


async def _take_over(stack: LocalStack, build: str) -> None:
    told = {
        "temporal_address": stack.temporal_address,
        "temporal_namespace": stack.temporal_namespace,
    }
    given = {
        name: value
        for name, value in told.items()
        if value is not None and not os.environ.get(f"BATON_{name.upper()}")
    }
    wanted = settings(stack)
    database = await Database.open(wanted)
    try:
        gateway = sensible(lambda: GatewaySettings.model_validate(given))
        client = await connect(gateway, database, Keyring(database, load_master_key(wanted)))
        await deployment.take_over(client, build)
    finally:
        await database.close()


def _build() -> str:
    return os.environ.get("BATON_BUILD_ID") or build_id(ROOT)

"""`baton doctor`: what is installed, reachable and healthy, and what to do where it isn't.

Never: a password or a key in what it shows; people paste it into tickets.
"""

from __future__ import annotations

import asyncio
import os

import msgspec
from msgspec import Struct

from cli import access, machine_checks, service_checks, stack
from cli.database import settings
from cli.environment import sensible
from cli.errors import CliError
from cli.machine_checks import Check
from cli.output import columns, say
from cli.stack import LocalStack
from gateway.settings import GatewaySettings
from store.settings import StoreSettings


class Addresses(Struct, frozen=True):
    """Where things are; None for what nobody has said."""

    api: str | None
    temporal: str
    postgres: str


class Report(Struct, frozen=True):
    """These keys are for programs: they stay."""

    addresses: Addresses
    checks: list[Check]

    @property
    def healthy(self) -> bool:
        return all(check.ok for check in self.checks)


def run(*, as_json: bool) -> int:
    """The exit code: 1 when something is not well."""
    found = stack.find(os.environ)
    report = examine(found)
    if as_json:
        say(msgspec.json.format(msgspec.json.encode(report)).decode())
    else:
        _show(report)
    return 0 if report.healthy else 1


def examine(found: LocalStack) -> Report:
    checks = machine_checks.look(os.environ, found)
    try:
        api = access.address(os.environ, found)
        store, temporal = settings(found), temporal_settings(found)
    except CliError as error:
        # Without right settings there is nowhere to look.
        wrong = Check("settings", ok=False, detail=error.sentence, remedy=error.remedy)
        return Report(Addresses(None, "", ""), [*checks, wrong])
    checks += asyncio.run(service_checks.look(store, temporal, api))
    return Report(_addresses(api, store, temporal), checks)


def temporal_settings(found: LocalStack) -> GatewaySettings:
    """Those of the environment; where it says nothing, those of the local stack."""
    told = {
        "temporal_address": found.temporal_address,
        "temporal_namespace": found.temporal_namespace,
    }
    given = {
        name: value
        for name, value in told.items()
        if value is not None and not os.environ.get(f"BATON_{name.upper()}")
    }
    return sensible(lambda: GatewaySettings.model_validate(given))


def _addresses(api: str | None, store: StoreSettings, temporal: GatewaySettings) -> Addresses:
    return Addresses(
        api=api,
        temporal=temporal.temporal_address,
        postgres=service_checks.shown(store.database_url),
    )


def _show(report: Report) -> None:
    say(
        columns([["ok" if check.ok else "NO", check.name, check.detail] for check in report.checks])
    )
    for check in report.checks:
        if check.remedy is not None:
            say(f"\n{check.name}: {check.remedy}")
    say("\nAll is well." if report.healthy else "")

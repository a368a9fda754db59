"""Looks ahead: plays a process with this input against the directory as it is now.

Never: more of the machine than a trial may take, or a word to those who would be asked.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.guard import check_for
from api.auth.principal import Principal
from api.errors import ApiError, not_found
from api.services import Services
from api.shapes import moment
from definitions.plans import Program
from definitions.program import program_of
from definitions.values import Json, JsonObject
from store import approvals, approvers, definitions, startable
from store.approvers import Directory
from workflows.simulator.outlook import Outlook, outlook
from workflows.simulator.simulation import Bounds

SECONDS = 2.0
STEPS, FACTS, EVENTS, LINES = 100_000, 5_000, 100, 0


@dataclass(frozen=True, slots=True)
class Material:
    """All that is read before it is played."""

    document: bytes
    hash: str
    directory: Directory
    usual: Mapping[str, float]

    def program(self) -> Program:
        return program_of(self.document, self.hash)


async def look(
    services: Services,
    principal: Principal,
    process: tuple[str, str],
    version: str | None,
    given: Json,
) -> JsonObject:
    async with services.database.tenant(principal.tenant) as session:
        material = await _material(session, principal, process, version)
    work = partial(_play, material, given, principal.person)
    found = await services.simulations.run(principal.tenant, work)
    return _shown(found, material.usual)


async def _material(
    session: AsyncSession, principal: Principal, process: tuple[str, str], version: str | None
) -> Material:
    namespace, name = process
    check_for(principal, "runs:start", process)
    found = await startable.find(session, namespace, name, version)
    if found is None or not found.runs:
        raise not_found(f"A published version of {namespace}/{name}")
    if found.package is not None:
        said = f"{found.label} is written in Python: nobody can look ahead in it."
        raise ApiError(409, "no-outlook", said, "Start it, and see whom it asks.")
    return Material(
        await definitions.document(session, found.hash),
        found.hash,
        await approvers.read(session),
        await approvals.usual_seconds(session, namespace, name),
    )


def _play(material: Material, given: Json, person: str) -> Outlook:
    """Takes its time: beside the event loop."""
    until = time.monotonic() + SECONDS
    bounds = Bounds(FACTS, STEPS, EVENTS, LINES, over=lambda: time.monotonic() > until)
    whom = partial(approvers.meant, material.directory, started_by=person)
    return outlook(material.program(), given, whom, bounds, time.time_ns() // 1_000_000)


def _shown(found: Outlook, usual: Mapping[str, float]) -> JsonObject:
    stops: list[Json] = [
        {
            "task": one.task,
            "kind": one.kind,
            "subject": one.subject,
            "title": one.title,
            "rule": one.rule,
            "asked": [{"id": who.id, "name": who.name} for who in one.asked],
        }
        for one in found.stops
    ]
    seconds = _together(found, usual)
    by = None if seconds is None else datetime.now(UTC) + timedelta(seconds=seconds)
    return {
        "stops": stops,
        "ends": found.ends,
        "why": found.why,
        "assumed": [*found.assumed],
        "usuallySeconds": seconds,
        "usuallyBy": moment(by),
    }


def _together(found: Outlook, usual: Mapping[str, float]) -> float | None:
    """Of all that has to be decided; None where one of it never was."""
    tasks = {stop.approval: stop.task for stop in found.stops}
    known = [usual.get(task) for task in tasks.values()]
    if not known or any(one is None for one in known):
        return None
    return sum(one for one in known if one is not None)

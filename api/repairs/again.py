"""Starts a run like another one.

Never: another's input shown or used by somebody who may not see that run.
"""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request

from api.audit.service import of_run, refusals, write
from api.auth.guard import forbidden
from api.auth.principal import Principal
from api.idempotency import Once
from api.repairs.schemas import AgainWanted
from api.runs import service
from api.runs.service import describe, find
from api.runs.wire import process_of, sees_values
from api.services import Services
from definitions.values import JsonObject
from store import runs


async def start(
    services: Services,
    principal: Principal,
    run: str,
    wanted: AgainWanted,
    request: Request,
    key: str | None,
) -> tuple[JsonObject, bool]:
    """The new run, and whether this request was made before."""
    keys = await services.keyring.of(principal.tenant)
    edited = "input" in wanted.model_fields_set
    said: JsonObject = {"version": wanted.version, "edited": ["input"] if edited else []}
    deed = of_run(principal, run, "again", wanted.reason, said)
    async with (
        refusals(services, principal, deed),
        services.database.tenant(principal.tenant) as session,
    ):
        once = await Once.begin(session, principal, key, request)
        if once.answered is not None:
            before = await describe(session, keys, principal, str(once.before["id"]))
            return {**before, "warnings": once.before.get("warnings", [])}, True
        row = await find(session, principal, run)
        if not edited and not sees_values(principal, row):
            raise forbidden("runs:read-data", process_of(row))
        given = wanted.input if edited else runs.view(row, keys).input
        workflow = f"{row.namespace}/{row.name}"
        _, started = await service.start(
            session, keys, principal, workflow, wanted.version, given, again_of=row.id
        )
        done = replace(deed, details={**said, "run": started["id"]})
        await write(session, keys, principal, done)
        await once.keep(201, {"id": started["id"], "warnings": started["warnings"]})
    services.metrics.runs_started.inc()
    return started, False

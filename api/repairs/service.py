"""Retries a run that has ended: what it would do beforehand, and the retry itself.

The run is played again from its facts beside the event loop, outside of any transaction; the
transaction that writes it sees whether the run is still what it was. Never: a retry without its
line in the audit trail, refused ones included.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from api.audit.service import of_run, refusals, write
from api.auth.principal import Principal
from api.errors import ApiError, invalid, not_found
from api.idempotency import Once
from api.repairs.schemas import RetryWanted
from api.runs.commands import refused
from api.runs.service import describe, find
from api.runs.wire import process_of, sees_values
from api.services import Services
from definitions.contracts import FactRow
from definitions.plans import Program
from definitions.program import program_of
from definitions.values import Json, JsonObject
from store import definitions, recordings, repairs
from store.repairs import RETRIABLE, Retry
from store.runs import RunRow
from workflows.files import masking
from workflows.machine.facts import retried_from_row
from workflows.machine.fitting import Misfit, misfits
from workflows.machine.retrying import Asked, Edit, Held, Past, RetryError, Span, spans

MOST_VISITS = 200
EDITS = ("input", "output", "context")


@dataclass(frozen=True, slots=True)
class Material:
    """A run that has ended, and all that it can be played again from."""

    row: RunRow
    rows: list[FactRow]
    documents: dict[str, bytes]
    """By their hashes."""
    version: str
    hash: str
    """Of the program with which it would go on."""

    def program(self, digest: str) -> Program:
        return program_of(self.documents[digest], digest)


@dataclass(frozen=True, slots=True)
class Prospect:
    """A run held before the task from which it would go on."""

    material: Material
    past: Past
    held: Held
    misfits: list[Misfit]


async def plan(
    services: Services, principal: Principal, run: str, visit: str | None, version: str | None
) -> JsonObject:
    """What a retry would do; nothing is changed."""
    material = await _material(services, principal, run, version)
    prospect = await asyncio.to_thread(_prospect, material, visit)
    held, past = prospect.held, prospect.past
    calls: list[Json] = [
        {"visit": one.visit, "task": one.pointer, "function": one.function, "fate": one.fate}
        for one in held.calls
    ]
    visits: list[Json] = [
        {"visit": one.visit, "task": one.pointer, "type": one.kind}
        for one in past.visited[:MOST_VISITS]
    ]
    values = sees_values(principal, material.row)
    given, context = held.frame.raw, held.state.context
    return {
        "visit": held.visit,
        "task": held.frame.pointer,
        "version": material.version,
        "input": given if values else masking.masked(given),
        "context": context if values else masking.masked(context),
        "calls": calls,
        "differences": _differences(prospect.misfits),
        "visits": visits,
    }


async def retry(
    services: Services,
    principal: Principal,
    run: str,
    wanted: RetryWanted,
    request: Request,
    key: str | None,
) -> tuple[JsonObject, bool]:
    """The run as it goes on, and whether this request was made before."""
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        if (await Once.look(session, principal, key, request)).answered is not None:
            return await describe(session, keys, principal, run), True
    edits = [name for name in EDITS if name in wanted.model_fields_set]
    said: JsonObject = {"visit": wanted.visit, "version": wanted.version, "edited": [*edits]}
    deed = of_run(principal, run, "retry", wanted.reason, said)
    async with refusals(services, principal, deed):
        material = await _material(services, principal, run, wanted.version)
        _may_edit(principal, material.row, edits)
        prospect = await asyncio.to_thread(_prospect, material, wanted.visit)
        if prospect.misfits:
            raise _unfit(prospect)
        awaited = prospect.held.children
        async with services.database.tenant(principal.tenant) as session:
            unheard = await repairs.unheard(session, run, awaited)
        edit = Edit(**{name: _given(wanted, name) for name in edits})
        asked = Asked(
            time.time_ns() // 1_000_000, principal.person, wanted.reason, material.version
        )
        going = await asyncio.to_thread(_go_on, prospect, asked, edit, unheard)
        async with services.database.tenant(principal.tenant) as session:
            once = await Once.begin(session, principal, key, request)
            if once.answered is not None:
                return await describe(session, keys, principal, run), True
            if not await repairs.retry(session, keys, going):
                raise refused("Somebody else has just let the run go on, or it has changed.")
            await write(session, keys, principal, deed)
            await once.keep(200, {"id": run})
            return await describe(session, keys, principal, run), False


def _may_edit(principal: Principal, row: RunRow, edits: list[str]) -> None:
    if edits and not principal.may("runs:change", process_of(row)):
        raise ApiError(
            403,
            "forbidden",
            f"To give {' and '.join(edits)} needs the permission runs:change, which"
            " nothing gives you.",
            "Retry without, or ask somebody whose role has it.",
        )


async def _material(
    services: Services, principal: Principal, run: str, version: str | None
) -> Material:
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        row = await find(session, principal, run)
        if row.package is not None:
            raise refused(
                "Its process is written in Python; such a run is started again as a whole."
            )
        if row.status not in RETRIABLE:
            raise refused(
                f"The run is {row.status}; only one that faulted or was cancelled goes on."
            )
        kept = await recordings.facts_after(session, keys, run, 0, None)
        rows = [one.fact for one in kept]
        label, digest = row.version, row.hash
        if version is not None and version != row.version:
            found = await definitions.find(session, row.namespace, row.name, version)
            if found is None:
                raise not_found(f"{row.namespace}/{row.name} {version}")
            if found.state not in definitions.RUNNABLE:
                raise refused(f"{version} is {found.state}; only published versions run.")
            label, digest = found.version, found.runs
        hashes = {row.hash, digest, *_former(rows)}
        documents = {one: await definitions.document(session, one) for one in sorted(hashes)}
    return Material(row, rows, documents, label, digest)


def _former(rows: list[FactRow]) -> list[str]:
    """The programs that the run had before it was retried."""
    return [retried_from_row(part[0]).former for part in spans(rows)[1:]]


def _prospect(material: Material, visit: str | None) -> Prospect:
    parts = spans(material.rows)
    hashes = [*_former(material.rows), material.row.hash]
    past = Past(
        [Span(material.program(one), part) for one, part in zip(hashes, parts, strict=True)]
    )
    where = visit or past.failed
    if where is None:
        names = ", ".join(one.visit for one in past.visited[:5]) or "none"
        raise invalid(
            "No single task was the cause of this end, so it must be said from where to go on.",
            f"Name a visit of the trace; the last ones are: {names}.",
            more={"errors": []},
        )
    try:
        held = Held(past, where)
    except RetryError as error:
        raise _impossible(error) from error
    program = material.program(material.hash)
    former = past.span_of(where).program
    return Prospect(material, past, held, misfits(former, program, held.entered, held.state))


def _go_on(prospect: Prospect, asked: Asked, edit: Edit, unheard: Mapping[str, str]) -> Retry:
    material = prospect.material
    program = material.program(material.hash)
    try:
        fact, trace = prospect.held.go_on(program, asked, edit, unheard.keys())
    except RetryError as error:
        raise _impossible(error) from error
    children = [*unheard.values()]
    return Retry(material.row, fact, trace, material.version, material.hash, children)


def _given(wanted: RetryWanted, name: str) -> Json:
    match name:
        case "input":
            return wanted.input
        case "output":
            return wanted.output
        case _:
            return wanted.context


def _impossible(error: RetryError) -> ApiError:
    remedy = "Ask what a retry would do (GET), which names all tasks from which the run can go on."
    return invalid(str(error), remedy, more={"errors": []})


def _unfit(prospect: Prospect) -> ApiError:
    return invalid(
        f"The run can't go on with version {prospect.material.version}: what is done or open"
        " would be other tasks.",
        "Keep those tasks as they are in the new version, or retry with the version that it has.",
        more={"errors": _differences(prospect.misfits)},
    )


def _differences(found: list[Misfit]) -> list[Json]:
    remedy = "Leave it as it was in a new version, or keep the version of the run."
    return [
        {"code": one.code, "message": one.sentence, "remedy": remedy, "pointer": one.pointer}
        for one in found
    ]

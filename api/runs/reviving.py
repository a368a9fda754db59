"""Takes a run back from its file, where it is not known: whole, in one transaction, or not at all.

Whoever may do this may run any definition under any name: it is the administrator's. Never: a run
that is here overwritten, a definition published, or a call made again that may have happened.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request

from api.audit.service import of_run, refusals, write
from api.auth.principal import Principal
from api.errors import ApiError, invalid
from api.idempotency import Once
from api.runs.service import describe
from api.services import Services
from definitions.contracts import FactRow, Recording
from definitions.program import content_hash
from definitions.reader import read
from definitions.run_file import RunFile, RunFileError, read_run_file
from definitions.values import Json, JsonObject, encode
from store import recordings, run_files
from store.definitions import Draft, Whole
from store.keys import TenantKeys
from workflows.files.reviving import Comeback, come_back

SECONDS = 20.0
"""To make its state again from its facts."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What the file says, ready for the database."""

    comeback: Comeback
    draft: Draft
    whole: Whole
    ended: bool


async def revive(
    services: Services, principal: Principal, request: Request, key: str | None, *, ended: bool
) -> tuple[JsonObject, bool]:
    """The run as it stands here now, and whether it was answered before."""
    work = partial(_brought, await request.body(), principal.person, ended=ended)
    brought = await services.simulations.run(principal.tenant, work)
    keys = await services.keyring.of(principal.tenant)
    run = brought.comeback.file.run.id
    deed = of_run(principal, run, "revive", None, {"record": ended})
    async with (
        refusals(services, principal, deed),
        services.database.tenant(principal.tenant) as session,
    ):
        once = await Once.begin(session, principal, key, request)
        if once.answered is not None:
            known = await describe(session, keys, principal, str(once.before["id"]))
            return {**known, "warnings": once.before.get("warnings", [])}, True
        revived = await _put(session, keys, principal, brought)
        await write(session, keys, principal, deed)
        await once.keep(201, {"id": run, "warnings": revived["warnings"]})
    return revived, False


def _brought(content: bytes, by: str, *, ended: bool) -> Brought:
    until = time.monotonic() + SECONDS
    try:
        file = read_run_file(content)
        comeback = come_back(file, ended=ended, over=lambda: time.monotonic() > until)
        return Brought(comeback, *_definition(file, by), ended)
    except RunFileError as error:
        raise invalid(str(error), "Export the run again, or look at docs/run-files.md.") from error
    except (UnicodeEncodeError, RecursionError) as error:
        raise invalid("The file holds a value that can't be kept.", "Export it again.") from error


def _definition(file: RunFile, by: str) -> tuple[Draft, Whole]:
    """What its author wrote, and what runs of it."""
    text, head = file.text, file.run
    if text is None:
        raise RunFileError("Its definition is missing.")
    reading = read(text.source)
    if reading.workflow is None or reading.document is None:
        raise RunFileError("The text of its definition can't be read.")
    about = reading.workflow.document
    if (about.namespace, about.name, about.version) != (head.namespace, head.name, head.version):
        raise RunFileError(f"The text of its definition is not that of {head.label}.")
    draft = Draft(
        namespace=head.namespace,
        name=head.name,
        version=head.version,
        hash=content_hash(reading.document),
        source=text.source,
        document=encode(reading.document),
        by=by,
        title=about.title,
        summary=about.summary,
    )
    return draft, Whole(head.hash, encode(text.document))


async def _put(
    session: AsyncSession, keys: TenantKeys, principal: Principal, brought: Brought
) -> JsonObject:
    """In the caller's transaction; what it answers is the run as it stands here now."""
    comeback, head = brought.comeback, brought.comeback.file.run
    execution = head.execution if brought.ended else head.execution + 1
    tenant = await run_files.put_run(session, keys, head, comeback.last_message)
    if tenant is None:
        raise _refused(
            f"There is a run {head.id} already, or one that began for the same cause.",
            "A run is taken back where it is not known; look at the one that is there.",
        )
    if not await run_files.put_definition(session, brought.draft, brought.whole):
        raise _refused(
            f"{head.label} is another definition here than the one of the run.",
            "A run goes on with the very version that it began with.",
        )
    if not await run_files.pass_places(session, comeback.last_place):
        raise invalid("An event in it has a place beyond all bounds.", "Export the run again.")
    await run_files.put_intents(session, keys, head.id, comeback.intents)
    await run_files.put_messages(session, keys, head.id, comeback.messages)
    known = comeback.file.events
    await run_files.put_events(session, keys, head.id, comeback.emitted, known)
    for recording in _recordings(tenant, comeback, execution):
        # One by one: of several only the last execution's would be taken.
        await recordings.write(session, keys, [recording])
    await run_files.come_to(session, head.id, execution)
    if not brought.ended:
        await run_files.begin(session, tenant, head.id, told=comeback.told_again)
    return {**await describe(session, keys, principal, head.id), "warnings": _warnings(comeback)}


def _recordings(tenant: str, comeback: Comeback, execution: int) -> list[Recording]:
    """The facts of each execution, and with the last one what the run has become."""
    run, state = comeback.file.run.id, comeback.state
    executions: dict[int, list[FactRow]] = {}
    for fact in comeback.facts:
        row = FactRow(fact.sequence, fact.kind, fact.at, fact.body)
        executions.setdefault(fact.execution, []).append(row)
    made = [Recording(tenant, run, number, facts=rows) for number, rows in executions.items()]
    last = Recording(
        tenant,
        run,
        execution,
        trace=comeback.trace,
        status=state.status,
        output=state.output,
        error=state.error,
        at=state.now,
        listening=comeback.listening,
    )
    return [*made, last]


def _warnings(comeback: Comeback) -> list[Json]:
    """What whoever brings it back has to look after."""
    said: list[Json] = []
    for task in comeback.unknown:
        remedy = "Look at the other side, and settle it if no task of the run takes the fault."
        message = f"The call of {task} was under way: it may or may not have happened."
        said.append({"code": "outcome-unknown", "message": message, "remedy": remedy})
    for run in comeback.waits_for:
        remedy = "Take that run back from its own file, or cancel this one."
        message = f"The run waits for the end of the run {run}."
        said.append({"code": "waits-for-run", "message": message, "remedy": remedy})
    return said


def _refused(why: str, remedy: str) -> ApiError:
    return ApiError(409, "not-revived", why, remedy)

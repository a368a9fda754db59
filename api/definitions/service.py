"""Registers, reads, compares, publishes, deprecates and archives definitions.

Never: a published version changed, or a draft saved over one that its writer has not seen, if the
writer says which one that was.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.guard import check_for
from api.auth.principal import Principal
from api.definitions.bundling import Bundled, IncompleteError
from api.definitions.examining import Examined, has_errors, refusal
from api.definitions.schemas import PublishWanted
from api.errors import ApiError, not_found
from api.paging import opaque, triple
from api.shapes import moment
from definitions.bundle import Bundle
from definitions.diagnostics import Diagnostic
from definitions.difference import between_versions
from definitions.function_lint import functions_called
from definitions.functions.catalogue import Catalogue
from definitions.lint import publishable
from definitions.models.processes import LATEST
from definitions.reader import Reading, read
from definitions.secret_lint import Binding, Bound
from definitions.subflow_lint import Published, Wanted, wanted
from definitions.task_lists import all_tasks
from definitions.values import Json, JsonObject, decode, encode
from store import (
    definitions,
    functions,
    notification_templates,
    publications,
    schedules,
    secrets,
    sketches,
    startable,
)
from store.definitions import DefinitionRow, MovedError, StateError, Whole
from store.reach import Reach


async def register(
    session: AsyncSession,
    principal: Principal,
    examined: Examined,
    base: Collection[str] | None = None,
) -> tuple[JsonObject, str]:
    """The version, and the tag of its text."""
    try:
        row, _ = await definitions.save_draft(session, examined.draft(principal.person), base)
    except StateError as error:
        raise immutable(error) from error
    except MovedError as error:
        raise _moved(error) from error
    warnings: list[Json] = [warning.to_json() for warning in examined.warnings]
    # Of a published version the text stays, also where only comments differ.
    kept = examined.source if row.state == "draft" else await definitions.source(session, row.hash)
    return {**shown(row), "warnings": warnings}, definitions.tag(kept)


def immutable(error: StateError) -> ApiError:
    return ApiError(
        409,
        "published",
        str(error),
        "Raise `document.version`, register it and publish that.",
        more={"newest": _newest(error.newest)},
    )


def _moved(error: MovedError) -> ApiError:
    if error.newest is None:
        remedy = "Leave out If-Match to begin it, or correct `document.version`."
    else:
        remedy = "Read it again, bring your changes into it, and save with its ETag in If-Match."
    return _conflict(str(error), remedy, error.newest)


def _newest(row: DefinitionRow) -> JsonObject:
    return {
        "version": row.version,
        "state": row.state,
        "hash": row.hash,
        "savedByName": row.saved_by_name,
        "savedAt": moment(row.saved_at),
    }


async def check_seen(
    session: AsyncSession,
    key: tuple[str, str, str],
    base: Collection[str] | None,
    wanted: PublishWanted | None,
) -> None:
    """What is published, and what it replaces, is what whoever publishes says to have looked at."""
    if base is not None:
        row = await find(session, *key, lock=True)
        text = await definitions.source(session, row.hash)
        if not {definitions.ANY, row.hash, definitions.tag(text)} & {*base}:
            raise _conflict(
                f"{row.saved_by_name or 'Somebody'} has saved another text as {row.label}.",
                "Look at that one, or save yours under another number; then publish.",
                row,
            )
    if wanted is None or "after" not in wanted.model_fields_set:
        return
    newest = await publications.newest(session, *key[:2])
    now = None if newest is None else newest.version
    # Of the same wish the first answer was lost.
    if now in (wanted.after, key[2]):
        return
    raise _conflict(
        f"{wanted.after} is not published any more."
        if newest is None
        else f"{newest.published_by_name or 'Somebody'} has published {newest.label} meanwhile.",
        "Compare yours with what runs now, bring into yours what it lacks, and publish then.",
        newest,
    )


def _conflict(detail: str, remedy: str, newest: DefinitionRow | None) -> ApiError:
    shown = None if newest is None else _newest(newest)
    return ApiError(409, "moved", detail, remedy, more={"newest": shown})


async def publish(
    session: AsyncSession,
    catalogue: Catalogue,
    scripts: Collection[str],
    principal: Principal,
    namespace: str,
    name: str,
    version: str,
    bundled: Bundled | None = None,
    notes: str | None = None,
) -> JsonObject:
    """Open to runs from now on; publishing twice changes nothing.

    Raises IncompleteError of what needs more than its own text, and has not been given it.
    """
    # Locked: what is published is what was looked at.
    row = await find(session, namespace, name, version, lock=True)
    whole, hindrances = None, list[Diagnostic]()
    if row.state == "draft":
        reading = await asyncio.to_thread(read, await definitions.source(session, row.hash))
        _may_run(principal, reading)
        there, bound = await _there(session, reading), await _bound(session)
        templates = await notification_templates.names(session)
        hindrances = publishable(reading, catalogue, there, scripts, bound, templates)
        if has_errors(hindrances):
            raise refusal("The definition can't be published as it is.", hindrances)
        if Bundle(reading).needed():
            bundle = _its_own(bundled, row, reading)
            reading, whole = bundle.reading, await _whole(session, catalogue, bundle, scripts)
        await _lean_on(session, catalogue, reading)
    try:
        published = await definitions.publish(
            session, namespace, name, version, principal.person, whole, notes
        )
    except StateError as error:
        raise immutable(error) from error
    if row.state == "draft":
        text = await definitions.source(session, row.hash)
        await sketches.published(session, namespace, name, version, text)
    await _settle_schedules(session, published)
    return {**shown(published), "warnings": [one.to_json() for one in hindrances]}


def _may_run(principal: Principal, reading: Reading) -> None:
    """Whoever draws must not start by a process of theirs what they may not start themselves."""
    for each in () if reading.workflow is None else wanted(reading.workflow).values():
        check_for(principal, "runs:start", (each.namespace, each.name))


def _its_own(bundled: Bundled | None, row: DefinitionRow, reading: Reading) -> Bundle:
    """The draft may have been saved anew while its bundle was made."""
    if bundled is None or bundled.hash != row.hash:
        raise IncompleteError(row, reading)
    return bundled.bundle


async def _whole(
    session: AsyncSession, catalogue: Catalogue, bundle: Bundle, scripts: Collection[str]
) -> Whole:
    """What came from elsewhere is held to the same as the author's own."""
    there = await _there(session, bundle.reading)
    faults = await asyncio.to_thread(lambda: list(bundle.faults(catalogue, there, scripts)))
    if faults:
        raise refusal("The definition can't be published as it is.", faults)
    return Whole(bundle.hash, encode(bundle.document))


async def _settle_schedules(session: AsyncSession, row: DefinitionRow) -> None:
    """They are those of the newest published version, from this transaction on."""
    await schedules.settle(session, row.namespace, row.name, datetime.now(UTC))


async def _there(session: AsyncSession, reading: Reading) -> Published:
    """Of the processes that the definition runs those that can be started."""
    named = () if reading.workflow is None else dict.fromkeys(wanted(reading.workflow).values())
    found: dict[Wanted, JsonObject | None] = {}
    for each in named:
        version = None if each.version == LATEST else each.version
        process = await startable.find(session, each.namespace, each.name, version)
        if process is not None and process.runs:
            found[each] = process.input
    return found


async def _bound(session: AsyncSession) -> Bound:
    return {row.name: Binding(row.processes, row.hosts) for row in await secrets.page(session)}


async def _lean_on(session: AsyncSession, catalogue: Catalogue, reading: Reading) -> None:
    """From now on the schemas of the functions that the definition calls stay as they are."""
    if reading.workflow is None:
        return
    called = functions_called(all_tasks(reading.workflow), catalogue)
    changed = await functions.keep(session, {one.key: one.fingerprint for one in called})
    if changed:
        raise function_changed(changed)


def function_changed(changed: Sequence[functions.Key]) -> ApiError:
    names = ", ".join(" ".join(key) for key in changed)
    return ApiError(
        409,
        "function-changed",
        f"Published processes know another schema of {names}.",
        "Raise the function's version where it is written, and call that one.",
    )


async def deprecate(
    session: AsyncSession, principal: Principal, namespace: str, name: str, version: str
) -> JsonObject:
    """It still runs, and whoever starts it hears that it is old."""
    await find(session, namespace, name, version)
    try:
        row = await definitions.deprecate(session, namespace, name, version, principal.person)
    except StateError as error:
        remedy = "Publish it first." if error.newest.state == "draft" else "Leave it archived."
        raise ApiError(409, "not-published", str(error), remedy) from error
    await _settle_schedules(session, row)
    return shown(row)


async def archive(
    session: AsyncSession, principal: Principal, namespace: str, name: str, version: str
) -> None:
    """No new runs; those that run go on with the version that they began with."""
    await find(session, namespace, name, version)
    row = await definitions.archive(session, namespace, name, version, principal.person)
    await _settle_schedules(session, row)


async def describe(
    session: AsyncSession, namespace: str, name: str, version: str
) -> tuple[JsonObject, str]:
    """The version with its text, and the tag of that."""
    row = await find(session, namespace, name, version)
    source = await definitions.source(session, row.hash)
    document = decode(await definitions.document(session, row.hash))
    return {**shown(row), "source": source, "document": document}, definitions.tag(source)


async def difference(
    session: AsyncSession, namespace: str, name: str, version: str, before: str
) -> JsonObject:
    """What `version` has other than the version `before`."""
    old, new = [
        await definitions.document(session, (await find(session, namespace, name, each)).hash)
        for each in (before, version)
    ]
    # Beside the event loop: two long documents take their time.
    told = await asyncio.to_thread(_compare, old, new)
    return {"from": before, "to": version, **told}


def _compare(old: bytes, new: bytes) -> JsonObject:
    return between_versions(decode(old), decode(new)).to_json()


async def page(
    session: AsyncSession,
    reach: Reach,
    state: str | None,
    process: str | None,
    cursor: str | None,
    limit: int,
) -> JsonObject:
    namespace, _, name = (process or "").partition("/")
    only = None if process is None else (namespace, name)
    rows, following = await definitions.page(session, triple(cursor), limit, state, only, reach)
    onward = None if following is None else "/".join(following)
    return {"items": [shown(row) for row in rows], "next": opaque(onward)}


async def find(
    session: AsyncSession, namespace: str, name: str, version: str, *, lock: bool = False
) -> DefinitionRow:
    row = await definitions.find(session, namespace, name, version, lock=lock)
    if row is None:
        raise not_found(f"The definition {namespace}/{name} {version}")
    return row


def shown(row: DefinitionRow) -> JsonObject:
    return {
        "namespace": row.namespace,
        "name": row.name,
        "version": row.version,
        "state": row.state,
        "hash": row.hash,
        "title": row.title,
        "summary": row.summary,
        "createdByName": row.created_by_name,
        "createdAt": moment(row.created_at),
        "savedByName": row.saved_by_name,
        "savedAt": moment(row.saved_at),
        "publishedByName": row.published_by_name,
        "publishedAt": moment(row.published_at),
        "deprecatedByName": row.deprecated_by_name,
        "deprecatedAt": moment(row.deprecated_at),
        "archivedByName": row.archived_by_name,
        "archivedAt": moment(row.archived_at),
        "notes": row.notes,
    }

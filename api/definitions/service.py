"""Registers, reads, publishes and archives definitions.

Never: a published version changed, or an unreadable document kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.principal import Principal
from api.errors import ApiError, not_found
from api.paging import bad_cursor, opaque, place
from api.shapes import moment
from definitions.diagnostics import Diagnostic
from definitions.function_lint import functions_called
from definitions.functions.catalogue import Catalogue
from definitions.lint import all_tasks, lint, publishable
from definitions.program import content_hash
from definitions.reader import Reading, read
from definitions.values import Json, JsonObject, canonical, decode
from store import definitions, functions
from store.definitions import DefinitionRow, Draft, PublishedError

QUICK_BYTES = 8 * 1024
"""What is longer is read beside the event loop."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A document that may be kept."""

    source: str
    document: JsonObject
    namespace: str
    name: str
    version: str
    hash: str
    title: str | None
    summary: str | None
    warnings: list[Diagnostic]

    def draft(self, by: str) -> Draft:
        return Draft(
            namespace=self.namespace,
            name=self.name,
            version=self.version,
            hash=self.hash,
            source=self.source,
            document=canonical(self.document),
            by=by,
            title=self.title,
            summary=self.summary,
        )


async def examine(source: bytes) -> Examined:
    """Read and lint; a document with errors is refused with all of them."""
    if len(source) > QUICK_BYTES:
        return await asyncio.to_thread(_examine, source)
    return _examine(source)


def _examine(source: bytes) -> Examined:
    reading = read(source)
    found = reading.diagnostics if _errors(reading.diagnostics) else _linted(reading)
    if _errors(found) or reading.workflow is None or reading.document is None:
        raise refusal("The definition has errors.", found)
    about = reading.workflow.document
    return Examined(
        source=source.decode("utf-8-sig"),
        document=reading.document,
        namespace=about.namespace,
        name=about.name,
        version=about.version,
        hash=content_hash(reading.document),
        title=about.title,
        summary=about.summary,
        warnings=found,
    )


def _linted(reading: Reading) -> list[Diagnostic]:
    return [*reading.diagnostics, *lint(reading)]


def _errors(diagnostics: Sequence[Diagnostic]) -> bool:
    return any(diagnostic.severity == "error" for diagnostic in diagnostics)


def refusal(detail: str, diagnostics: Sequence[Diagnostic]) -> ApiError:
    errors: list[Json] = [
        diagnostic.to_json() for diagnostic in diagnostics if diagnostic.severity == "error"
    ]
    return ApiError(
        422,
        "definition",
        detail,
        "Correct what `errors` names; each has its own remedy.",
        more={"errors": errors},
    )


async def register(session: AsyncSession, principal: Principal, examined: Examined) -> JsonObject:
    try:
        row, _ = await definitions.save_draft(session, examined.draft(principal.person))
    except PublishedError as error:
        raise immutable(error) from error
    warnings: list[Json] = [warning.to_json() for warning in examined.warnings]
    return {**shown(row), "warnings": warnings}


def immutable(error: PublishedError) -> ApiError:
    return ApiError(
        409, "published", str(error), "Raise `document.version`, register it and publish that."
    )


async def publish(
    session: AsyncSession, catalogue: Catalogue, namespace: str, name: str, version: str
) -> JsonObject:
    """Open to runs from now on; publishing twice changes nothing."""
    row = await find(session, namespace, name, version)
    if row.state == "published":
        return shown(row)
    source = await definitions.source(session, row.hash)
    reading = await asyncio.to_thread(read, source)
    hindrances = publishable(reading, catalogue)
    if _errors(hindrances):
        raise refusal("The definition can't be published as it is.", hindrances)
    await _lean_on(session, catalogue, reading)
    try:
        return shown(await definitions.publish(session, namespace, name, version))
    except PublishedError as error:
        raise immutable(error) from error


async def _lean_on(session: AsyncSession, catalogue: Catalogue, reading: Reading) -> None:
    """From now on the schemas of the functions that the definition calls stay as they are."""
    if reading.workflow is None:
        return
    called = functions_called(all_tasks(reading.workflow), catalogue)
    changed = await functions.keep(session, {one.key: one.fingerprint for one in called})
    if changed:
        names = ", ".join(" ".join(key) for key in changed)
        raise ApiError(
            409,
            "function-changed",
            f"Published processes know another schema of {names}.",
            "Raise the function's version where it is written, and call that one.",
        )


async def archive(session: AsyncSession, namespace: str, name: str, version: str) -> None:
    """No new runs; those that run go on with the version that they began with."""
    await find(session, namespace, name, version)
    await definitions.archive(session, namespace, name, version)


async def describe(session: AsyncSession, namespace: str, name: str, version: str) -> JsonObject:
    row = await find(session, namespace, name, version)
    return shown(row) | {
        "source": await definitions.source(session, row.hash),
        "document": decode(await definitions.document(session, row.hash)),
    }


async def page(
    session: AsyncSession, state: str | None, cursor: str | None, limit: int
) -> JsonObject:
    rows, following = await definitions.page(session, _place(cursor), limit, state)
    onward = None if following is None else "/".join(following)
    return {"items": [shown(row) for row in rows], "next": opaque(onward)}


def _place(cursor: str | None) -> tuple[str, str, str] | None:
    """Neither names nor versions have slashes."""
    found = place(cursor)
    if found is None:
        return None
    match found.split("/"):
        case [namespace, name, version]:
            return namespace, name, version
        case _:
            raise bad_cursor()


async def find(session: AsyncSession, namespace: str, name: str, version: str) -> DefinitionRow:
    row = await definitions.find(session, namespace, name, version)
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
        "publishedAt": moment(row.published_at),
    }

"""Lists sketches and shows them, saves and discards them.

Never: a text looked into, or saved over one that its writer has not seen.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.principal import Principal
from api.errors import ApiError, not_found
from api.paging import bad_cursor, opaque, place, triple
from api.preconditions import base_of
from api.shapes import MAX_SEQUENCE, moment
from api.sketches.schemas import SketchWanted
from definitions.values import Json, JsonObject
from store import sketches
from store.audit import Deed
from store.reach import Reach
from store.sketches import MovedError, RevisionRow, Saving, SketchListed, SketchRow

_AGAIN = "Look at `newest`, bring your changes into it, and save with its revision in If-Match."


def deed_of(principal: Principal, verb: str, namespace: str, name: str) -> Deed:
    return Deed(principal.person, f"sketch.{verb}", f"process:{namespace}/{name}", None, {})


def hourly(what: str, principal: Principal) -> str:
    """Who draws saves every few seconds: that they draw is told once an hour."""
    return f"sketch {what} {principal.person} {datetime.now(UTC):%Y-%m-%dT%H}"


def needed(if_match: str | None, if_none_match: str | None) -> tuple[str, ...]:
    """What the sender has seen; whoever doesn't say is refused."""
    base = base_of(if_match, if_none_match)
    if base is None:
        raise ApiError(
            428,
            "precondition-required",
            "A sketch is shared: say which revision of it you have seen.",
            "Send the ETag that you have read in If-Match, or If-None-Match: * for a new one.",
        )
    return base


async def page(session: AsyncSession, reach: Reach, cursor: str | None, limit: int) -> JsonObject:
    rows, following = await sketches.page(session, _place(cursor), limit, reach)
    onward = None
    if following is not None:
        at, namespace, name = following
        onward = f"{at.astimezone(UTC).isoformat()}/{namespace}/{name}"
    return {"items": [_listed(row) for row in rows], "next": opaque(onward)}


def _place(cursor: str | None) -> sketches.Place | None:
    found = triple(cursor)
    if found is None:
        return None
    try:
        at = datetime.fromisoformat(found[0])
    except ValueError as error:
        raise bad_cursor() from error
    if at.tzinfo is None:
        raise bad_cursor()
    return at, found[1], found[2]


async def describe(session: AsyncSession, namespace: str, name: str) -> tuple[JsonObject, str]:
    """The sketch and its tag."""
    row = await sketches.find(session, namespace, name)
    if row is None:
        raise _missing(namespace, name)
    return _shown(row), str(row.revision)


async def save(
    session: AsyncSession,
    principal: Principal,
    namespace: str,
    name: str,
    wanted: SketchWanted,
    base: Collection[str],
) -> tuple[SketchRow, bool]:
    """The sketch, and whether its text has changed."""
    saving = Saving(
        namespace=namespace,
        name=name,
        text=wanted.text,
        by=principal.person,
        based_on=wanted.basedOn,
        keeps_base="basedOn" not in wanted.model_fields_set,
        apart=wanted.apart,
    )
    try:
        return await sketches.save(session, saving, base)
    except MovedError as error:
        raise _moved(namespace, name, error.newest) from error


def shown(row: SketchRow) -> tuple[JsonObject, str]:
    return _shown(row), str(row.revision)


async def discard(
    session: AsyncSession, namespace: str, name: str, base: Collection[str]
) -> SketchRow:
    try:
        gone = await sketches.discard(session, namespace, name, base)
    except MovedError as error:
        raise _moved(namespace, name, error.newest) from error
    if gone is None:
        raise _missing(namespace, name)
    return gone


async def revisions(
    session: AsyncSession, namespace: str, name: str, cursor: str | None, limit: int
) -> JsonObject:
    before = _number(cursor)
    rows = await sketches.revisions(session, namespace, name, before, limit + 1)
    if not rows and before is None:
        raise _missing(namespace, name)
    onward = str(rows[limit - 1].revision) if len(rows) > limit else None
    return {"items": [_revision(row) for row in rows[:limit]], "next": opaque(onward)}


def _number(cursor: str | None) -> int | None:
    found = place(cursor)
    if found is None:
        return None
    if not (found.isascii() and found.isdigit() and int(found[:20]) <= MAX_SEQUENCE):
        raise bad_cursor()
    return int(found[:20])


async def revision(session: AsyncSession, namespace: str, name: str, number: int) -> JsonObject:
    row = await sketches.revision(session, namespace, name, number)
    if row is None:
        raise not_found(f"Revision {number} of the sketch of {namespace}/{name}")
    return {**_revision(row), "text": row.text}


def _missing(namespace: str, name: str) -> ApiError:
    return not_found(f"A sketch of {namespace}/{name}")


def _moved(namespace: str, name: str, newest: SketchRow | None) -> ApiError:
    newest_shown: Json = None
    if newest is None:
        said = f"There is no sketch of {namespace}/{name} any more."
        remedy = "Save yours as a new one with If-None-Match: *, or let it go."
    else:
        who = newest.saved_by_name or "Somebody else"
        said = f"{who} has saved the sketch of {namespace}/{name}: revision {newest.revision}."
        remedy = _AGAIN
        newest_shown = _shown(newest)
    return ApiError(409, "moved", said, remedy, more={"newest": newest_shown})


def _listed(row: SketchListed) -> JsonObject:
    return {
        "namespace": row.namespace,
        "name": row.name,
        "title": row.title,
        "revision": row.revision,
        "basedOn": row.based_on,
        "savedByName": row.saved_by_name,
        "savedAt": moment(row.saved_at),
    }


def _shown(row: SketchRow) -> JsonObject:
    return {**_listed(row), "text": row.text}


def _revision(row: RevisionRow) -> JsonObject:
    return {
        "revision": row.revision,
        "savedByName": row.saved_by_name,
        "savedAt": moment(row.saved_at),
    }

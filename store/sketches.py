"""Sketches: what people are drawing of a process, of any text, with how it stood before.

One of each namespace/name, whoever draws. What one person saves within a few minutes comes to one
revision, so that those before stay within reach. Never: a text saved over one that its writer has
not seen, or a number of a revision given twice (also when the sketch was discarded between).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from sqlalchemy import ColumnElement, Select, Table, and_, delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store import limits
from store.models import definition_sources, definitions, people
from store.reach import EVERYTHING, Reach, within
from store.rows import TENANT, as_person, read, read_or_none, value
from store.sketch_news import tell_changed
from store.sketch_tables import sketch_revisions as kept
from store.sketch_tables import sketches

ANY: Final = "*"
"""Over whatever there is."""

TOGETHER: Final = timedelta(minutes=5)
"""What one person saves within it comes to one revision."""

MOST_REVISIONS: Final = 200
"""Of one sketch; then the oldest go."""

_PLACE: Final = ("tenant_id", "namespace", "name", "revision")

Place = tuple[datetime, str, str]
"""When it was saved, namespace and name: its place in the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What is to be saved."""

    namespace: str
    name: str
    text: str
    by: str
    based_on: str | None = None
    keeps_base: bool = True
    """What it is based on stays what it was."""
    apart: bool = False
    """The revision before is kept too, however young it is."""


@dataclass(frozen=True, slots=True)
class SketchListed:
    """A sketch without its text."""

    namespace: str
    name: str
    revision: int
    based_on: str | None
    title: str | None
    """Of the highest version of the process, if it has any."""
    saved_at: datetime
    saved_by: str
    saved_by_name: str | None


@dataclass(frozen=True, slots=True)
class SketchRow(SketchListed):
    """A sketch as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """How a sketch stood."""

    revision: int
    saved_at: datetime
    saved_by: str
    saved_by_name: str | None
    text: str | None = None
    """None in a list."""


class MovedError(Exception):
    """It is no longer what its writer has seen; `newest` is what it is, if it is."""

    def __init__(self, newest: SketchRow | None) -> None:
        super().__init__("The sketch has been saved by somebody else.")
        self.newest = newest


@cache
def _listed() -> Select[tuple[object, ...]]:
    version = (
        select(definitions.c.title)
        .where(
            definitions.c.tenant_id == sketches.c.tenant_id,
            definitions.c.namespace == sketches.c.namespace,
            definitions.c.name == sketches.c.name,
        )
        .order_by(definitions.c.rank.desc())
        .limit(1)
    )
    title = version.scalar_subquery().label("title")
    return select(sketches, title, _who(sketches)).where(sketches.c.discarded_at.is_(None))


def _who(table: Table) -> ColumnElement[str]:
    name = select(people.c.name).where(
        people.c.tenant_id == table.c.tenant_id, people.c.id == as_person(table.c.saved_by)
    )
    return name.scalar_subquery().label("saved_by_name")


@cache
def _whole() -> Select[tuple[object, ...]]:
    present = and_(
        kept.c.tenant_id == sketches.c.tenant_id,
        kept.c.namespace == sketches.c.namespace,
        kept.c.name == sketches.c.name,
        kept.c.revision == sketches.c.revision,
    )
    return _listed().add_columns(kept.c.text).join(kept, present)


@cache
def _done() -> ColumnElement[bool]:
    """Its text is the version that it is based on, and runs: there is nothing to go on with."""
    version = select(definitions.c.version).join(
        definition_sources,
        and_(
            definition_sources.c.tenant_id == definitions.c.tenant_id,
            definition_sources.c.hash == definitions.c.hash,
        ),
    )
    version = version.join(kept, kept.c.text == definition_sources.c.source)
    version = version.where(
        *(definitions.c[part] == sketches.c[part] for part in ("tenant_id", "namespace", "name")),
        definitions.c.version == sketches.c.based_on,
        definitions.c.state.in_(("published", "deprecated")),
        *(kept.c[part] == sketches.c[part] for part in _PLACE),
    )
    return version.exists()


async def find(session: AsyncSession, namespace: str, name: str) -> SketchRow | None:
    query = _whole().where(_is(sketches, namespace, name))
    return read_or_none((await session.execute(query)).mappings().first(), SketchRow)


async def heads(session: AsyncSession, places: Collection[tuple[str, str]]) -> list[SketchListed]:
    """Those that are there, of these namespaces and names."""
    query = _listed().where(tuple_(sketches.c.namespace, sketches.c.name).in_(places))
    return [read(row, SketchListed) for row in (await session.execute(query)).mappings()]


async def page(
    session: AsyncSession, after: Place | None, limit: int, reach: Reach = EVERYTHING
) -> tuple[list[SketchListed], Place | None]:
    """The newest first, without those that are published as they stand.

    The second value is where the next page begins.
    """
    place = sketches.c.saved_at, sketches.c.namespace, sketches.c.name
    query = _listed().where(within(reach, *place[1:]), ~_done())
    query = query.order_by(*(column.desc() for column in place)).limit(limit + 1)
    if after is not None:
        query = query.where(tuple_(*place) < tuple_(*after))
    rows = [read(row, SketchListed) for row in (await session.execute(query)).mappings()]
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], (last.saved_at, last.namespace, last.name)


async def revisions(
    session: AsyncSession, namespace: str, name: str, before: int | None, limit: int
) -> list[RevisionRow]:
    """The newest first; those before that number."""
    columns = kept.c.revision, kept.c.saved_at, kept.c.saved_by
    query = select(*columns, _who(kept)).where(_is(kept, namespace, name))
    if before is not None:
        query = query.where(kept.c.revision < before)
    query = query.order_by(kept.c.revision.desc()).limit(limit)
    return [read(row, RevisionRow) for row in (await session.execute(query)).mappings()]


async def revision(
    session: AsyncSession, namespace: str, name: str, number: int
) -> RevisionRow | None:
    """None where there never was such a one, or it has gone into a newer one."""
    query = select(kept, _who(kept)).where(_is(kept, namespace, name), kept.c.revision == number)
    return read_or_none((await session.execute(query)).mappings().first(), RevisionRow)


async def save(
    session: AsyncSession, saving: Saving, base: Collection[str]
) -> tuple[SketchRow, bool]:
    """The sketch and whether its text has changed.

    `base` is what the writer has seen: revisions, ANY for whatever there is, nothing for one that
    must be new. Who saves what stands there already is right whatever they have seen: it may be
    their own, whose answer was lost.
    """
    last = await _lock(session, saving)
    found = await find(session, saving.namespace, saving.name)
    if found is not None and found.text == saving.text:
        return await _base(session, saving, found), False
    seen = not base if found is None else bool({ANY, str(found.revision)} & {*base})
    if not seen:
        raise MovedError(found)
    await limits.check_bytes(session)
    based_on = {} if saving.keeps_base and found is not None else {"based_on": saving.based_on}
    saved = {"revision": last + 1, "saved_at": func.clock_timestamp(), "saved_by": saving.by}
    now = await session.execute(
        update(sketches)
        .where(_is(sketches, saving.namespace, saving.name))
        .values(**saved, **based_on, discarded_at=None)
        .returning(sketches.c.saved_at)
    )
    gone = None if found is None or saving.apart else last
    await _keep(session, saving, last + 1, gone, value(now, datetime))
    await tell_changed(session, saving.namespace, saving.name)
    return await _again(session, saving), True


async def _lock(session: AsyncSession, saving: Saving) -> int:
    """The last number. The row is there before it is looked at: of two new ones one sees both."""
    made = insert(sketches).values(
        tenant_id=TENANT,
        namespace=saving.namespace,
        name=saving.name,
        revision=0,
        saved_at=func.now(),
        saved_by=saving.by,
        discarded_at=func.now(),
    )
    await session.execute(made.on_conflict_do_nothing())
    place = _is(sketches, saving.namespace, saving.name)
    locked = select(sketches.c.revision).where(place).with_for_update()
    return value(await session.execute(locked), int)


async def _base(session: AsyncSession, saving: Saving, found: SketchRow) -> SketchRow:
    """The same text may have become another version's."""
    if saving.keeps_base or saving.based_on == found.based_on:
        return found
    place = _is(sketches, saving.namespace, saving.name)
    await session.execute(update(sketches).where(place).values(based_on=saving.based_on))
    return await _again(session, saving)


async def _keep(
    session: AsyncSession, saving: Saving, number: int, before: int | None, now: datetime
) -> None:
    """As a revision of its own, or in place of the one that the same person has just saved."""
    place = _is(kept, saving.namespace, saving.name)
    saved = {"revision": number, "text": saving.text, "saved_at": now}
    young = kept.c.saved_by == saving.by, kept.c.began_at > now - TOGETHER
    replaced = update(kept).where(place, kept.c.revision == before, *young).values(**saved)
    if before is not None:
        done = await session.execute(replaced.returning(kept.c.revision))
        if done.first() is not None:
            return
    made = {"namespace": saving.namespace, "name": saving.name, "began_at": now}
    own = insert(kept).values(tenant_id=TENANT, **made, **saved, saved_by=saving.by)
    await session.execute(own)
    beyond = select(kept.c.revision).where(place).order_by(kept.c.revision.desc())
    oldest = beyond.offset(MOST_REVISIONS).limit(1).scalar_subquery()
    await session.execute(delete(kept).where(place, kept.c.revision <= oldest))


async def _again(session: AsyncSession, saving: Saving) -> SketchRow:
    found = await find(session, saving.namespace, saving.name)
    if found is None:
        raise RuntimeError("The sketch is gone in the transaction that has saved it.")
    return found


async def discard(
    session: AsyncSession, namespace: str, name: str, base: Collection[str]
) -> SketchRow | None:
    """With all its revisions; answers what it was, None where there was none."""
    place = _is(sketches, namespace, name)
    await session.execute(select(sketches.c.revision).where(place).with_for_update())
    found = await find(session, namespace, name)
    if found is None:
        return None
    if not {ANY, str(found.revision)} & {*base}:
        raise MovedError(found)
    await session.execute(delete(kept).where(_is(kept, namespace, name)))
    gone = {"discarded_at": func.now(), "based_on": None}
    await session.execute(update(sketches).where(place).values(**gone))
    await tell_changed(session, namespace, name)
    return found


async def published(
    session: AsyncSession, namespace: str, name: str, version: str, text: str
) -> None:
    """The sketch that has this very text is that version from now on."""
    present = (
        select(kept.c.revision)
        .where(_is(kept, namespace, name), kept.c.revision == sketches.c.revision)
        .where(kept.c.text == text)
    )
    await session.execute(
        update(sketches)
        .where(_is(sketches, namespace, name), present.exists())
        .values(based_on=version)
    )


def _is(table: Table, namespace: str, name: str) -> ColumnElement[bool]:
    return and_(table.c.namespace == namespace, table.c.name == name)

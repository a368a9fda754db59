"""Templates of what people are told: named, by language, each save a version that stays.

Never: a version changed, a number given twice (also when the template was deleted between), or a
text saved over one that its writer has not seen, if the writer says which one that was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.notification_templates import Texts, texts_of
from definitions.values import JsonObject
from store.models import people
from store.rows import TENANT, as_person, column, read, read_or_none, value
from store.telling_tables import notification_template_versions as versions_kept
from store.telling_tables import notification_templates as templates


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """What is to be saved."""

    texts: JsonObject
    sample: JsonObject
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """One version of a template."""

    name: str
    version: int
    current: int
    """The newest version of it."""
    texts: JsonObject
    sample: JsonObject
    note: str | None
    saved_at: datetime
    saved_by: str
    saved_by_name: str | None
    restored: int | None

    @property
    def said(self) -> Texts:
        return texts_of(self.texts)


class MovedError(Exception):
    """It is no longer what its writer began with; `newest` is what it is, if it is."""

    def __init__(self, newest: TemplateRow | None) -> None:
        super().__init__("The template has been saved by somebody else.")
        self.newest = newest


@cache
def _known() -> Select[tuple[object, ...]]:
    who = (
        people.c.tenant_id == versions_kept.c.tenant_id,
        people.c.id == as_person(versions_kept.c.saved_by),
    )
    name = select(people.c.name).where(*who).scalar_subquery().label("saved_by_name")
    there = (
        templates.c.name == versions_kept.c.name,
        templates.c.tenant_id == versions_kept.c.tenant_id,
        templates.c.deleted_at.is_(None),
    )
    return select(versions_kept, templates.c.version.label("current"), name).where(*there)


async def page(session: AsyncSession) -> list[TemplateRow]:
    """The current version of each, by name."""
    query = _known().where(versions_kept.c.version == templates.c.version)
    rows = (await session.execute(query.order_by(templates.c.name))).mappings()
    return [read(row, TemplateRow) for row in rows]


async def find(session: AsyncSession, name: str, version: int | None = None) -> TemplateRow | None:
    """None for the version: the current one."""
    wanted = templates.c.version if version is None else version
    query = _known().where(versions_kept.c.name == name, versions_kept.c.version == wanted)
    return read_or_none((await session.execute(query)).mappings().first(), TemplateRow)


async def names(session: AsyncSession) -> dict[str, int]:
    """All there are, with the number of the current version."""
    query = select(templates.c.name, templates.c.version).where(templates.c.deleted_at.is_(None))
    rows = (await session.execute(query)).mappings()
    return {column(row, "name", str): column(row, "version", int) for row in rows}


async def versions(session: AsyncSession, name: str, limit: int) -> list[TemplateRow]:
    """The newest first."""
    query = _known().where(versions_kept.c.name == name)
    query = query.order_by(versions_kept.c.version.desc()).limit(limit)
    return [read(row, TemplateRow) for row in (await session.execute(query)).mappings()]


async def save(
    session: AsyncSession,
    name: str,
    new: NewVersion,
    by: str,
    base: int | None,
    restored: int | None = None,
) -> TemplateRow:
    """The next version is current from now on.

    `base` is the version that its writer has seen, 0 for none; None to save in any case. Raises
    MovedError when another one is current.
    """
    # The row is there before it is looked at, so that of two new ones the second sees the first.
    made = insert(templates).values(tenant_id=TENANT, name=name, version=0, deleted_at=func.now())
    await session.execute(made.on_conflict_do_nothing())
    locked = select(templates.c.version).where(templates.c.name == name).with_for_update()
    last = value(await session.execute(locked), int)
    newest = await find(session, name)
    if base is not None and base != (0 if newest is None else newest.version):
        raise MovedError(newest)
    row = {"texts": new.texts, "sample": new.sample, "note": new.note, "restored": restored}
    await session.execute(
        insert(versions_kept).values(
            tenant_id=TENANT, name=name, version=last + 1, saved_at=func.now(), saved_by=by, **row
        )
    )
    current = {"version": last + 1, "deleted_at": None}
    await session.execute(update(templates).where(templates.c.name == name).values(**current))
    saved = await find(session, name)
    if saved is None:
        raise RuntimeError(f"The template {name} is gone in the transaction that has saved it.")
    return saved


async def remove(session: AsyncSession, name: str) -> bool:
    """With the texts of all its versions; their numbers stay used."""
    gone = (
        update(templates)
        .where(templates.c.name == name, templates.c.deleted_at.is_(None))
        .values(deleted_at=func.now())
        .returning(templates.c.name)
    )
    if (await session.execute(gone)).first() is None:
        return False
    await session.execute(delete(versions_kept).where(versions_kept.c.name == name))
    return True

"""Definitions: drafts, published versions that never change, and their sources by content hash.

Never: a published version with another hash than the one it was published with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import definition_sources, definitions, people
from store.rows import TENANT, as_person, read, read_or_none, value


class PublishedError(Exception):
    """A published or archived version can't be changed."""


class DefinitionMissingError(Exception):
    """There is no such definition in this tenant."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be saved."""

    namespace: str
    name: str
    version: str
    hash: str
    source: str
    document: bytes
    by: str
    title: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """A version of a definition; its text is found by the hash."""

    tenant_id: str
    namespace: str
    name: str
    version: str
    state: str
    hash: str
    title: str | None
    created_by: str
    created_at: datetime
    published_at: datetime | None
    summary: str | None = None
    created_by_name: str | None = None


_PERSON = and_(
    people.c.tenant_id == definitions.c.tenant_id,
    people.c.id == as_person(definitions.c.created_by),
)


def known() -> Select[tuple[object, ...]]:
    """Versions with who wrote them, where that was a person."""
    by = people.c.name.label("created_by_name")
    return select(definitions, by).select_from(definitions.outerjoin(people, _PERSON))


async def save_draft(session: AsyncSession, draft: Draft) -> tuple[DefinitionRow, bool]:
    """The version and whether anything changed. A draft is replaced, a published one never."""
    known = await find(session, draft.namespace, draft.name, draft.version)
    if known is not None and known.hash == draft.hash and known.state != "archived":
        return known, False
    if known is not None and known.state != "draft":
        raise PublishedError(
            f"{draft.namespace}/{draft.name} {draft.version} is {known.state} and can't change. "
            "Raise the version in the document and save that."
        )
    await session.execute(
        insert(definition_sources)
        .values(tenant_id=TENANT, hash=draft.hash, source=draft.source, document=draft.document)
        .on_conflict_do_nothing()
    )
    made = insert(definitions).values(
        tenant_id=TENANT,
        namespace=draft.namespace,
        name=draft.name,
        version=draft.version,
        state="draft",
        hash=draft.hash,
        title=draft.title,
        summary=draft.summary,
        created_by=draft.by,
        created_at=func.now(),
    )
    replaced = made.on_conflict_do_update(
        index_elements=["tenant_id", "namespace", "name", "version"],
        set_={
            "hash": made.excluded.hash,
            "title": made.excluded.title,
            "summary": made.excluded.summary,
            "created_by": made.excluded.created_by,
            "created_at": made.excluded.created_at,
        },
        where=definitions.c.state == "draft",
    ).returning(definitions.c.version)
    if (await session.execute(replaced)).first() is None:
        raise PublishedError("The version was published a moment ago; raise it and save again.")
    return await _again(session, draft.namespace, draft.name, draft.version), True


async def publish(session: AsyncSession, namespace: str, name: str, version: str) -> DefinitionRow:
    """Publishing twice is once."""
    known = await find(session, namespace, name, version)
    if known is None:
        raise DefinitionMissingError(f"There is no {namespace}/{name} {version}.")
    if known.state == "archived":
        raise PublishedError(
            f"{namespace}/{name} {version} is archived. Raise the version and publish that."
        )
    return await _move(session, known, "published", published_at=func.now())


async def archive(session: AsyncSession, namespace: str, name: str, version: str) -> DefinitionRow:
    """Nothing starts it any more; runs that have begun go on."""
    known = await find(session, namespace, name, version)
    if known is None:
        raise DefinitionMissingError(f"There is no {namespace}/{name} {version}.")
    return await _move(session, known, "archived")


async def _move(
    session: AsyncSession, row: DefinitionRow, state: str, **more: object
) -> DefinitionRow:
    if row.state == state:
        return row
    moved = (
        update(definitions)
        .where(
            definitions.c.namespace == row.namespace,
            definitions.c.name == row.name,
            definitions.c.version == row.version,
        )
        .values(state=state, **more)
    )
    await session.execute(moved)
    return await _again(session, row.namespace, row.name, row.version)


async def _again(session: AsyncSession, namespace: str, name: str, version: str) -> DefinitionRow:
    row = await find(session, namespace, name, version)
    if row is None:
        raise DefinitionMissingError(f"There is no {namespace}/{name} {version}.")
    return row


async def find(
    session: AsyncSession, namespace: str, name: str, version: str | None = None
) -> DefinitionRow | None:
    """That version in any state; without a version the highest published one."""
    query = known().where(definitions.c.namespace == namespace, definitions.c.name == name)
    if version is not None:
        query = query.where(definitions.c.version == version)
        row = (await session.execute(query)).mappings().first()
        return read_or_none(row, DefinitionRow)
    published = query.where(definitions.c.state == "published")
    rows = [read(row, DefinitionRow) for row in (await session.execute(published)).mappings()]
    return max(rows, key=lambda row: precedence(row.version), default=None)


async def page(
    session: AsyncSession, after: tuple[str, str, str] | None, limit: int, state: str | None = None
) -> tuple[list[DefinitionRow], tuple[str, str, str] | None]:
    """By name and version; the second value is where the next page begins."""
    place = (definitions.c.namespace, definitions.c.name, definitions.c.version)
    query = known().order_by(*place).limit(limit + 1)
    if state is not None:
        query = query.where(definitions.c.state == state)
    if after is not None:
        query = query.where(tuple_(*place) > tuple_(*after))
    rows = [read(row, DefinitionRow) for row in (await session.execute(query)).mappings()]
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], (last.namespace, last.name, last.version)


async def source(session: AsyncSession, digest: str) -> str:
    """The text as it was written, comments and all."""
    query = select(definition_sources.c.source).where(definition_sources.c.hash == digest)
    return value(await session.execute(query), str)


async def document(session: AsyncSession, digest: str) -> bytes:
    """The document as canonical JSON: what runs."""
    query = select(definition_sources.c.document).where(definition_sources.c.hash == digest)
    return value(await session.execute(query), bytes)


def precedence(version: str) -> tuple[tuple[int, ...], bool, tuple[tuple[int, int, str], ...]]:
    """The order of semantic versions: a pre-release comes before its release."""
    core, _, rest = version.partition("+")[0].partition("-")
    numbers = tuple(int(part) if part.isdigit() else 0 for part in core.split("."))
    before = tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part) for part in rest.split(".") if part
    )
    return numbers, not rest, before

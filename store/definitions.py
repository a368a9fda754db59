"""Definitions: drafts, published versions that never change, and their sources by content hash.

The hash is of the document, which names its version: each hash belongs to one version. Never: a
published version with another hash than the one it was published with, or a draft saved over one
that its writer has not seen, if the writer says which one that was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.versions import rank
from store import limits
from store.models import definition_sources, definitions, people
from store.reach import EVERYTHING, Reach, within
from store.rows import TENANT, as_person, read, read_or_none, value

STATES = ("draft", "published", "deprecated", "archived")
RUNNABLE = ("published", "deprecated")
"""What can be started. A deprecated version stands back where a published one is."""

ACTS = ("created", "saved", "published", "deprecated", "archived")
"""Of each it is kept who did it and when."""

ANY = "*"
_BEFORE = {
    "published": ("draft", "deprecated"),
    "deprecated": ("published",),
    "archived": ("draft", *RUNNABLE),
}
"""What a version must be to become what."""


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
    overdue_after: int | None = None
    """Milliseconds in which something has to happen in a run that waits."""


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """A version of a definition; its text is found by the hash."""

    tenant_id: str
    namespace: str
    name: str
    version: str
    state: str
    hash: str
    """Of the document as it was written."""
    program: str | None
    title: str | None
    summary: str | None
    created_by: str
    created_at: datetime
    saved_at: datetime
    published_at: datetime | None
    deprecated_at: datetime | None
    archived_at: datetime | None
    notes: str | None
    """What whoever has published it says of it."""
    created_by_name: str | None
    saved_by_name: str | None
    published_by_name: str | None
    deprecated_by_name: str | None
    archived_by_name: str | None

    @property
    def runs(self) -> str:
        """The hash of what runs: the document, with what publishing has put into it."""
        return self.program or self.hash

    @property
    def label(self) -> str:
        return f"{self.namespace}/{self.name} {self.version}"


class DefinitionMissingError(Exception):
    """There is no such definition in this tenant."""


class StateError(Exception):
    """What a version is doesn't allow what is asked."""

    def __init__(self, sentence: str, newest: DefinitionRow) -> None:
        super().__init__(sentence)
        self.newest = newest


class MovedError(Exception):
    """The draft is no longer what its writer began with; `newest` is what it is, if it is."""

    def __init__(self, sentence: str, newest: DefinitionRow | None) -> None:
        super().__init__(sentence)
        self.newest = newest


@cache
def known() -> Select[tuple[object, ...]]:
    """Versions with who did what to them, where that was a person. Put together once."""
    return select(definitions, *(_name_of(act) for act in ACTS))


def _name_of(act: str) -> ColumnElement[str]:
    who = people.c.id == as_person(definitions.c[f"{act}_by"])
    name = select(people.c.name).where(people.c.tenant_id == definitions.c.tenant_id, who)
    return name.scalar_subquery().label(f"{act}_by_name")


async def save_draft(
    session: AsyncSession, draft: Draft, base: Collection[str] | None = None
) -> tuple[DefinitionRow, bool]:
    """The version and whether anything changed. A draft is replaced, a published one never.

    `base` is what the writer has seen: the hash of its document or the tag of its text; ANY for
    whatever there is, nothing in it for a version that must be new, None to save in any case.
    """
    # Most are new, or saved over what was seen: one look less.
    if not base and await _add(session, draft):
        return await _again(session, draft.namespace, draft.name, draft.version), True
    kept = await find(session, draft.namespace, draft.name, draft.version, lock=True)
    if kept is None:
        raise MovedError(f"There is no {draft.namespace}/{draft.name} {draft.version}.", None)
    text = await source(session, kept.hash)
    if base is not None and not {ANY, kept.hash, tag(text)} & set(base):
        raise MovedError(f"{kept.label} has been saved by somebody else.", kept)
    same = kept.hash == draft.hash and kept.state != "archived"
    if same and (kept.state != "draft" or text == draft.source):
        return kept, False
    if kept.state != "draft":
        raise StateError(f"{kept.label} is {kept.state} and can't change.", kept)
    await _replace(session, kept, draft)
    return await _again(session, draft.namespace, draft.name, draft.version), True


def tag(text: str) -> str:
    """Of a text as it was written: another comment is another tag, though the hash stays."""
    return hashlib.sha256(text.encode()).hexdigest()


async def _add(session: AsyncSession, draft: Draft) -> bool:
    """False when somebody else has done so meanwhile."""
    made = (
        insert(definitions)
        .values(
            tenant_id=TENANT,
            namespace=draft.namespace,
            name=draft.name,
            version=draft.version,
            state="draft",
            hash=draft.hash,
            title=draft.title,
            summary=draft.summary,
            overdue_after=draft.overdue_after,
            rank=rank(draft.version),
            created_by=draft.by,
            created_at=func.now(),
            saved_by=draft.by,
            saved_at=func.now(),
            changed_at=func.now(),
        )
        .on_conflict_do_nothing()
        .returning(definitions.c.version)
    )
    if (await session.execute(made)).first() is None:
        return False
    await limits.check_definitions(session)
    await _keep_source(session, draft)
    return True


async def _replace(session: AsyncSession, kept: DefinitionRow, draft: Draft) -> None:
    """What the draft said before is gone: nothing has run it."""
    await session.execute(delete(definition_sources).where(definition_sources.c.hash == kept.hash))
    await _keep_source(session, draft)
    await _update(
        session,
        kept,
        hash=draft.hash,
        title=draft.title,
        summary=draft.summary,
        overdue_after=draft.overdue_after,
        saved_by=draft.by,
        saved_at=func.now(),
    )


async def _keep_source(session: AsyncSession, draft: Draft) -> None:
    made = insert(definition_sources).values(
        tenant_id=TENANT, hash=draft.hash, source=draft.source, document=draft.document
    )
    await session.execute(made.on_conflict_do_nothing())


@dataclass(frozen=True, slots=True)
class Whole:
    """A document with what it needed from elsewhere in it."""

    hash: str
    document: bytes


async def publish(
    session: AsyncSession,
    namespace: str,
    name: str,
    version: str,
    by: str,
    whole: Whole | None = None,
    notes: str | None = None,
) -> DefinitionRow:
    """Publishing twice is once, and what was said first stays; a deprecated one is as new."""
    kept = await _kept(session, (namespace, name, version), "published")
    if kept.published_at is None:
        if whole is not None:
            await keep_whole(session, kept, whole)
        if notes is not None:
            await _update(session, kept, notes=notes)
        return await _become(session, kept, "published", by)
    if kept.state == "published":
        return kept
    await _update(session, kept, state="published", deprecated_by=None, deprecated_at=None)
    return await _again(session, namespace, name, version)


async def keep_whole(session: AsyncSession, row: DefinitionRow, whole: Whole) -> None:
    """Beside the document itself; the text is the author's."""
    made = insert(definition_sources).values(
        tenant_id=TENANT,
        hash=whole.hash,
        source=await source(session, row.hash),
        document=whole.document,
    )
    await session.execute(made.on_conflict_do_nothing())
    await _update(session, row, program=whole.hash)


async def deprecate(
    session: AsyncSession, namespace: str, name: str, version: str, by: str
) -> DefinitionRow:
    """It still runs, for who names it, and where there is no published one."""
    kept = await _kept(session, (namespace, name, version), "deprecated")
    return await _become(session, kept, "deprecated", by)


async def archive(
    session: AsyncSession, namespace: str, name: str, version: str, by: str
) -> DefinitionRow:
    """Nothing starts it any more; runs that have begun go on."""
    kept = await _kept(session, (namespace, name, version), "archived")
    return await _become(session, kept, "archived", by)


async def _kept(session: AsyncSession, key: tuple[str, str, str], state: str) -> DefinitionRow:
    """A version that is in that state or may come to it. Nobody else changes it meanwhile."""
    kept = await find(session, *key, lock=True)
    if kept is None:
        raise _missing(*key)
    if kept.state != state and kept.state not in _BEFORE[state]:
        raise StateError(f"{kept.label} is {kept.state} and can't be {state}.", kept)
    return kept


async def _become(session: AsyncSession, row: DefinitionRow, state: str, by: str) -> DefinitionRow:
    if row.state == state:
        return row
    done = {f"{state}_by": by, f"{state}_at": func.now()}
    await _update(session, row, state=state, **done)
    return await _again(session, row.namespace, row.name, row.version)


async def _update(session: AsyncSession, row: DefinitionRow, **values: object) -> None:
    of_row = (
        definitions.c.namespace == row.namespace,
        definitions.c.name == row.name,
        definitions.c.version == row.version,
    )
    await session.execute(
        update(definitions).where(*of_row).values(changed_at=func.now(), **values)
    )


async def _again(session: AsyncSession, namespace: str, name: str, version: str) -> DefinitionRow:
    row = await find(session, namespace, name, version)
    if row is None:
        raise _missing(namespace, name, version)
    return row


def _missing(namespace: str, name: str, version: str) -> DefinitionMissingError:
    return DefinitionMissingError(f"There is no {namespace}/{name} {version}.")


async def find(
    session: AsyncSession,
    namespace: str,
    name: str,
    version: str | None = None,
    *,
    lock: bool = False,
) -> DefinitionRow | None:
    """That version in any state; without one the version that is started where nobody names one.

    Locked, it stays as it is until the transaction ends.
    """
    if version is None:
        return await _highest(session, namespace, name)
    key = {"namespace": namespace, "name": name, "version": version}
    found = await session.execute(_one(lock=lock), key)
    return read_or_none(found.mappings().first(), DefinitionRow)


@cache
def _one(*, lock: bool) -> Select[tuple[object, ...]]:
    named = [definitions.c[part] == bindparam(part) for part in ("namespace", "name", "version")]
    query = known().where(*named)
    return query.with_for_update(of=definitions) if lock else query


async def _highest(session: AsyncSession, namespace: str, name: str) -> DefinitionRow | None:
    for state in RUNNABLE:
        found = await highest(session, namespace, name, state)
        if found is not None:
            return found
    return None


async def highest(
    session: AsyncSession, namespace: str, name: str, state: str
) -> DefinitionRow | None:
    """The highest version of those that are in that state."""
    query = _of(namespace, name).where(definitions.c.state == state)
    query = query.order_by(definitions.c.rank.desc()).limit(1)
    return read_or_none((await session.execute(query)).mappings().first(), DefinitionRow)


def _of(namespace: str, name: str) -> Select[tuple[object, ...]]:
    return known().where(definitions.c.namespace == namespace, definitions.c.name == name)


async def page(
    session: AsyncSession,
    after: tuple[str, str, str] | None,
    limit: int,
    state: str | None = None,
    process: tuple[str, str] | None = None,
    reach: Reach = EVERYTHING,
) -> tuple[list[DefinitionRow], tuple[str, str, str] | None]:
    """By name and version; the second value is where the next page begins."""
    place = (definitions.c.namespace, definitions.c.name, definitions.c.rank)
    query = known().where(within(reach, *place[:2])).order_by(*place).limit(limit + 1)
    if state is not None:
        query = query.where(definitions.c.state == state)
    if process is not None:
        query = query.where(tuple_(*place[:2]) == tuple_(*process))
    if after is not None:
        namespace, name, version = after
        query = query.where(tuple_(*place) > tuple_(namespace, name, rank(version)))
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
    """The document as JSON, its keys in their order: what runs."""
    query = select(definition_sources.c.document).where(definition_sources.c.hash == digest)
    return value(await session.execute(query), bytes)

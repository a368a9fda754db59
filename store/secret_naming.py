"""Which definitions that can be started name a secret.

Never: an answer from the text of one; a comment may name anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import LargeBinary, and_, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.values import Json, decode
from store.definitions import RUNNABLE
from store.models import definition_sources, definitions
from store.rows import read


@dataclass(frozen=True, slots=True)
class NamingRow:
    """A version that declares it."""

    namespace: str
    name: str
    version: str
    state: str

    @property
    def label(self) -> str:
        return f"{self.namespace}/{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class _Candidate(NamingRow):
    document: bytes


async def naming(session: AsyncSession, secret: str) -> list[NamingRow]:
    """By name and version, of what runs: what came from elsewhere is a part of it."""
    return [
        one for one, document in await spelling(session, secret) if secret in _declared(document)
    ]


async def spelling(session: AsyncSession, spelled_name: str) -> list[tuple[NamingRow, Json]]:
    """What can be started and has this name, of plain letters, as one of its texts."""
    runs = func.coalesce(definitions.c.program, definitions.c.hash)
    source = and_(
        definition_sources.c.tenant_id == definitions.c.tenant_id, definition_sources.c.hash == runs
    )
    # A name is of plain letters, so JSON spells it as it is: the database leaves out most.
    name = literal(f'"{spelled_name}"'.encode(), LargeBinary)
    spelled = func.position(name.op("IN")(definition_sources.c.document)) > 0
    query = (
        select(
            definitions.c.namespace,
            definitions.c.name,
            definitions.c.version,
            definitions.c.state,
            definition_sources.c.document,
        )
        .join(definition_sources, source)
        .where(definitions.c.state.in_(RUNNABLE), spelled)
        .order_by(definitions.c.namespace, definitions.c.name, definitions.c.rank)
    )
    rows = (await session.execute(query)).mappings()
    return [
        (NamingRow(one.namespace, one.name, one.version, one.state), decode(one.document))
        for one in (read(row, _Candidate) for row in rows)
    ]


def _declared(document: Json) -> list[Json]:
    use = document.get("use") if isinstance(document, dict) else None
    names = use.get("secrets") if isinstance(use, dict) else None
    return names if isinstance(names, list) else []

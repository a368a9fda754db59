"""Fingerprints of the functions that published processes call.

The first publication fixes one for its version, for the whole installation. Never: one that is
changed or removed; a schema that must change gets a version of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.models import functions_published
from store.rows import column

Key: TypeAlias = tuple[str, str]
"""Name and version."""


async def keep(session: AsyncSession, fingerprints: Mapping[Key, str]) -> list[Key]:
    """Fix those that a process now leans on; answers which had been fixed with another one."""
    if not fingerprints:
        return []
    rows = [
        {"name": name, "version": version, "fingerprint": fingerprint, "created_at": func.now()}
        for (name, version), fingerprint in sorted(fingerprints.items())
    ]
    await session.execute(insert(functions_published).values(rows).on_conflict_do_nothing())
    return await changed(session, fingerprints)


async def changed(session: AsyncSession, fingerprints: Mapping[Key, str]) -> list[Key]:
    """Which of these are not what they were when a process that calls them was published."""
    found = (await session.execute(select(functions_published))).mappings()
    kept = {
        (column(row, "name", str), column(row, "version", str)): column(row, "fingerprint", str)
        for row in found
    }
    return [key for key, now in sorted(fingerprints.items()) if kept.get(key, now) != now]

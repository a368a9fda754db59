"""Publishing of one process, one at a time: who looks at what is published sees what they replace.

Never: a lock that outlives its transaction, or one that keeps runs from starting.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from store import definitions
from store.definitions import DefinitionRow

_ALONE: Final = text(
    "SELECT pg_advisory_xact_lock(hashtextextended("
    "'publishing ' || current_setting('baton.tenant') || :process, 0))"
)


async def newest(session: AsyncSession, namespace: str, name: str) -> DefinitionRow | None:
    """The highest published version, until this transaction ends.

    Others who publish have to ask for it here first.
    """
    await session.execute(_ALONE, {"process": f"{namespace}/{name}"})
    return await definitions.highest(session, namespace, name, "published")

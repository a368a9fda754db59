"""Keeps and shows where the boxes of a process stand.

Never: a layout of a process that isn't there.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.principal import Principal
from api.errors import not_found
from api.layouts.schemas import LayoutWanted
from api.shapes import moment
from definitions.values import Json, JsonObject, canonical, decode
from store import layouts, processes


async def save(
    session: AsyncSession, principal: Principal, namespace: str, name: str, wanted: LayoutWanted
) -> JsonObject:
    await _exists(session, namespace, name)
    positions: dict[str, Json] = {
        task: box.model_dump(exclude_none=True) for task, box in wanted.positions.items()
    }
    await layouts.save(session, namespace, name, canonical(positions), principal.person)
    return await describe(session, namespace, name)


async def describe(session: AsyncSession, namespace: str, name: str) -> JsonObject:
    """Of a process whose boxes nobody has moved there are no positions."""
    row = await layouts.get(session, namespace, name)
    if row is None:
        await _exists(session, namespace, name)
        return {"positions": {}, "savedByName": None, "savedAt": None}
    return {
        "positions": decode(row.positions),
        "savedByName": row.saved_by_name,
        "savedAt": moment(row.saved_at),
    }


async def _exists(session: AsyncSession, namespace: str, name: str) -> None:
    if await processes.get(session, namespace, name) is None:
        raise not_found(f"The process {namespace}/{name}")

"""News of sketches: that one stands otherwise, and who has one open at which process of the API.

Never: kept anywhere; who wasn't listening looks at the sketch itself. Never a text or a name in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

SKETCH_CHANNEL: Final = "baton_sketch"
"""PostgreSQL NOTIFY channel; the payload is "tenant namespace/name" of a sketch that was saved or
discarded, and with " listener people" after it who has it open at one process of the API."""

MOST_PEOPLE: Final = 100
"""Of one sketch at one process: a payload has less than 8,000 bytes."""

_NOBODY: Final = "-"

_HERE = text("""
SELECT pg_notify(:channel,
  concat_ws(' ', current_setting('baton.tenant'), place, CAST(:listener AS text), who))
FROM unnest(CAST(:places AS text[]), CAST(:people AS text[])) AS told(place, who)
""")


@dataclass(frozen=True, slots=True)
class SketchNews:
    """What a notification says."""

    tenant: str
    place: str
    """Namespace/name."""
    listener: str | None = None
    """The process of the API that tells who has it open there; None: it stands otherwise."""
    people: tuple[str, ...] = ()
    """Somebody who has it open twice stands in it twice."""


async def tell_changed(session: AsyncSession, namespace: str, name: str) -> None:
    """Once the transaction is through."""
    tenant = func.current_setting("baton.tenant")
    payload = func.concat(tenant, f" {namespace}/{name}")
    await session.execute(select(func.pg_notify(SKETCH_CHANNEL, payload)))


async def tell_here(
    session: AsyncSession, listener: str, people: Mapping[str, Sequence[str]]
) -> None:
    """`people` by place; of one that nobody has open any more, nobody."""
    who = [",".join(those[:MOST_PEOPLE]) or _NOBODY for those in people.values()]
    told = {"channel": SKETCH_CHANNEL, "listener": listener, "places": [*people], "people": who}
    await session.execute(_HERE, told)


def news_of(payload: str) -> SketchNews:
    tenant, place, *here = payload.split(" ")
    if not here:
        return SketchNews(tenant, place)
    listener, who = here
    return SketchNews(tenant, place, listener, () if who == _NOBODY else tuple(who.split(",")))

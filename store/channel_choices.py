"""How people want to be told: by topic the channels, where they have chosen other than usual.

Never: a person whom nothing reaches; what was chosen and can't be told goes the next way.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.rows import TENANT, column
from store.telling_tables import channel_choices

PORTAL, EMAIL, WEBHOOK = "portal", "email", "webhook"

TOPICS: Mapping[str, frozenset[str]] = {
    "asked": frozenset({"asked", "reminded", "escalated", "resubmitted", "question"}),
    "requests": frozenset({"returned", "answered", "outcome"}),
    "outcomes": frozenset({"decided", "withdrawn", "closed"}),
    "messages": frozenset({"message"}),
    "troubles": frozenset({"fault", "stuck", "channel", "overdue", "schedule"}),
}
"""What waits for them; what they have asked for; how it ended that they were asked for; what
processes tell them; what goes wrong."""

USUAL: Mapping[str, tuple[str, ...]] = {
    "asked": (EMAIL, PORTAL),
    "requests": (EMAIL, PORTAL),
    "outcomes": (PORTAL,),
    "messages": (EMAIL, PORTAL),
    "troubles": (EMAIL, PORTAL),
}


def topic_of(kind: str) -> str:
    return next((topic for topic, kinds in TOPICS.items() if kind in kinds), "messages")


async def of_people(
    session: AsyncSession, people: Collection[str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """What they have chosen, by person and topic."""
    query = select(channel_choices).where(channel_choices.c.person_id.in_(people))
    return {
        (column(row, "person_id", str), column(row, "topic", str)): tuple(
            column(row, "channels", list[str])
        )
        for row in (await session.execute(query)).mappings()
    }


async def choose(session: AsyncSession, person: str, chosen: Mapping[str, Sequence[str]]) -> None:
    """Instead of all that they have chosen before."""
    await session.execute(delete(channel_choices).where(channel_choices.c.person_id == person))
    rows = [
        {"person_id": person, "topic": topic, "channels": [*channels]}
        for topic, channels in chosen.items()
        if tuple(channels) != USUAL[topic]
    ]
    if rows:
        made = insert(channel_choices).values(tenant_id=TENANT, chosen_at=func.now())
        await session.execute(made, rows)

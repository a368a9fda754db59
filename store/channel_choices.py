"""How people want to be told: by topic the channels and how soon, where they have chosen.

Else as their organisation usually tells, else as Baton does. Never: a person whom nothing reaches;
what was chosen and can't be told goes the next way.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.paces import AT_ONCE, Pace
from store.rows import TENANT, read
from store.telling_tables import channel_choices, usual_channels

PORTAL, EMAIL, WEBHOOK = "portal", "email", "webhook"

TOPICS: Mapping[str, frozenset[str]] = {
    "asked": frozenset({"asked", "escalated", "resubmitted", "question"}),
    "reminders": frozenset({"reminded"}),
    "requests": frozenset({"returned", "answered", "outcome"}),
    "outcomes": frozenset({"decided", "withdrawn", "closed"}),
    "messages": frozenset({"message"}),
    "troubles": frozenset({"fault", "stuck", "channel", "overdue", "schedule"}),
}
"""What waits for them; that it still does; what they have asked for; how it ended that they were
asked for; what processes tell them; what goes wrong."""


@dataclass(frozen=True, slots=True)
class Choice:
    """By which channels, in this order, and how soon."""

    channels: tuple[str, ...]
    pace: Pace = AT_ONCE
    hour: int | None = None
    """Of a digest once a day."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody has chosen of it; None: as usual."""

    channels: tuple[str, ...] | None = None
    pace: Pace | None = None
    hour: int | None = None

    def over(self, usual: Choice) -> Choice:
        """What is in force."""
        channels = usual.channels if self.channels is None else self.channels
        if self.pace is None:
            return Choice(channels, usual.pace, usual.hour)
        return Choice(channels, self.pace, self.hour)


NOTHING: Final = Chosen()
USUAL: Mapping[str, Choice] = {
    "asked": Choice((EMAIL, PORTAL)),
    "reminders": Choice((EMAIL, PORTAL)),
    "requests": Choice((EMAIL, PORTAL)),
    "outcomes": Choice((PORTAL,)),
    "messages": Choice((EMAIL, PORTAL)),
    "troubles": Choice((EMAIL, PORTAL)),
}
"""Where neither a person nor their organisation has chosen."""


@dataclass(frozen=True, slots=True)
class _Row(Chosen):
    topic: str = ""
    person_id: str = ""


def topic_of(kind: str) -> str:
    return next((topic for topic, kinds in TOPICS.items() if kind in kinds), "messages")


async def of_people(
    session: AsyncSession, people: Collection[str]
) -> dict[tuple[str, str], Chosen]:
    """What they have chosen, by person and topic."""
    query = select(channel_choices).where(channel_choices.c.person_id.in_(people))
    rows = [read(row, _Row) for row in (await session.execute(query)).mappings()]
    return {(row.person_id, row.topic): Chosen(row.channels, row.pace, row.hour) for row in rows}


async def choose(session: AsyncSession, person: str, chosen: Mapping[str, Choice]) -> None:
    """Instead of all that they have chosen before; what is as usual is told as usual later too."""
    await session.execute(delete(channel_choices).where(channel_choices.c.person_id == person))
    usually = await usual(session)
    parts = {topic: _unusual(one, usually[topic]) for topic, one in chosen.items()}
    rows = [
        {"person_id": person, "topic": topic, **asdict(one)}
        for topic, one in parts.items()
        if one != NOTHING
    ]
    if rows:
        made = insert(channel_choices).values(tenant_id=TENANT, chosen_at=func.now())
        await session.execute(made, rows)


def _unusual(one: Choice, usually: Choice) -> Chosen:
    channels = None if one.channels == usually.channels else one.channels
    if (one.pace, one.hour) == (usually.pace, usually.hour):
        return Chosen(channels)
    return Chosen(channels, one.pace, one.hour)


# ---- of the organisation


async def usual(session: AsyncSession) -> dict[str, Choice]:
    """Of all topics, where people have chosen nothing."""
    rows = (await session.execute(select(usual_channels))).mappings()
    found = {one.topic: one for one in (read(row, _Row) for row in rows)}
    return {topic: found.get(topic, NOTHING).over(own) for topic, own in USUAL.items()}


async def choose_usual(session: AsyncSession, chosen: Mapping[str, Choice], by: str) -> None:
    """Instead of all that was usual before; what is left out is as Baton has it."""
    await session.execute(delete(usual_channels))
    rows = [{"topic": topic, **asdict(one)} for topic, one in chosen.items() if one != USUAL[topic]]
    if rows:
        made = insert(usual_channels).values(tenant_id=TENANT, changed_at=func.now(), changed_by=by)
        await session.execute(made, rows)

"""How people want to be told, and how their organisation usually tells: read, and chosen anew.

Never: a chat offered that the organisation doesn't have.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from api.notices.schemas import ChannelName, ChoicesWanted, Pace
from definitions.values import Json, JsonObject
from store import channel_choices, chat_people, chats
from store.channel_choices import NOTHING, TOPICS, USUAL, Choice
from store.paces import DAILY, USUAL_HOUR


async def shown(session: AsyncSession, person: str) -> JsonObject:
    """Of one person."""
    usual = await channel_choices.usual(session)
    chosen = await channel_choices.of_people(session, [person])
    seats = await chat_people.seats(session, [person])
    items: list[Json] = []
    for topic in TOPICS:
        choice = chosen.get((person, topic), NOTHING).over(usual[topic])
        usually = _told(usual[topic])
        items.append(
            {
                "topic": topic,
                **_told(choice),
                "usual": usually["channels"],
                "usualPace": usually["pace"],
                "usualHour": usually["hour"],
            }
        )
    found: list[Json] = []
    for kind in await chats.installed(session):
        seat = seats.get((kind, person))
        state = "unknown" if seat is None else "sought" if seat.account is None else "found"
        found.append({"channel": kind, "state": state})
    return {"items": items, "chats": found}


async def shown_usual(session: AsyncSession) -> JsonObject:
    """Of the organisation."""
    usual = await channel_choices.usual(session)
    items: list[Json] = [
        {"topic": topic, **_told(usual[topic]), "first": _told(USUAL[topic])} for topic in TOPICS
    ]
    return {"items": items, "chats": [*await chats.installed(session)]}


def wanted(given: ChoicesWanted, usual: Mapping[str, Choice]) -> dict[str, Choice]:
    """Topics that are to be told otherwise; what is left out of one is as usual."""
    channels: Mapping[str, list[ChannelName]] = {**given.channels}
    paces: Mapping[str, Pace] = {**given.paces}
    return {
        topic: _chosen(usually, channels.get(topic), paces.get(topic))
        for topic, usually in usual.items()
        if topic in channels or topic in paces
    }


def _chosen(usually: Choice, channels: list[ChannelName] | None, pace: Pace | None) -> Choice:
    ways = usually.channels if channels is None else tuple(dict.fromkeys(channels))
    if pace is None:
        return Choice(ways, usually.pace, usually.hour)
    hour = USUAL_HOUR if pace.pace == DAILY and pace.hour is None else pace.hour
    return Choice(ways, pace.pace, hour)


def _told(choice: Choice) -> JsonObject:
    return {"channels": [*choice.channels], "pace": choice.pace, "hour": choice.hour}


def said(chosen: Mapping[str, Choice]) -> JsonObject:
    """For the audit trail."""
    return {topic: _told(choice) for topic, choice in chosen.items()}

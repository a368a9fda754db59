"""What Slack tells of an app: somebody opens its home, it is removed, its tokens are revoked.

Never: a removal that took place before the app was let in anew.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import structlog

from api.chat.slack import home, visitors
from api.chat.slack.door import Door
from channels.slack.requests import Told
from store import chats, troubles
from store.chats import SLACK, PlaceRow

HOME: Final = "home"
REMOVED_THERE: Final = "The app was removed from the workspace."
REVOKED_THERE: Final = "The tokens of the app were revoked at Slack."
_log = structlog.stdlib.get_logger()


async def happened(door: Door, told: Told) -> None:
    place = await door.place(told.team_id)
    if place is None:
        return
    event = told.event
    match event.type:
        case "app_home_opened" if event.tab == HOME and place.state == chats.ON:
            await home.show(await visitors.find(door, place, event.user))
        case "app_uninstalled":
            await _lost(door, place, told, chats.REMOVED, REMOVED_THERE)
        case "tokens_revoked" if place.bot in event.tokens.get("bot", ()):
            await _lost(door, place, told, chats.REVOKED, REVOKED_THERE)
        case _:
            pass


async def _lost(door: Door, place: PlaceRow, told: Told, state: str, why: str) -> None:
    """Slack tells it again for an hour, while somebody may let the app in anew."""
    if told.event_time and told.event_time < int(place.installed_at.timestamp()):
        return
    async with door.services.database.tenant(door.tenant) as session:
        if await chats.lost(session, place.id, state, why):
            today = datetime.now(UTC).date().isoformat()
            said = f"Slack, {place.name}: {why} Install it again on the page Slack and Teams."
            await troubles.channel(session, door.keys, SLACK, said, today)
    _log.warning("slack.lost", place=place.id, state=state)

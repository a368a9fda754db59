"""Where the app comes and goes: a person lets it in or sends it away, a team gets or loses it.

A team's channels are kept, so that administrators can choose one to show approvals in. Never: a
channel that is forgotten in silence where approvals are shown in it.
"""

from __future__ import annotations

import structlog

from api.chat.teams import people
from api.chat.teams.came import Came
from api.services import Services
from channels.teams import where
from store import chat_channels, chat_conversations, troubles
from store.chats import TEAMS

DELETED, TEAM_DELETED = "channelDeleted", "teamDeleted"
HARD_DELETED = "teamHardDeleted"
REASON = "The app was removed there, or the channel was deleted."
_log = structlog.stdlib.get_logger()


async def note(services: Services, came: Came) -> None:
    """What an activity tells of where it comes from."""
    activity = came.activity
    if activity.is_personal:
        if activity.removed_us:
            await people.forget(services, came)
        return
    whole_team = activity.removed_us or activity.happened in (TEAM_DELETED, HARD_DELETED)
    if whole_team or activity.happened == DELETED:
        await _lost(services, came, whole_team=whole_team)
    else:
        await _seen(services, came)


async def _seen(services: Services, came: Came) -> None:
    place = came.activity.place
    if place is None:
        return
    there = where.of(came.activity.service_url, place.conversation).write()
    async with services.database.tenant(came.tenant.id) as session:
        await chat_conversations.seen(
            session, came.place.row.id, there, place.name[:200], place.team
        )


async def _lost(services: Services, came: Came, *, whole_team: bool) -> None:
    place = came.activity.place
    if place is None:
        return
    own = came.place.row.id
    there = where.of(came.activity.service_url, place.conversation).write()
    async with services.database.tenant(came.tenant.id) as session:
        gone = {there}
        if whole_team and place.team is not None:
            gone.update(await chat_conversations.forget_team(session, own, place.team))
        await chat_conversations.forget(session, own, there)
        for one in sorted(gone):
            for channel in await chat_channels.lost_there(session, own, one, REASON):
                _log.warning("teams.channel_lost", channel=channel.id)
                why = f"{channel.name}: {REASON}"
                today = f"{services.microsoft.today()}/{channel.id}"
                run = await chat_channels.last_run(session, channel.id)
                await troubles.channel(session, came.keys, TEAMS, why, today, run)

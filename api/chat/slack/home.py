"""The home tab: shown when somebody opens it, and again after they have done something there.

Never: a fault because Slack would not take it; whoever opens it again sees it as it is.
"""

from __future__ import annotations

import structlog

from api.chat.slack import listing
from api.chat.slack.calls import FAILS
from api.chat.slack.visitors import Stranger, Visitor, client_of
from channels import chat_words
from channels.said import Way
from channels.slack import home
from definitions import pages

_log = structlog.stdlib.get_logger()


async def show(whom: Visitor | Stranger, told: str = "") -> None:
    """To strangers it says why there is nothing. `told`: what could be said nowhere else."""
    if isinstance(whom, Stranger):
        view = home.plain(whom.say(whom.why))
    else:
        inbox = await listing.inbox(whom, whole=True)
        processes = Way(whom.say("portal"), whom.address + pages.PROCESSES)
        view = home.write(inbox, chat_words.of(whom.language), processes, told)
    try:
        await client_of(whom.door, whom.place).show_home(whom.account, view)
    except FAILS as error:
        _log.warning("slack.home_refused", place=whom.place.id, why=str(error))

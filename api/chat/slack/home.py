"""The home tab: shown when somebody opens it, and again after they have done something there.

Never: a fault because Slack would not take it; whoever opens it again sees it as it is.
"""

from __future__ import annotations

import structlog

from api.chat.slack import listing
from api.chat.slack.calls import FAILS
from api.chat.slack.visitors import Stranger, Visitor, client_of
from channels import chat_words
from channels.slack import home

_log = structlog.stdlib.get_logger()


async def show(whom: Visitor | Stranger) -> None:
    """To strangers it says why there is nothing."""
    if isinstance(whom, Stranger):
        view = home.plain(whom.say(whom.why))
    else:
        inbox = await listing.inbox(whom, whole=True)
        view = home.write(inbox, chat_words.of(whom.language))
    try:
        await client_of(whom.door, whom.place).show_home(whom.account, view)
    except FAILS as error:
        _log.warning("slack.home_refused", place=whom.place.id, why=str(error))

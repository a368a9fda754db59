"""The home tab of the app: the inbox of one person.

Never: more blocks than a view may have; what is left out is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from channels.slack import parts, waiting
from channels.slack.waiting import Inbox
from definitions.values import Json, JsonObject

MOST_ITEMS: Final = 20
"""Two blocks each; a view may have a hundred."""

MOST_MINE: Final = 15
MOST_CHOICES: Final = 25


def write(inbox: Inbox, said: Mapping[str, str]) -> JsonObject:
    """As `views.publish` takes it."""
    shown = inbox.items[:MOST_ITEMS]
    more = inbox.more + len(inbox.items) - len(shown)
    blocks: list[Json] = [
        parts.header(said["waits-title"], "waits-title"),
        *waiting.items(shown, more, said),
        {"type": "divider"},
        parts.header(said["mine-title"], "mine-title"),
        *waiting.mine(inbox.mine[:MOST_MINE], said),
        {"type": "divider"},
        parts.header(said["start-title"], "start-title"),
        *waiting.choices(inbox.choices[:MOST_CHOICES], said),
        waiting.way(inbox.way),
    ]
    return {"type": "home", "blocks": blocks}


def plain(text: str) -> JsonObject:
    """For who is not let in: why."""
    return {"type": "home", "blocks": [parts.text("told", text)]}

"""The home tab of the app: the inbox of one person.

Never: more blocks than a view may have, or a list that is cut without saying so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from channels.said import Way
from channels.slack import limits, parts, rich, waiting
from channels.slack.limits import fit
from channels.slack.waiting import Inbox
from definitions.values import Json, JsonObject

MOST_ITEMS: Final = 20
"""Two blocks each; a view may have a hundred."""

MOST_MINE: Final = 15


def write(inbox: Inbox, said: Mapping[str, str], processes: Way, told: str = "") -> JsonObject:
    """As `views.publish` takes it. `told`: stands on top, of what was just done here."""
    shown = inbox.items[:MOST_ITEMS]
    asked_for = Way(inbox.way.label, f"{inbox.way.address}?view=requested")
    more = inbox.more + len(inbox.items) - len(shown)
    blocks: list[Json] = [
        *([parts.text("told", fit(told, limits.TEXT))] if told else []),
        parts.header(said["waits-title"], "waits-title"),
        *waiting.items(shown, more, said),
        {"type": "divider"},
        parts.header(said["mine-title"], "mine-title"),
        *waiting.mine(inbox.mine[:MOST_MINE], said),
        *_more("mine-more", len(inbox.mine) - MOST_MINE, asked_for, said),
        {"type": "divider"},
        parts.header(said["start-title"], "start-title"),
        *waiting.choices(inbox.choices, said),
        *_more("start-more", len(inbox.choices) - limits.ACTIONS, processes, said),
        waiting.way(inbox.way),
    ]
    return {"type": "home", "blocks": blocks}


def plain(text: str) -> JsonObject:
    """For who is not let in: why."""
    return {"type": "home", "blocks": [parts.text("told", text)]}


def _more(block_id: str, left: int, way: Way, said: Mapping[str, str]) -> list[JsonObject]:
    """Not how many: only some more than are shown were looked up."""
    if left <= 0:
        return []
    link: JsonObject = {"type": "link", "url": way.address, "text": way.label}
    return [parts.words(block_id, [rich.plain(f"{said['list-more']} "), link])]

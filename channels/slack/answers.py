"""What is answered to who presses, submits or types: to them alone, as a message or a modal.

Never: an answer that others read, or a text that is cut without a sign of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from channels.said import Way
from channels.slack import limits, parts, rich, waiting
from channels.slack.limits import escape, fit
from channels.slack.waiting import Choice, Inbox
from definitions.values import Json, JsonObject

MOST_ITEMS: Final = 15
"""Of a list; a message may have fifty blocks."""

NOTHING: JsonObject = {}
"""It was heard, and there is nothing to say."""


def told(text: str, way: Way | None = None) -> JsonObject:
    """A sentence, and where to go on."""
    blocks = [parts.text("told", fit(text, limits.TEXT))]
    return _message(text, blocks if way is None else [*blocks, waiting.way(way)])


def helped(said: Mapping[str, str], way: Way, text: str = "") -> JsonObject:
    """What can be typed, laid out; `text`: what is to be said before, as it is."""
    made = rich.block(said["help"], "help")
    blocks = [parts.text("told", fit(text, limits.TEXT))] if text else []
    blocks += [] if made is None else [made]
    return _message(text or said["help"], [*blocks, waiting.way(way)])


def waits(inbox: Inbox, said: Mapping[str, str]) -> JsonObject:
    """What waits for them, with its buttons."""
    shown = inbox.items[:MOST_ITEMS]
    more = inbox.more + len(inbox.items) - len(shown)
    blocks = [
        parts.header(said["waits-title"], "waits-title"),
        *waiting.items(shown, more, said),
        waiting.way(inbox.way),
    ]
    return _message(said["waits-title"] if shown else said["waits-none"], blocks)


def choose(text: str, found: Sequence[Choice], said: Mapping[str, str], way: Way) -> JsonObject:
    """Which process it shall be; the way leads to all of them."""
    blocks = [parts.text("told", fit(text, limits.TEXT)), *waiting.choices(found, said)]
    if len(found) > limits.ACTIONS:
        blocks.append(parts.text("more", said["list-more"]))
    return _message(text, [*blocks, waiting.way(way)])


def anew(answer: JsonObject) -> JsonObject:
    """In place of the message in which something was pressed."""
    return {name: value for name, value in answer.items() if name != "response_type"} | {
        "replace_original": True
    }


def _message(text: str, blocks: Sequence[JsonObject]) -> JsonObject:
    return {
        "response_type": "ephemeral",
        "text": escape(fit(text, limits.TEXT)),
        "blocks": [*blocks],
    }


# ---- in modals


def note(title: str, text: str, said: Mapping[str, str], way: Way | None = None) -> JsonObject:
    """A modal that only tells something."""
    blocks: list[Json] = [parts.text("told", fit(text, limits.TEXT))]
    if way is not None:
        blocks.append(waiting.way(way))
    return {
        "type": "modal",
        "callback_id": "note",
        "title": parts.plain(title, limits.VIEW_TITLE),
        "close": parts.plain(said["close"], limits.VIEW_TITLE),
        "blocks": blocks,
    }


def instead(view: JsonObject) -> JsonObject:
    """In place of the modal that was submitted."""
    return {"response_action": "update", "view": view}

"""Lays out what a process says by itself as a message of Slack: nothing in it is to be decided.

Never: a mark that people wrote (nobody is mentioned by a text), or a button that does anything but
open a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from channels.said import Way
from channels.slack import limits, rich
from channels.slack.limits import escape, fit
from channels.slack.message import NOTHING, OPEN, Message
from definitions import prose
from definitions.values import Json, JsonObject

MOST_CHARACTERS: Final = 8_000
"""Of the text. All blocks of a message may have some 13,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """What is said."""

    text: str
    """Markdown."""
    title: str = ""
    facts: Sequence[tuple[str, str]] = ()
    ways: Sequence[Way] = ()


def write(said: Bulletin) -> Message:
    blocks: list[JsonObject] = []
    if said.title:
        blocks.append({"type": "header", "text": _plain(fit(said.title, limits.HEADER))})
    body = rich.block(said.text, "body", MOST_CHARACTERS)
    blocks += [] if body is None else [body]
    if said.facts:
        blocks.append(_facts(said.facts))
    if said.ways:
        buttons: list[Json] = [_button(number, way) for number, way in enumerate(said.ways)]
        blocks.append({"type": "actions", "block_id": "act", "elements": buttons})
    words = " ".join(prose.to_text(said.text).split())
    line = " ".join(one for one in (said.title, words) if one) or NOTHING
    return Message(escape(fit(line, limits.TEXT)), blocks)


def _facts(facts: Sequence[tuple[str, str]]) -> JsonObject:
    runs: list[JsonObject] = []
    for name, value in facts:
        runs += [rich.plain("\n")] if runs else []
        runs += [rich.plain(f"{name}: ", bold=True), rich.plain(value or NOTHING)]
    return {"type": "rich_text", "block_id": "facts", "elements": [rich.section(runs)]}


def _button(number: int, way: Way) -> JsonObject:
    return {
        "type": "button",
        "action_id": f"{OPEN}/{number}",
        "text": _plain(fit(way.label, limits.BUTTON)),
        "url": way.address,
    }


def _plain(words: str) -> JsonObject:
    return {"type": "plain_text", "text": words, "emoji": False}

"""Lays out what a process says by itself as a message of Slack: nothing in it is to be decided.

Never: a mark that people wrote (nobody is mentioned by a text), or a button that does anything but
open a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from channels.said import Way
from channels.slack import limits, parts, rich
from channels.slack.limits import Room, escape, fit
from channels.slack.message import Message
from definitions import prose
from definitions.values import JsonObject

TOGETHER: Final = 9_500
"""More than where decisions stand below it."""

MOST_CHARACTERS: Final = 8_000
LONGEST_FACT: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """What is said."""

    text: str
    """Markdown."""
    title: str = ""
    facts: Sequence[tuple[str, str]] = ()
    ways: Sequence[Way] = ()


def write(said: Bulletin) -> Message:
    room = Room(TOGETHER)
    blocks: list[JsonObject] = []
    if said.title:
        blocks.append(parts.header(said.title))
    body = rich.block(said.text, "body", MOST_CHARACTERS)
    room.left -= min(len(said.text), MOST_CHARACTERS)
    blocks += [] if body is None else [body]
    facts = [(name, room.fit(value, LONGEST_FACT)) for name, value in said.facts]
    if facts:
        blocks.append(parts.facts(facts))
    if said.ways:
        links = [parts.link(number, way) for number, way in enumerate(said.ways)]
        blocks.append(parts.buttons("act", links))
    words = " ".join(prose.to_text(said.text).split())
    line = " ".join(one for one in (said.title, words) if one) or parts.NOTHING
    return Message(escape(fit(line, limits.TEXT)), blocks)

"""What messages and modals of Slack are put together of.

Never: a mark that people wrote (their words stand in runs of rich text, or in plain text), or a
text that is longer than Slack takes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from channels.said import Way
from channels.slack import limits, rich
from channels.slack.limits import fit
from definitions.values import JsonObject

OPEN: Final = "open"
NOTHING: Final = "-"


def plain(words: str, most: int) -> JsonObject:
    """A title or a name, of so many characters; nothing in it is read as a mark."""
    return {"type": "plain_text", "text": fit(words, most), "emoji": False}


def header(text: str, block_id: str | None = None) -> JsonObject:
    made: JsonObject = {"type": "header", "text": plain(text, limits.HEADER)}
    return made if block_id is None else {**made, "block_id": block_id}


def words(block_id: str, runs: Sequence[JsonObject]) -> JsonObject:
    """Runs of rich text, one after the other."""
    return {"type": "rich_text", "block_id": block_id, "elements": [rich.section(runs)]}


def text(block_id: str, said: str) -> JsonObject:
    """A sentence, as it is."""
    return words(block_id, [rich.plain(said)])


def facts(found: Sequence[tuple[str, str]]) -> JsonObject:
    """Names and values, a line for each."""
    runs: list[JsonObject] = []
    for name, value in found:
        runs += [rich.plain("\n")] if runs else []
        runs += [rich.plain(f"{name}: ", bold=True), rich.plain(value or NOTHING)]
    return words("facts", runs)


def buttons(block_id: str, made: Sequence[JsonObject]) -> JsonObject:
    return {"type": "actions", "block_id": block_id, "elements": [*made]}


def link(number: int, way: Way) -> JsonObject:
    """A button to a page; its number is its own among those that stand together."""
    return {
        "type": "button",
        "action_id": f"{OPEN}/{number}",
        "text": plain(way.label, limits.BUTTON),
        "url": way.address,
    }

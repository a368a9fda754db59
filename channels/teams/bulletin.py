"""Lays out what a process says by itself as an Adaptive Card: nothing in it is to be decided.

The same card goes by the bot and to a Workflows address, so all it can do is open pages. Never: a
text of people's where Teams looks for marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from channels.said import Way
from channels.teams import limits, rich
from channels.teams.card import TYPE
from channels.teams.limits import fit
from definitions.values import Json, JsonObject

MOST_CHARACTERS: Final = 6_000
"""Of the text: a Workflows address takes 28 KB, and most letters of the world have two bytes."""


def write(
    text: str, title: str, facts: Sequence[tuple[str, str]], ways: Sequence[Way]
) -> JsonObject:
    """`text` is Markdown."""
    body: list[Json] = []
    if title:
        body.append(rich.words(fit(title, limits.TITLE), size="large", weight="bolder"))
    body += rich.write(text, MOST_CHARACTERS)
    for name, value in facts:
        runs = [rich.plain(f"{name}: ", weight="bolder"), rich.plain(value or "-")]
        body.append(rich.line(runs, spacing="small"))
    card: JsonObject = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "body": body,
    }
    if ways:
        actions: list[Json] = [
            {"type": "Action.OpenUrl", "title": fit(one.label, limits.BUTTON), "url": one.address}
            for one in ways
        ]
        card["actions"] = actions
    return card


def message(card: JsonObject, summary: str = "") -> JsonObject:
    """As the bot sends it, and as a Workflows address takes it."""
    made: JsonObject = {
        "type": "message",
        "attachments": [{"contentType": TYPE, "content": card}],
    }
    return made | ({"summary": fit(summary, limits.SUMMARY)} if summary else {})

"""What cards are put together of: their frame, and what can be pressed.

Never: an action without what old clients send in its place, or words of people where Teams looks
for Markdown (TextBlock, FactSet, the title of a toggle): they stand in runs of rich text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from channels import words
from channels.channel import LANGUAGE
from channels.said import Way
from channels.teams import limits
from channels.teams.limits import fit
from definitions import prose
from definitions.values import Json, JsonObject

SCHEMA: Final = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION: Final = "1.5"
VERB: Final = "verb"
"""Only in what old clients send: a message whose `value` is the data with this name besides."""

_STYLES = {"primary": "positive", "danger": "destructive"}


def frame(
    language: str, body: Sequence[JsonObject], actions: Sequence[JsonObject], instead: str
) -> JsonObject:
    """`instead`: what a program shows that can't show the card; it may look for marks in it."""
    spoken = language if language in words.WORDS else LANGUAGE
    card: JsonObject = {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": VERSION,
        "lang": spoken,
        "fallbackText": instead,
        "msteams": {"width": "Full"},
        "body": [*body],
    }
    if spoken in prose.RIGHT_TO_LEFT:
        card["rtl"] = True
    if actions:
        card["actions"] = [*actions]
    return card


def execute(
    title: str, verb: str, data: JsonObject, *, style: str = "neutral", takes: bool = True
) -> JsonObject:
    """A button that comes back to us. `takes`: whether what is filled in comes along.

    Old clients send the fall-back, a message with a value: https://learn.microsoft.com/en-us/
    adaptive-cards/authoring-cards/universal-action-model#backward-compatibility.
    """
    shown: JsonObject = {"title": fit(title, limits.BUTTON)}
    if style in _STYLES:
        shown["style"] = _STYLES[style]
    if not takes:
        shown["associatedInputs"] = "none"
    old: JsonObject = {"type": "Action.Submit", **shown, "data": {**data, VERB: verb}}
    return {"type": "Action.Execute", **shown, "verb": verb, "data": data, "fallback": old}


def leads(way: Way) -> JsonObject:
    """A button that opens a page."""
    return {
        "type": "Action.OpenUrl",
        "title": fit(way.label, limits.BUTTON),
        "url": way.address,
    }


def buttons(actions: Sequence[JsonObject]) -> JsonObject:
    """Of a part of a card."""
    return {"type": "ActionSet", "spacing": "small", "actions": [*actions]}


def box(items: Sequence[JsonObject], **look: Json) -> JsonObject:
    return {"type": "Container", **look, "items": [*items]}

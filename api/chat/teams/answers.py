"""What a press is answered with: a card, a sentence, or what is wrong.

https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/universal-action-model (the table
of answers). Never: another status of HTTP than 200 for a press that was understood; Teams would
say in words of its own that something is broken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from channels.said import Way
from channels.teams import card, parts, rich
from definitions.values import JsonObject

MESSAGE: Final = "application/vnd.microsoft.activity.message"
ERROR: Final = "application/vnd.microsoft.error"
REFUSED, AWAY = "BadRequest", "Unavailable"


@dataclass(frozen=True, slots=True)
class Card:
    """In place of the one that was pressed, for who has pressed it."""

    content: JsonObject
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence; the card stays as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """It was not done."""

    text: str
    is_ours: bool = False
    """Pressing again helps."""


Answer: TypeAlias = Card | Words | Fault


def write(answer: Answer) -> JsonObject:
    """As an invoke is answered."""
    match answer:
        case Card(content):
            return {"statusCode": 200, "type": card.TYPE, "value": content}
        case Words(text):
            return {"statusCode": 200, "type": MESSAGE, "value": text}
        case Fault(text, is_ours):
            code = AWAY if is_ours else REFUSED
            value: JsonObject = {"code": code, "message": text}
            return {"statusCode": 500 if is_ours else 400, "type": ERROR, "value": value}


def plain(lines: Sequence[str], language: str, ways: Sequence[tuple[str, str]] = ()) -> JsonObject:
    """A card of sentences, in which names that people gave are no marks.

    `ways`: labels and addresses of pages.
    """
    body = [rich.words(one) for one in lines]
    actions = [parts.leads(Way(label, address)) for label, address in ways]
    return parts.frame(language, body, actions, ways[0][0] if ways else "Baton")

"""What Teams takes at most, of what is used here, and how a text is made to fit.

Never: a text that is cut without a sign of it.
"""

from __future__ import annotations

from typing import Final

from definitions.values import JsonObject, encode

CARD: Final = 27 * 1024
"""Bytes of a card: 28 KB for a whole message, and what is around the card takes the rest.

https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/
add-incoming-webhook. A bot may send more (100 KB as UTF-16, https://learn.microsoft.com/en-us/
microsoftteams/platform/bots/how-to/format-your-bot-messages), but the same card goes both ways.
"""

REFRESHED: Final = 60
"""People for whom a card is refreshed by itself; others find "Refresh card" in its menu.

https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/
universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
"""

PRIMARY: Final = 6
"""Buttons in a row; others stand in a menu behind them.

https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/
cards-reference
"""

DECISIONS: Final = 12
"""As many as an approval may have (definitions/catalogue/approval)."""

# The rest has no number on a page: what people read without turning away, so that all of it fits.
TITLE: Final = 300
LINE: Final = 500
BUTTON: Final = 60
NAME: Final = 100
FACTS: Final = 12
STANDS: Final = 4
LINES: Final = 20
LINK: Final = 2_000
INPUT: Final = 3_000
LEAST_INPUT: Final = 200
INPUTS: Final = 40
OPTION: Final = 150
OPTIONS: Final = 100
SUMMARY: Final = 200

MORE: Final = "…"


def fit(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - len(MORE)].rstrip() + MORE


def size(card: JsonObject) -> int:
    """Bytes, as it is sent."""
    return len(encode(card))

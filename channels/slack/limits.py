"""What Slack takes at most, of what is used here, and how a text is made to fit.

From https://docs.slack.dev/reference/block-kit/. Never: a text that is cut without a sign of it.
"""

from __future__ import annotations

from typing import Final

HEADER: Final = 150
BUTTON: Final = 75
CONTEXT_ELEMENTS: Final = 10
CONTEXT_TEXT: Final = 3_000
ACTIONS: Final = 25
MENU: Final = 5
"""Choices of an overflow menu."""

MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
VIEW_TITLE: Final = 24
LABEL: Final = 2_000
HINT: Final = 2_000
PLACEHOLDER: Final = 150
OPTION: Final = 75
OPTIONS: Final = 100
INPUT: Final = 3_000
METADATA: Final = 3_000
TEXT: Final = 4_000
"""Of the line that notifications show; more is possible, and cut off by Slack."""

TOGETHER: Final = 8_000
"""Of all that people wrote in one message. Slack refuses blocks of some 11,000 to 13,000 characters
(msg_blocks_too_long) and doesn't say how it counts them: buttons and containers are among them."""

MORE = "…"


def fit(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - len(MORE)].rstrip() + MORE


class Room:
    """What is left of it for the texts of one message, in the order in which they are put in."""

    def __init__(self, most: int = TOGETHER) -> None:
        self.left = most

    def fit(self, words: str, most: int) -> str:
        """As much of it as there is room for; where there is none, that there was something."""
        fitting = fit(words, max(min(most, self.left), len(MORE)))
        self.left -= len(fitting)
        return fitting


def escape(words: str) -> str:
    """For the texts in which Slack looks for its marks: the three that begin one."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

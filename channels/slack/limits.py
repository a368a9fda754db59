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

MORE = "…"


def fit(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - len(MORE)].rstrip() + MORE


def escape(words: str) -> str:
    """For the texts in which Slack looks for its marks: the three that begin one."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

"""Whether a colour can carry white words, as WCAG 2.2 measures it.

Never: a colour of a brand on which nobody can read.
"""

from __future__ import annotations

LEAST = 4.5
"""Of words in ordinary size (AA)."""

_LINEAR = 0.04045


def contrast_with_white(colour: str) -> float:
    """Of `#rrggbb`, from 1 to 21."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4

"""Semantic versions: which of two is the higher one.

Never: a refusal; what is no version at all comes before every one.
"""

from __future__ import annotations


def precedence(version: str) -> tuple[tuple[int, ...], bool, tuple[tuple[int, int, str], ...]]:
    """To sort by. What leads to a release comes before it, and build metadata don't count."""
    core, _, rest = version.partition("+")[0].partition("-")
    numbers = tuple(int(part) if part.isdecimal() else 0 for part in core.split("."))
    before = tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part) for part in rest.split(".") if part
    )
    return numbers, not rest, before

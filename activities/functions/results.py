"""What a function gives back, made fit to be kept.

Never: more than a run can carry, or a value that JSON can't say.
"""

from __future__ import annotations

from typing import Final

from definitions.values import Json, encode

MOST_BYTES: Final = 1024 * 1024
DEPTH: Final = 100


class UnfitError(Exception):
    """The result can't be kept; the text says why, and what to do."""


def kept(result: Json) -> Json:
    """The result itself, if it can be."""
    try:
        size = len(encode(result))
    except RecursionError:
        raise UnfitError(f"it is nested deeper than {DEPTH} levels") from None
    except (ValueError, TypeError):
        raise UnfitError("it holds what JSON can't say") from None
    if size > MOST_BYTES:
        raise UnfitError(
            f"it has {size:,} bytes, and {MOST_BYTES:,} at most can be kept; return a part of "
            "it, or where it lies"
        )
    if _deep(result):
        raise UnfitError(f"it is nested deeper than {DEPTH} levels")
    return result


def _deep(value: Json) -> bool:
    level: list[Json] = [value]
    for _ in range(DEPTH + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True

"""Whether two values are the same, as JSON has it: 1 is 1.0, and true is no number.

Never: more work than counted; what takes more is taken to differ.
"""

from __future__ import annotations

from definitions.jq import Budget, JqError
from definitions.jq.functions.order import equal
from definitions.values import Json, encode

_WORK = 1_000_000


def same(one: Json, other: Json) -> bool:
    if encode(one) == encode(other):
        return True
    try:
        return equal(one, other, Budget(steps=_WORK))
    except JqError:
        return False


__all__ = ["same"]

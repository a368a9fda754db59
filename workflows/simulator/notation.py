"""How scenarios write things down: durations, moments, and nothing that they don't know.

Never: a field passed over because it is misspelt.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, ConfigDict, WithJsonSchema

from definitions.durations import parse_duration
from definitions.pointers import unescape

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

After: TypeAlias = Annotated[
    int,
    BeforeValidator(parse_duration),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "object"}],
            "description": "A duration: PT2S, or { seconds: 2 }.",
        }
    ),
]


def _milliseconds(given: object) -> object:
    if not isinstance(given, str):
        return given
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as error:
        raise ValueError("A moment is written like 2026-03-31T08:00:00Z.") from error
    if moment.tzinfo is None:
        raise ValueError("A moment needs its zone: write a Z behind it for UTC.")
    return (moment - EPOCH) // timedelta(milliseconds=1)


Moment: TypeAlias = Annotated[
    int,
    BeforeValidator(_milliseconds),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


STRICT = ConfigDict(extra="forbid", strict=True)


def name_of(pointer: str) -> str:
    """Of the task that it leads to."""
    return unescape(pointer.rsplit("/", 1)[-1])


__all__ = ["STRICT", "After", "Moment", "name_of"]

"""What a chat asks for in a form of its own: the comment and the fields of one decision.

Each chat lays it out in its own way, and reads it in its own way. Never: a value that is believed;
channels/fields.py makes values of what was filled in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from channels.channel import LANGUAGE
from channels.fields import Field
from channels.said import Decision

COMMENT: Final = "comment"
"""Where the comment stands."""

YES: Final = "yes"
"""What a box is that is ticked."""

_FIELD: Final = "field/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Modal:
    """All that one shows."""

    subject: str
    decision: Decision
    fields: Sequence[Field]
    token: str
    """What comes back with it."""
    words: Mapping[str, str]
    language: str = LANGUAGE


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody has filled in, by the names under which channels/fields.py knows it."""

    comment: str = ""
    fields: Mapping[str, str] = field(default_factory=dict[str, str])


def place(number: int) -> str:
    """Where the field of this number stands."""
    return f"{_FIELD}{number}"


def places(wrong: Mapping[str, str], fields: Sequence[Field]) -> dict[str, str]:
    """What is wrong with fields, by their titles, where they stand; all else at the comment."""
    known = {one.title: place(number) for number, one in enumerate(fields)}
    return {known.get(title, COMMENT): said for title, said in wrong.items()}

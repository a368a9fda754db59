"""What would mend a fault, as a change of the document that a machine can make.

Never: made by itself; a person presses it. And no sentence, which the remedy is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from definitions.pointers import join
from definitions.values import Json, JsonObject

Change: TypeAlias = Literal["write", "rename", "add", "remove", "list"]
"""Another value; another key; what isn't there yet; nothing any more; of a map a list of items."""

MOST_CHOICES = 4
"""More can't be told apart as buttons."""


class Suggestion(Struct, frozen=True):
    """One change at one place; of `rename` the value is the key, and `-` ends a list."""

    change: Change
    pointer: str
    value: Json = None

    def to_json(self) -> JsonObject:
        return {"change": self.change, "pointer": self.pointer, "value": self.value}

    def under(self, pointer: str) -> Suggestion:
        """Of a part of the document that is looked at by itself."""
        return msgspec.structs.replace(self, pointer=pointer + self.pointer)


Suggestions: TypeAlias = tuple[Suggestion, ...]


def write(pointer: str, *values: Json) -> Suggestions:
    """One of the values in place of what stands there."""
    return tuple(Suggestion("write", pointer, value) for value in values[:MOST_CHOICES])


def meant(pointer: str, near: str | None) -> Suggestions:
    return () if near is None else write(pointer, near)


def named(pointer: str, near: str | None) -> Suggestions:
    """A key that nobody knows: the one that was meant, or none."""
    renamed = () if near is None else (Suggestion("rename", pointer, near),)
    return (*renamed, Suggestion("remove", pointer))


def add(pointer: str, name: str, value: Json) -> Suggestions:
    return (Suggestion("add", pointer + join([name]), value),)


def reworded(pointer: str, text: str, name: str, near: str | None) -> Suggestions:
    """Another name within an expression, wherever it stands there as a whole word."""
    if near is None:
        return ()
    ends = r"(?![A-Za-z0-9_])"
    return write(pointer, re.sub(rf"{re.escape(name)}{ends}", lambda _: near, text))


def placed(suggestions: Iterable[Suggestion], pointer: str) -> Suggestions:
    return tuple(each.under(pointer) for each in suggestions)


def declared(secret: str) -> Suggestions:
    return (Suggestion("add", "/use/secrets/-", secret),)

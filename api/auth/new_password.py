"""What a new password must be: long enough, not one that everybody tries, not one's own name.

Never: a rule about which kinds of characters it has; such rules make passwords worse.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from typing import Protocol

from api.errors import ApiError, invalid

FEWEST_CHARACTERS = 10
LIST = Path(__file__).with_name("common-passwords.txt.gz")
SHORTEST_NAME = 3
_TAIL = re.compile(r"[\W\d_]+$")


class Named(Protocol):
    """Whose password it is."""

    @property
    def email(self) -> str: ...

    @property
    def name(self) -> str: ...


def check(password: str, person: Named) -> None:
    if len(password) < FEWEST_CHARACTERS:
        raise _refused("too-short", f"The password has fewer than {FEWEST_CHARACTERS} characters.")
    if _is_common(password):
        raise _refused("common", "This password is on the lists that are tried first.")
    if _tells_of(password, person):
        raise _refused("like-you", "The password is made of your name or your address.")


def _is_common(password: str) -> bool:
    """Also with a tail of digits and signs: that is the first thing that is tried."""
    lower = password.casefold()
    return lower in _common() or _TAIL.sub("", lower) in _common() or len(set(lower)) == 1


def _tells_of(password: str, person: Named) -> bool:
    """No letter is left of it without the names."""
    whole = left = password.casefold()
    parts = re.split(r"[\W_]+", f"{person.name} {person.email}".casefold())
    for part in sorted(parts, key=len, reverse=True):
        if len(part) >= SHORTEST_NAME:
            left = left.replace(part, "")
    return left != whole and not any(character.isalpha() for character in left)


@cache
def _common() -> frozenset[str]:
    return frozenset(gzip.decompress(LIST.read_bytes()).decode().split())


def _refused(code: str, sentence: str) -> ApiError:
    return invalid(
        sentence,
        "Take a sentence or some words that only you would put together.",
        more={"rule": code},
    )

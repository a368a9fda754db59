"""Cursors: where the next page begins, opaque to whoever carries them.

Never: a page counted by numbers; rows come and go while people read.
"""

from __future__ import annotations

import base64
from datetime import datetime

from api.errors import ApiError
from api.ids import is_id


def opaque(place: str | None) -> str | None:
    return None if place is None else base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def place(cursor: str | None) -> str | None:
    """What stands in a cursor of ours; anything else is refused."""
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except ValueError as error:  # no base64, not ASCII, or no text
        raise bad_cursor() from error


def pair(cursor: str | None) -> tuple[str, str] | None:
    """A place that is told by two names, neither of which has slashes."""
    match _names(cursor):
        case None:
            return None
        case [first, second]:
            return first, second
        case _:
            raise bad_cursor()


def moment_and_id(cursor: str | None) -> tuple[datetime, str] | None:
    """The place of a row in lists that begin with the newest."""
    found = pair(cursor)
    if found is None:
        return None
    try:
        at = datetime.fromisoformat(found[0])
    except ValueError as error:
        raise bad_cursor() from error
    if at.tzinfo is None or not is_id(found[1]):
        raise bad_cursor()
    return at, found[1]


def triple(cursor: str | None) -> tuple[str, str, str] | None:
    """The same of three."""
    match _names(cursor):
        case None:
            return None
        case [first, second, third]:
            return first, second, third
        case _:
            raise bad_cursor()


def _names(cursor: str | None) -> list[str] | None:
    found = place(cursor)
    return None if found is None else found.split("/")


def bad_cursor() -> ApiError:
    return ApiError(
        422,
        "invalid",
        "This cursor is not one of ours.",
        "Take `next` of the page before as it is, or leave the cursor out to begin again.",
    )

"""URI templates of endpoints: `{name}` is filled from the task's input.

Never: a value that adds a path segment, a query or a host; it is percent-encoded.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from definitions.values import Json, encode

_VARIABLE = re.compile(r"\{([A-Za-z0-9_.~%-]+)\}")


class UriError(ValueError):
    """A variable has no value, or one that can't stand in a URI."""


def expand(template: str, value: Json) -> str:
    """RFC 6570 simple expansion."""

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        found = value.get(name) if isinstance(value, dict) else None
        if found is None:
            raise UriError(f"The endpoint needs {name!r}, which the task's input doesn't have.")
        if isinstance(found, dict | list):
            raise UriError(
                f"{name!r} of the endpoint must be a text or number, not {encode(found)[:40]!r}."
            )
        text = found if isinstance(found, str) else encode(found).decode()
        return quote(text, safe="")

    return _VARIABLE.sub(fill, template)

"""URI templates of endpoints: `{name}` is filled from the task's input.

Never: a value that adds a path segment, a query or a host; it is percent-encoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from definitions.expressions import is_expression
from definitions.values import Json, encode

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:\.?(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*")


class UriError(ValueError):
    """A variable has no value, or one that can't stand in a URI."""


def expand(template: str, value: Json) -> str:
    """RFC 6570 simple expansion. Null stands for nothing; what is not there at all is an error."""

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        if not isinstance(value, dict) or name not in value:
            raise UriError(
                f"The endpoint {template} needs {name!r}, which the task's input doesn't have."
            )
        found = value[name]
        if isinstance(found, dict | list):
            kind = "a map" if isinstance(found, dict) else "a list"
            raise UriError(
                f"{name!r} of the endpoint {template} must be a text or number, not {kind}."
            )
        if found is None:
            return ""
        text = found if isinstance(found, str) else encode(found).decode()
        return quote(text, safe="")

    return _PLACEHOLDER.sub(
        lambda match: fill(match) if _simple(match.group(1)) else match[0], template
    )


def strange_placeholders(template: str) -> Iterator[str]:
    """Those of other forms than `{name}`; no expansion will fill them."""
    if is_expression(template):
        return
    for match in _PLACEHOLDER.finditer(template):
        if not _simple(match.group(1)):
            yield match.group()


def _simple(name: str) -> bool:
    return _NAME.fullmatch(name) is not None

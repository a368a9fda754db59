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
    """A variable has a value that can't stand in a URI."""


def expand(template: str, value: Json) -> str:
    """RFC 6570 simple expansion. Null stands for nothing, and so does what is not there."""

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        found = value.get(name) if isinstance(value, dict) else None
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


def as_expression(template: str) -> str:
    """The expansion in jq, for where the input is known to nobody yet."""
    parts: list[str] = []
    end = 0
    for match in _PLACEHOLDER.finditer(template):
        if _simple(match.group(1)):
            parts += (_literal(template[end : match.start()]), _looked_up(match.group(1)))
            end = match.end()
    parts.append(_literal(template[end:]))
    return " + ".join(parts)


def _literal(text: str) -> str:
    """As a text of jq; what JSON writes with a backslash is written so there too."""
    return encode(text).decode()


def _looked_up(name: str) -> str:
    return (
        f'(.["{name}"]? | if . == null then "" elif type == "object" or type == "array" '
        f'then error("{name} of the endpoint must be a text or number") else tostring | @uri end)'
    )


def has_placeholders(template: str) -> bool:
    return any(_simple(match.group(1)) for match in _PLACEHOLDER.finditer(template))


def strange_placeholders(template: str) -> Iterator[str]:
    """Those of other forms than `{name}`; no expansion will fill them."""
    if is_expression(template):
        return
    for match in _PLACEHOLDER.finditer(template):
        if not _simple(match.group(1)):
            yield match.group()


def _simple(name: str) -> bool:
    return _NAME.fullmatch(name) is not None

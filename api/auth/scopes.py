"""What a key may do: patterns of permissions, `runs:read`, `runs:*` or `*` for everything.

Never: a permission that the key's person doesn't have; scopes only take away.
"""

from __future__ import annotations

from collections.abc import Iterable

from api.permissions import matching

ALL = "*"
PATTERN = r"^(\*|[a-z][a-z-]{0,40}:(\*|[a-z][a-z-]{0,40}))$"


def covers(scope: str, wanted: str) -> bool:
    """Whether all that the second lets through the first does, too."""
    if scope in (ALL, wanted):
        return True
    resource, _, action = scope.partition(":")
    return action == ALL and wanted.partition(":")[0] == resource


def uncovered(scopes: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """What is wanted beyond the scopes."""
    held = tuple(scopes)
    return [one for one in wanted if not any(covers(scope, one) for scope in held)]


def unknown(scopes: Iterable[str]) -> list[str]:
    """Those that let nothing through at all: most likely a typing error."""
    return [one for one in scopes if not matching(one)]

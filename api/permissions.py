"""Which role may do what, and the guard that every route has.

Never: a check of a role outside this module; routes name permissions.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from typing import Literal, TypeAlias, get_args

Permission: TypeAlias = Literal[
    "me:read",
    "session:end",
    "definitions:read",
    "definitions:write",
    "definitions:publish",
    "runs:start",
    "runs:read",
    "runs:read-all",
    "runs:read-facts",
    "runs:export-values",
    "runs:control",
    "runs:change",
    "audit:read",
    "runs:revive",
    "people:read",
    "secrets:read",
    "secrets:write",
    "events:publish",
]

EVERYONE: frozenset[Permission] = frozenset(
    {"me:read", "session:end", "definitions:read", "runs:start", "runs:read", "people:read"}
)
"""What anyone who has signed in may do; `runs:read` alone shows the runs that one started."""

ROLES: dict[str, frozenset[Permission]] = {
    "admin": frozenset(get_args(Permission)),
    "developer": frozenset(
        {
            "definitions:write",
            "definitions:publish",
            "runs:read-all",
            "runs:read-facts",
            "runs:export-values",
            "runs:control",
            "secrets:read",
            "secrets:write",
            "events:publish",
        }
    ),
    "designer": frozenset({"definitions:write", "definitions:publish", "runs:read-all"}),
    "operator": frozenset(
        {
            "runs:read-all",
            "runs:read-facts",
            "runs:export-values",
            "runs:control",
            "runs:change",
            "audit:read",
            "secrets:read",
            "events:publish",
        }
    ),
    "approver": frozenset(),
    "member": frozenset(),
}

PUBLIC = frozenset(
    {
        "POST /api/v1/session",
        "GET /api/v1/openapi.json",
        "GET /api/v1/schemas/workflow/{version}",
        "GET /health/live",
        "GET /health/ready",
        "GET /metrics",
    }
)
"""The routes without a guard; a test compares. The pages beside the API hold nothing secret."""


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """A role that nobody knows gives nothing."""
    return EVERYONE.union(*(ROLES.get(role, frozenset()) for role in roles))


Guard: TypeAlias = Callable[..., Coroutine[object, object, object]]
_guards: dict[object, Permission] = {}


def mark(guard: Guard, permission: Permission) -> None:
    """Remembers what a guard asks for, so that a test can see it on every route."""
    _guards[guard] = permission


def permission_of(call: object) -> Permission | None:
    return _guards.get(call)

"""Which role may do what, and the guard that every route has.

Never: a check of a role outside this module; routes name permissions.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from functools import cache
from typing import Literal, TypeAlias, get_args

Permission: TypeAlias = Literal[
    "me:read",
    "me:write",
    "session:end",
    "approvals:read",
    "approvals:decide",
    "security:write",
    "definitions:read",
    "definitions:write",
    "definitions:publish",
    "runs:start",
    "runs:read",
    "runs:read-team",
    "runs:read-department",
    "runs:read-all",
    "runs:read-data",
    "runs:read-facts",
    "runs:export-values",
    "runs:control",
    "runs:change",
    "audit:read",
    "audit:export",
    "runs:revive",
    "people:read",
    "access:read",
    "access:write",
    "people:write",
    "departments:write",
    "secrets:read",
    "secrets:write",
    "secrets:grant",
    "templates:read",
    "templates:write",
    "tenant-keys:rotate",
    "events:publish",
    "files:read",
    "files:write",
    "keys:write",
    "service-accounts:write",
    "identity-providers:write",
    "webhooks:write",
    "chats:write",
    "tenant:write",
    "tenant:export",
    "mailbox:read",
    "tenants:read",
    "tenants:write",
]

INSTALLATION: frozenset[Permission] = frozenset({"tenants:read", "tenants:write"})
"""Of those who run the installation, in its own tenant. No wildcard and no key gives them."""

ALL: frozenset[Permission] = frozenset(get_args(Permission)) - INSTALLATION
"""Whatever there is within a tenant."""

OF_ONESELF: frozenset[Permission] = frozenset({"me:read", "me:write", "session:end"})
"""All that is left to who must set up a second factor and has not yet."""

EVERYONE: frozenset[Permission] = OF_ONESELF | frozenset[Permission](
    {
        "definitions:read",
        "runs:start",
        "runs:read",
        "people:read",
        "approvals:read",
        "approvals:decide",
        "files:read",
        "files:write",
    }
)
"""What anyone who has signed in may do; `runs:read` alone shows the runs that one started."""

INSTALLER = "installation"
"""The role of a super admin."""

ROLES: dict[str, frozenset[Permission]] = {
    "admin": ALL,
    "developer": frozenset(
        {
            "definitions:write",
            "definitions:publish",
            "runs:read-all",
            "runs:read-data",
            "runs:read-facts",
            "runs:export-values",
            "runs:control",
            "secrets:read",
            "secrets:write",
            "templates:read",
            "templates:write",
            "events:publish",
        }
    ),
    "designer": frozenset(
        {
            "definitions:write",
            "definitions:publish",
            "runs:read-all",
            "templates:read",
            "templates:write",
        }
    ),
    "operator": frozenset(
        {
            "runs:read-all",
            "runs:control",
            "audit:read",
            "secrets:read",
            "templates:read",
            "events:publish",
        }
    ),
    "supervisor": frozenset(
        {
            "runs:read-all",
            "runs:read-data",
            "runs:read-facts",
            "runs:export-values",
            "runs:control",
            "runs:change",
            "audit:read",
            "secrets:read",
            "templates:read",
            "events:publish",
        }
    ),
    "approver": frozenset(),
    "member": frozenset(),
    # Gives nothing in any other tenant than the installation's own.
    INSTALLER: INSTALLATION,
}

PUBLIC = frozenset(
    {
        "POST /api/v1/session",
        "POST /api/v1/invitation",
        "POST /api/v1/session/second-factor",
        "POST /api/v1/password",
        "POST /api/v1/password/forgotten",
        "POST /api/v1/session/passkey",
        "POST /api/v1/session/passkey/challenge",
        "GET /api/v1/session/providers",
        "GET /api/v1/session/oidc/callback",
        "GET /api/v1/session/oidc/{tenant}/{provider}",
        "GET /api/v1/openapi.json",
        "GET /api/v1/schemas/workflow/{version}",
        # Whoever has the link has got it from somebody who may read the file.
        "GET /files/{token}",
        # The vendor sends people back here; what was sent along with them proves who has begun.
        "GET /chat/slack/{address}/installed",
        "GET /decide/{token}",
        "POST /decide/{token}",
        # Proven by the vendor's signature.
        "POST /chat/slack/{address}/events",
        "POST /chat/slack/{address}/actions",
        "POST /chat/slack/{address}/commands",
        # Proven by the token of the bot's channel.
        "POST /chat/teams/{address}/messages",
        "GET /health/live",
        "GET /health/ready",
        "GET /metrics",
    }
)
"""The routes without a guard; a test compares. The pages beside the API hold nothing secret."""


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """Of built-in roles. A role that nobody knows gives nothing."""
    return EVERYONE.union(*(ROLES.get(role, frozenset()) for role in roles))


@cache
def matching(pattern: str) -> frozenset[Permission]:
    """What `resource:action`, `resource:*` or `*` means; a pattern of nothing means nothing."""
    if pattern == "*":
        return ALL
    if pattern.endswith(":*"):
        return frozenset(one for one in ALL if one.startswith(pattern[:-1]))
    return frozenset(one for one in ALL if one == pattern)


def expand(patterns: Iterable[str]) -> frozenset[Permission]:
    return frozenset[Permission]().union(*map(matching, patterns))


def roles_of(
    names: Iterable[str], own: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, frozenset[Permission]], ...]:
    """These roles with what they give: built-in ones, else the tenant's own by their patterns."""
    return tuple(
        (name, ROLES[name] if name in ROLES else expand(own.get(name, ()))) for name in names
    )


Guard: TypeAlias = Callable[..., Coroutine[object, object, object]]
_guards: dict[object, Permission] = {}


def mark(guard: Guard, permission: Permission) -> None:
    """Remembers what a guard asks for, so that a test can see it on every route."""
    _guards[guard] = permission


def permission_of(call: object) -> Permission | None:
    return _guards.get(call)

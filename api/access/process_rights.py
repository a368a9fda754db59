"""What can be granted for a process, in words for people, and the permissions that each brings.

Never: a permission that has nothing to do with processes.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from api.permissions import Permission

Right: TypeAlias = Literal[
    "start",
    "see",
    "see-team",
    "see-department",
    "see-all",
    "see-data",
    "edit",
    "publish",
    "operate",
]


def _with(*more: Permission) -> frozenset[Permission]:
    """Whoever has anything of a process sees that it is there, and the runs that they start."""
    return frozenset[Permission](("definitions:read", "runs:read", *more))


RIGHTS: dict[str, frozenset[Permission]] = {
    "start": _with("runs:start"),
    "see": _with(),
    "see-team": _with("runs:read-team"),
    "see-department": _with("runs:read-department"),
    "see-all": _with("runs:read-all"),
    "see-data": _with("runs:read-data", "runs:read-facts", "runs:export-values"),
    "edit": _with("definitions:write"),
    "publish": _with("definitions:publish"),
    "operate": _with("runs:read-all", "runs:control"),
}

OF_PROCESSES = _with("runs:change").union(*RIGHTS.values())
"""What a process can be restricted in."""

MANAGED: Permission = "access:write"
"""Whoever has it is kept out of no process, because they could let themselves in."""

NAMES: tuple[Right, ...] = get_args(Right)

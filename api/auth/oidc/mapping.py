"""What groups bring: roles that come and go with them, and a department.

Pure. Never: a role taken away that somebody has given by hand, or that another provider gives.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from store.providers import Rule


@dataclass(frozen=True, slots=True)
class Brought:
    """By the groups of one person."""

    roles: frozenset[str]
    department: str | None
    """Of the first rule that has one."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What they have from now on, and what of it goes with their groups."""

    roles: list[str]
    given: list[str]


def brought(
    rules: Sequence[Rule], groups: Collection[str], roles: Collection[str], places: Collection[str]
) -> Brought:
    """Roles and departments that are no more bring nothing."""
    meant = [rule for rule in rules if rule.group in groups]
    departments = [rule.department_id for rule in meant if rule.department_id in places]
    return Brought(
        frozenset(role for rule in meant for role in rule.roles if role in roles),
        departments[0] if departments else None,
    )


def settled(
    have: Sequence[str], given: Collection[str], otherwise: Collection[str], wanted: Collection[str]
) -> Settled:
    """`given` by this provider the last time, `otherwise` by others."""
    by_hand = [role for role in have if role not in given and role not in otherwise]
    kept = [role for role in have if role in by_hand or role in wanted or role in otherwise]
    new = sorted(role for role in wanted if role not in kept)
    return Settled([*kept, *new], sorted(role for role in wanted if role not in by_hand))

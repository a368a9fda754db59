"""Who is above whom: departments in departments, people under managers. Pure.

Never: a walk without an end; what goes round in a circle all the same ends where it began.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Department:
    """One department: in which one it is, and who leads it."""

    id: str
    parent_id: str | None
    name: str
    head_id: str | None


def upwards(start: str | None, parents: Mapping[str, str | None]) -> Iterator[str]:
    """The place itself, then what is above it, up to the top."""
    met: set[str] = set()
    while start is not None and start not in met:
        met.add(start)
        yield start
        start = parents.get(start)


def goes_round(child: str, parent: str | None, parents: Mapping[str, str | None]) -> bool:
    """Whether the child would be above itself, if it came below this parent."""
    return child in upwards(parent, parents)


def below(top: str, parents: Mapping[str, str | None]) -> set[str]:
    """The place itself and all that is under it."""
    return {one for one in parents if top in upwards(one, parents)} | {top}


def parents_of(departments: Mapping[str, Department]) -> dict[str, str | None]:
    return {one.id: one.parent_id for one in departments.values()}


def heads_of(departments: Mapping[str, Department]) -> dict[str, str]:
    """Who leads each that somebody leads."""
    return {one.id: one.head_id for one in departments.values() if one.head_id is not None}


def path(department: str | None, departments: Mapping[str, Department]) -> list[str]:
    """Names from the top down to this one."""
    places = upwards(department, parents_of(departments))
    return [departments[one].name for one in places if one in departments][::-1]


def head_of(
    person: str, department: str | None, departments: Mapping[str, Department]
) -> str | None:
    """Who leads the department of a person; of who leads it, who leads the one above."""
    for place in upwards(department, parents_of(departments)):
        head = departments[place].head_id if place in departments else None
        if head is not None and head != person:
            return head
    return None

"""In which processes somebody has a permission, and whose runs it shows, for queries that list.

Patterns are (namespace, name), and `*` is any. Never: a decision about who; `api.access` takes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import ColumnElement, and_, not_, or_, true

Process: TypeAlias = tuple[str, str]
"""Namespace and name."""

ANY: Process = ("*", "*")
"""Every process."""


@dataclass(frozen=True, slots=True)
class Reach:
    """All processes but some, or some alone."""

    everywhere: bool
    but_not: frozenset[Process] = frozenset()
    """Of everywhere."""
    also: frozenset[Process] = frozenset()
    """Whatever `but_not` says."""
    never: frozenset[Process] = frozenset()
    """Whatever anything else says."""

    @property
    def all(self) -> bool:
        return self.everywhere and not self.never and self.but_not <= self.also

    @property
    def nothing(self) -> bool:
        return not self.everywhere and not self.also

    def holds(self, process: Process) -> bool:
        if covers(self.never, process):
            return False
        return covers(self.also, process) or (self.everywhere and not covers(self.but_not, process))


EVERYTHING = Reach(everywhere=True)


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose runs somebody sees, in some processes."""

    reach: Reach
    starters: frozenset[str] | None = None
    """Who has started them; None: anybody."""

    @property
    def all(self) -> bool:
        return self.starters is None and self.reach.all

    @property
    def nothing(self) -> bool:
        return self.reach.nothing or self.starters == frozenset()

    def holds(self, starter: str, process: Process) -> bool:
        return (self.starters is None or starter in self.starters) and self.reach.holds(process)


def starters_in(sights: Iterable[Sight], process: Process) -> frozenset[str] | None:
    """Whose runs of this process all of them together show; None: everybody's."""
    there = [one.starters for one in sights if one.reach.holds(process)]
    if None in there:
        return None
    return frozenset[str]().union(*(one for one in there if one is not None))


def covers(patterns: Iterable[Process], process: Process) -> bool:
    namespace, _ = process
    there = frozenset(patterns)
    return bool(there) and not there.isdisjoint((process, (namespace, "*"), ANY))


def within(
    reach: Reach, namespace: ColumnElement[str], name: ColumnElement[str]
) -> ColumnElement[bool]:
    """The same of a row of a query."""

    def fits(patterns: frozenset[Process]) -> ColumnElement[bool]:
        return or_(*(_is(pattern) for pattern in sorted(patterns))) if patterns else not_(true())

    def _is(pattern: Process) -> ColumnElement[bool]:
        parts = zip((namespace, name), pattern, strict=True)
        return and_(true(), *(column == part for column, part in parts if part != "*"))

    if reach.all:
        return true()
    open_ones = not_(fits(reach.but_not)) if reach.everywhere else not_(true())
    return and_(or_(fits(reach.also), open_ones), not_(fits(reach.never)))

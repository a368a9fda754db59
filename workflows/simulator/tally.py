"""The verdicts of many rehearsals, in groups: what differs in the same way at the same task is one.

Never: more groups or samples than a page can show; the rest is counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from definitions.errors import Problem
from definitions.values import JsonObject
from workflows.simulator.comparison import Kind, Remark, RemarkKind, Verdict

MOST_GROUPS = 50
SAMPLES = 5

_Key: TypeAlias = tuple[str, ...]


@dataclass(slots=True)
class Group:
    """Runs of which the same can be said."""

    kind: Kind | RemarkKind
    task: str
    words: str
    error: Problem | None = None
    """Of faults: that of the first run. The others have its type and status."""
    count: int = 0
    runs: list[str] = field(default_factory=list[str])
    """Some of them."""
    before: JsonObject | None = None
    """Of the first of them."""
    after: JsonObject | None = None

    def add(self, run: str) -> None:
        self.count += 1
        if len(self.runs) < SAMPLES:
            self.runs.append(run)


class Groups:
    """In the order of their size."""

    def __init__(self) -> None:
        self._groups: dict[_Key, Group] = {}
        self.others = 0
        """Of runs in groups that there was no room for."""

    def add(self, run: str, made: Group) -> None:
        key = _key(made)
        if key not in self._groups and len(self._groups) >= MOST_GROUPS:
            self.others += 1
            return
        self._groups.setdefault(key, made).add(run)

    def largest_first(self) -> list[Group]:
        return sorted(self._groups.values(), key=lambda group: -group.count)


class Tally:
    """Of one draft."""

    def __init__(self) -> None:
        self.compared = 0
        self.alike = 0
        self.differences = Groups()
        self.remarks = Groups()

    def add(self, run: str, verdict: Verdict) -> None:
        self.compared += 1
        if verdict.kind == "alike":
            self.alike += 1
        else:
            made = Group(verdict.kind, verdict.task, verdict.words, verdict.error)
            made.before, made.after = verdict.before, verdict.after
            self.differences.add(run, made)
        for remark in dict.fromkeys(verdict.remarks):
            self.remarks.add(run, _of_remark(remark))


def _of_remark(remark: Remark) -> Group:
    return Group(remark.kind, remark.task, remark.words)


def _key(group: Group) -> _Key:
    error = group.error
    told = () if error is None else (error.type, str(error.status))
    return group.kind, group.task, group.words, *told


__all__ = ["MOST_GROUPS", "SAMPLES", "Group", "Groups", "Tally"]

"""The tasks of a run as a tree of words: each with what has become of it until a step.

Never: a task that the trace does not show; of a long loop the first and the last stand there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cli.output import one_line
from cli.trace_text import label
from definitions.contracts import TraceRow

FIRST, LAST = 5, 10
"""Of many tasks in one place so many are shown."""

_STATES = {
    "task.started": "running",
    "task.waiting": "waiting",
    "task.retried": "tries again",
    "task.unsettled": "to be settled",
    "task.settled": "running",
    "task.completed": "completed",
    "task.faulted": "faulted",
    "task.skipped": "skipped",
    "task.cancelled": "cancelled",
}


@dataclass(slots=True)
class _Task:
    """A visit of a task, and the visits inside of it."""

    name: str
    state: str
    inside: list[_Task] = field(default_factory=list["_Task"])


def picture(rows: Iterable[TraceRow]) -> list[str]:
    """Line by line, indented."""
    visits: dict[str, _Task] = {}
    paths: dict[str, _Task] = {}
    roots: list[_Task] = []
    for row in rows:
        if not row.task:
            continue
        task = visits.get(row.visit)
        if task is None:
            task = visits[row.visit] = _begun(row, paths, roots)
        task.state = _STATES.get(row.kind, task.state)
    return [*_lines(roots, 0)]


def _begun(row: TraceRow, paths: dict[str, _Task], roots: list[_Task]) -> _Task:
    """Inside of the innermost task whose path its own begins with."""
    path, _, visit = row.visit.rpartition(":")
    above = path.rpartition("/")[0]
    while above and above not in paths:
        above = above.rpartition("/")[0]
    words = [label(row.task).rpartition(" / ")[2]]
    place = path.removeprefix(above).split("/")
    if place[1:2] == ["for"]:
        words.append(f"[{place[2]}]")
    if visit not in ("", "0"):
        words.append(f"#{visit}")
    kind = row.body.get("type")
    if isinstance(kind, str):
        words.append(f"({kind})")
    task = paths[path] = _Task(" ".join(words), "running")
    (paths[above].inside if above else roots).append(task)
    return task


def _lines(tasks: list[_Task], depth: int) -> Iterable[str]:
    left_out = len(tasks) - FIRST - LAST
    for place, task in enumerate(tasks):
        if left_out > 1 and FIRST <= place < FIRST + left_out:
            if place == FIRST:
                yield f"{'  ' * depth}… {left_out} more"
            continue
        yield one_line(f"{'  ' * depth}{task.name}: {task.state}")
        yield from _lines(task.inside, depth + 1)

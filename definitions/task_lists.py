"""Every task of a definition, and every list of them.

Never: a guess at what a task does; only where tasks stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from definitions.models import DoTask, TaskItem, UnsupportedTask, Workflow

_BRANCHES = "/fork/branches"


class TaskList(NamedTuple):
    """Tasks that `then` can choose between."""

    items: Sequence[TaskItem]
    in_turn: bool
    """One after the other; the branches of a fork all begin at once."""


def all_tasks(workflow: Workflow) -> Iterator[TaskItem]:
    """Those of the document's own functions first, else in the order of the document."""
    yield from tasks_in(workflow.use.functions)
    yield from tasks_in(workflow.do)


def tasks_in(items: Sequence[TaskItem]) -> Iterator[TaskItem]:
    """The tasks themselves, each before those inside of it."""
    for item in items:
        yield item
        yield from tasks_in(inner_tasks(item))


def inner_tasks(item: TaskItem) -> Sequence[TaskItem]:
    match item.task:
        case DoTask(do=inner) | UnsupportedTask(tasks=inner):
            return inner
        case _:
            return ()


def all_lists(workflow: Workflow) -> Iterator[TaskList]:
    for function in workflow.use.functions:
        # A function is one task, and `then` has nowhere to go in it.
        yield TaskList([function], in_turn=True)
    yield TaskList(workflow.do, in_turn=True)
    for item in all_tasks(workflow):
        yield from _lists_in(item)


def _lists_in(item: TaskItem) -> Iterator[TaskList]:
    """Tasks of the same list have the same pointer but for their place and name."""
    lists: dict[str, list[TaskItem]] = {}
    for task in inner_tasks(item):
        lists.setdefault(task.pointer.rsplit("/", 2)[0], []).append(task)
    for pointer, tasks in lists.items():
        yield TaskList(tasks, in_turn=not pointer.endswith(_BRANCHES))

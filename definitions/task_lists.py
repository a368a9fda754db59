"""Every task of a definition, and every list of them.

Never: a guess at what a task does; only where tasks stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from definitions.models import (
    AsyncApiTask,
    DoTask,
    ForkTask,
    ForTask,
    ListenTask,
    TaskItem,
    TryTask,
    Workflow,
)


class TaskList(NamedTuple):
    """Tasks that `then` can choose between."""

    items: Sequence[TaskItem]
    in_turn: bool = True
    """One after the other; the branches of a fork all begin at once."""


def all_tasks(workflow: Workflow) -> Iterator[TaskItem]:
    """Those that the document defines for others first, else in the order of the document."""
    for tasks in _roots(workflow):
        yield from tasks_in(tasks)


def tasks_in(items: Sequence[TaskItem]) -> Iterator[TaskItem]:
    """The tasks themselves, each before those inside of it."""
    for item in items:
        yield item
        yield from tasks_in(inner_tasks(item))


def inner_tasks(item: TaskItem) -> Sequence[TaskItem]:
    return [task for tasks in lists_in(item) for task in tasks.items]


def all_lists(workflow: Workflow) -> Iterator[TaskList]:
    for tasks in _roots(workflow):
        yield TaskList(tasks)
    for item in all_tasks(workflow):
        yield from lists_in(item)


def _roots(workflow: Workflow) -> Iterator[Sequence[TaskItem]]:
    for function in workflow.use.functions:
        # A function is one task, and `then` has nowhere to go in it.
        yield [function]
    for item in workflow.use.extensions:
        yield item.extension.before
        yield item.extension.after
    yield workflow.do


def lists_in(item: TaskItem) -> Iterator[TaskList]:
    """Those that stand in the task itself."""
    match item.task:
        case DoTask(do=tasks) | ForTask(do=tasks):
            yield TaskList(tasks)
        case ForkTask(fork=fork):
            yield TaskList(fork.branches, in_turn=False)
        case TryTask(try_=tasks, catch=catch):
            yield TaskList(tasks)
            yield TaskList(catch.do or ())
        case ListenTask(foreach=foreach) if foreach is not None:
            yield TaskList(foreach.do or ())
        case AsyncApiTask(with_=arguments) if arguments.subscription is not None:
            foreach = arguments.subscription.foreach
            yield TaskList((foreach and foreach.do) or ())
        case _:
            pass

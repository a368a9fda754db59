"""Where tasks lead: targets of `then`, tasks that nobody comes to, loops that never rest.

Never: a condition evaluated. A task is reached if any value of any condition could lead there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from definitions.diagnostics import Finding, quoted
from definitions.durations import DurationError, parse_duration
from definitions.model_faults import nearest
from definitions.models import (
    A2aTask,
    AsyncApiTask,
    FunctionTask,
    ListenTask,
    McpTask,
    OwnFunctionTask,
    RaiseTask,
    RunTask,
    SwitchTask,
    TaskItem,
    TryTask,
    WaitTask,
)
from definitions.suggestions import meant, write
from definitions.task_lists import TaskList, inner_tasks, tasks_in

DIRECTIVES = ("continue", "exit", "end")
_LISTED = 10
_RESTING = (FunctionTask, AsyncApiTask, A2aTask, McpTask, ListenTask, RunTask)
"""They last until something has happened elsewhere."""

OUT = -1
"""Where the list is left, in place of a task's number."""


def faults_of(tasks: TaskList) -> Iterator[Finding]:
    """Of one list."""
    names = [item.name for item in tasks.items]
    numbers = _numbers(tasks)
    for item in tasks.items:
        if item.name in DIRECTIVES:
            said = f"The task {quoted(item.name)} is named like a flow directive."
            yield Finding("directive-name", said, item.pointer, severity="warning")
    nowhere = [
        _nowhere(then, names, pointer)
        for item in tasks.items
        for then, pointer in _targets(item)
        if then not in numbers and then not in DIRECTIVES
    ]
    yield from nowhere
    if tasks.in_turn and names and not nowhere:
        following = ways_through(tasks)
        reached = _reached(following)
        yield from _unreached(tasks.items, reached)
        yield from _endless(tasks.items, following, reached)


def _targets(item: TaskItem) -> Iterator[tuple[str, str]]:
    if item.task.then is not None:
        yield item.task.then, f"{item.pointer}/then"
    if isinstance(item.task, SwitchTask):
        for case in item.task.switch:
            yield case.case.then, f"{case.pointer}/then"
    caught = _caught(item)
    if caught is not None:
        yield caught, f"{item.pointer}/catch/then"


def _caught(item: TaskItem) -> str | None:
    """Where a `try` goes on after an error; later versions of the standard have it."""
    return item.task.catch.then if isinstance(item.task, TryTask) else None


def _nowhere(then: str, names: Sequence[str], pointer: str) -> Finding:
    near = nearest(then, [*names, *DIRECTIVES])
    there = ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")
    remedy = f"Did you mean {near}?" if near else f"Name one of {there}; or continue, exit, end."
    said = f"There is no task {quoted(then)} in the list that this one stands in."
    offered = (*meant(pointer, near), *write(pointer, "continue"))
    return Finding("unknown-target", said, pointer, remedy, suggestions=offered)


# ---- ways through a list


def ways_through(tasks: TaskList) -> list[tuple[int, ...]]:
    """For each task the numbers of those that can come next, OUT among them."""
    numbers = _numbers(tasks)
    return [_following(number, numbers, item) for number, item in enumerate(tasks.items)]


def _numbers(tasks: TaskList) -> dict[str, int]:
    return {item.name: number for number, item in enumerate(tasks.items)}


def _following(number: int, numbers: Mapping[str, int], item: TaskItem) -> tuple[int, ...]:
    """The tasks that can come after this one."""
    task = item.task
    match task:
        case RaiseTask():
            thens: list[str | None] = []
        case SwitchTask(switch=cases):
            thens = [case.case.then for case in cases]
            if all(case.case.when is not None for case in cases):
                thens.append(task.then)
        case _:
            thens = [task.then]
            caught = _caught(item)
            thens += [] if caught is None else [caught]
    after = number + 1 if number + 1 < len(numbers) else OUT
    ways = dict.fromkeys(_number(then, after, numbers) for then in thens)
    if task.if_ is not None:
        ways[after] = None  # skipped, and then its `then` is not followed
    if isinstance(task, RaiseTask) or _may_end(item):
        ways[OUT] = None
    return tuple(ways)


def _number(then: str | None, after: int, numbers: Mapping[str, int]) -> int:
    if then is None or then == "continue":
        return after
    return OUT if then in DIRECTIVES else numbers.get(then, OUT)


def _may_end(item: TaskItem) -> bool:
    """Something inside ends the process, or may."""
    return any(
        isinstance(inner.task, RaiseTask | OwnFunctionTask)
        or any(then == "end" for then, _ in _targets(inner))
        for inner in tasks_in(inner_tasks(item))
    )


def _reached(following: Sequence[tuple[int, ...]]) -> list[bool]:
    reached = [False] * len(following)
    waiting = [0]
    while waiting:
        number = waiting.pop()
        if number != OUT and not reached[number]:
            reached[number] = True
            waiting += following[number]
    return reached


def _unreached(items: Sequence[TaskItem], reached: Sequence[bool]) -> Iterator[Finding]:
    """The first of each row of them."""
    for number, item in enumerate(items):
        if not reached[number] and reached[number - 1]:
            rest = reached[number:]
            row = rest.index(True) if True in rest else len(rest)
            more = (
                "" if row == 1 else f", nor is what follows it up to {items[number + row - 1].name}"
            )
            said = f"The task {quoted(item.name)} is never reached{more}."
            remedy = "Lead to it by a `then`, or remove it."
            yield Finding("unreachable-task", said, item.pointer, remedy, "warning")


# ---- loops


def _endless(
    items: Sequence[TaskItem], following: Sequence[tuple[int, ...]], reached: Sequence[bool]
) -> Iterator[Finding]:
    """A circle that nothing leads out of, and in which nothing waits."""
    leaving = _leaving(following)
    stuck = {
        number: following[number]
        for number, item in enumerate(items)
        if reached[number] and not leaving[number] and not _rests(item)
    }
    circle = _circle(stuck)
    if circle:
        names = ", ".join(items[number].name for number in circle[:_LISTED])
        said = f"The process goes round for ever without waiting: {names}."
        remedy = "Let a `switch` lead out of the circle, or put a `wait` into it."
        yield Finding("endless-loop", said, items[circle[0]].pointer, remedy, "warning")


def _leaving(following: Sequence[tuple[int, ...]]) -> list[bool]:
    """From where the list can be left."""
    before: dict[int, list[int]] = {}
    for number, ways in enumerate(following):
        for way in ways:
            before.setdefault(way, []).append(number)
    leaving = [False] * len(following)
    waiting = list(before.get(OUT, ()))
    while waiting:
        number = waiting.pop()
        if not leaving[number]:
            leaving[number] = True
            waiting += before.get(number, ())
    return leaving


def _circle(ways: Mapping[int, tuple[int, ...]]) -> list[int]:
    """The tasks of the first circle that is found, in their order."""
    done: dict[int, None] = {}
    for start in ways:
        path: dict[int, Iterator[int]] = {start: iter(ways[start])}
        while path:
            number, rest = next(reversed(path.items()))
            way = next((each for each in rest if each in ways and each not in done), None)
            if way is None:
                done[number] = None
                del path[number]
            elif way in path:
                passed = [*path]
                return passed[passed.index(way) :]
            else:
                path[way] = iter(ways[way])
    return []


def _rests(item: TaskItem) -> bool:
    """It waits, or something inside of it does; of functions nobody knows here."""
    return any(_waits(inner) for inner in tasks_in([item]))


def _waits(item: TaskItem) -> bool:
    match item.task:
        case WaitTask(wait=duration):
            try:
                return parse_duration(duration) > 0
            except DurationError:
                return True  # an expression
        case _:
            return isinstance(item.task, _RESTING)

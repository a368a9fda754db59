"""How two documents differ by meaning: which tasks, and of each which fields; not which lines.

Tasks are paired by name within the same list; then those left over by what they are: the same
content under another name has been renamed, the same task elsewhere has moved. Never: less than
the content hash sees, or more, such as comments and the order of keys; and never an error, whatever
the two documents are.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, cast

from msgspec import UNSET, Struct, UnsetType, to_builtins

from definitions.models import INNER_LISTS, TASK_MODELS
from definitions.pointers import escape, join
from definitions.values import Json, JsonObject

Change: TypeAlias = Literal["added", "removed", "moved", "renamed", "changed"]

_LISTS = tuple(dict.fromkeys(path for paths in INNER_LISTS.values() for path in paths))
"""Where tasks have lists of tasks, whatever kind they are of."""

FUNCTIONS = ("use", "functions")
"""A map of tasks: they have names, and no order."""

VERSION = "/document/version"

_KINDS = tuple(sorted(TASK_MODELS))


class FieldChange(Struct, frozen=True):
    """Of one value; what wasn't there before or isn't after is left out.

    Of a list whose items have names (the cases of a switch) a new order is told by the names.
    """

    pointer: str
    """Within the task or the document."""
    old: Json | UnsetType = UNSET
    new: Json | UnsetType = UNSET


class TaskChange(Struct, frozen=True, rename={"from_": "from", "old_name": "oldName"}):
    """What has become of one task."""

    name: str
    changes: Sequence[Change]
    from_: str | None = None
    """Its pointer in the old document."""
    to: str | None = None
    """Its pointer in the new one."""
    old_name: str | None = None
    """Where it has another one now."""
    fields: list[FieldChange] = []


class Difference(Struct, frozen=True):
    """Tasks in the order of the new document, then those removed; and what is in no task."""

    tasks: list[TaskChange] = []
    fields: list[FieldChange] = []

    def __bool__(self) -> bool:
        return bool(self.tasks or self.fields)

    def to_json(self) -> JsonObject:
        return cast("JsonObject", to_builtins(self))


@dataclass(eq=False, slots=True)
class _Task:
    """A task, or the whole document, which has tasks inside it like one."""

    name: str
    pointer: str
    whole: Json
    own: Json
    """Without the tasks inside it: where they were, a list or map is empty."""
    lists: dict[str, list[_Task]] = field(default_factory=dict[str, "list[_Task]"])
    was: _Task | None = None
    """Of a task of the new document: the old one."""
    paired: bool = False
    moved: bool = False

    @property
    def kind(self) -> Hashable:
        return tuple(kind for kind in _KINDS if isinstance(self.own, dict) and kind in self.own)

    @property
    def content(self) -> str:
        """With the tasks inside it, but without its name."""
        return _text(self.whole)

    def inside(self) -> Iterator[_Task]:
        """Each before those inside of it."""
        for tasks in self.lists.values():
            for task in tasks:
                yield task
                yield from task.inside()


def difference(old: Json, new: Json) -> Difference:
    """What has become of the old document in the new one."""
    before, after = _document(old), _document(new)
    _pair(before, after)
    for sign in (_name_and_content, _name_and_kind):
        for task in _pair_alike([*before.inside()], [*after.inside()], sign):
            task.moved = True
    gone = [task for task in before.inside() if not task.paired]
    removed = [TaskChange(task.name, ["removed"], from_=task.pointer) for task in gone]
    return Difference([*_tasks(after), *removed], [*_fields(before.own, after.own, "")])


def between_versions(old: Json, new: Json) -> Difference:
    """Of two versions of one process. That they are called otherwise goes without saying."""
    found = difference(old, new)
    return Difference(found.tasks, [one for one in found.fields if one.pointer != VERSION])


def _tasks(document: _Task) -> Iterator[TaskChange]:
    for task in document.inside():
        was = task.was
        if was is None:
            yield TaskChange(task.name, ["added"], to=task.pointer)
            continue
        fields = [*_fields(was.own, task.own, "")]
        renamed = was.name != task.name
        told: dict[Change, bool] = {
            "moved": task.moved,
            "renamed": renamed,
            "changed": bool(fields),
        }
        changes: list[Change] = [change for change, so in told.items() if so]
        if changes:
            old_name = was.name if renamed else None
            yield TaskChange(task.name, changes, was.pointer, task.pointer, old_name, fields)


# ---- what stands where


def _document(value: Json) -> _Task:
    document = _Task("", "", value, value)
    _take_out(document, ("do",))
    functions = _at(value, FUNCTIONS)
    if isinstance(functions, dict):
        document.own = _with(document.own, FUNCTIONS, {})
        document.lists[join(FUNCTIONS)] = [
            _task(name, raw, join((*FUNCTIONS, name))) for name, raw in functions.items()
        ]
    return document


def _task(name: str, raw: Json, pointer: str) -> _Task:
    task = _Task(name, pointer, raw, raw)
    for path in _LISTS:
        _take_out(task, path)
    return task


def _take_out(task: _Task, path: tuple[str, ...]) -> None:
    items = _named(_at(task.own, path))
    if items is None:
        return
    task.own = _with(task.own, path, [])
    pointer = task.pointer + join(path)
    task.lists[join(path)] = [
        _task(name, raw, f"{pointer}/{place}/{escape(name)}")
        for place, (name, raw) in enumerate(items)
    ]


def _named(value: Json) -> list[tuple[str, Json]] | None:
    """The items of a list in which each has one name; None of anything else."""
    if not isinstance(value, list):
        return None
    items = [[*item.items()] if isinstance(item, dict) else [] for item in value]
    return [item[0] for item in items] if all(len(item) == 1 for item in items) else None


def _at(value: Json, path: Sequence[str]) -> Json:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _with(value: Json, path: Sequence[str], inner: Json) -> Json:
    """A copy that has something else there."""
    if not path or not isinstance(value, dict):
        return inner
    return {**value, path[0]: _with(value[path[0]], path[1:], inner)}


# ---- which task was which


def _pair(old: _Task, new: _Task) -> None:
    """And the tasks inside them."""
    old.paired, new.paired, new.was = True, True, old
    for path in {**old.lists, **new.lists}:
        before, after = old.lists.get(path, []), new.lists.get(path, [])
        _pair_alike(before, after, _name)
        _pair_alike(before, after, _content)
        if path != join(FUNCTIONS):
            _find_moved(before, after)


def _pair_alike(
    old: Sequence[_Task], new: Sequence[_Task], sign: Callable[[_Task], Hashable]
) -> list[_Task]:
    """The first of each sign with the first, the second with the second; answers the new ones."""
    waiting: dict[Hashable, list[_Task]] = {}
    for task in reversed(new):
        if not task.paired:
            waiting.setdefault(sign(task), []).append(task)
    found: list[_Task] = []
    for task in old:
        alike = [] if task.paired else waiting.get(sign(task), [])
        # One that waited may have been paired since, with its parent.
        while alike and alike[-1].paired:
            alike.pop()
        if alike:
            found.append(alike.pop())
            _pair(task, found[-1])
    return found


def _name(task: _Task) -> Hashable:
    return task.name


def _content(task: _Task) -> Hashable:
    return task.content


def _name_and_content(task: _Task) -> Hashable:
    return task.name, task.content


def _name_and_kind(task: _Task) -> Hashable:
    return task.name, task.kind


def _find_moved(old: Sequence[_Task], new: Sequence[_Task]) -> None:
    """As few as possible: all but the longest row of those that kept their order."""
    places: dict[_Task | None, int] = {task: place for place, task in enumerate(old)}
    stayed = [(task, places[task.was]) for task in new if task.was in places]
    kept = _longest_rise([place for _, place in stayed])
    for number, (task, _) in enumerate(stayed):
        task.moved = number not in kept


def _longest_rise(numbers: Sequence[int]) -> frozenset[int]:
    """The places of a longest rising row of numbers."""
    lowest: list[int] = []
    ends: list[int] = []
    """Of rows of each length: the lowest number one can end with, and its place."""
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(lowest, number)
        lowest[length : length + 1] = [number]
        ends[length : length + 1] = [place]
        before.append(ends[length - 1] if length else -1)
    row: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        row.add(place)
        place = before[place]
    return frozenset(row)


# ---- fields


def _fields(old: Json, new: Json, pointer: str) -> Iterator[FieldChange]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _of_maps(old, new, lambda key: f"{pointer}/{escape(key)}")
    elif isinstance(old, list) and isinstance(new, list):
        yield from _of_lists(old, new, pointer)
    elif not _alike(old, new):
        yield FieldChange(pointer, old, new)


def _of_maps(
    old: JsonObject, new: JsonObject, pointer_of: Callable[[str], str]
) -> Iterator[FieldChange]:
    for key in {**old, **new}:
        pointer = pointer_of(key)
        if key not in old:
            yield FieldChange(pointer, new=new[key])
        elif key not in new:
            yield FieldChange(pointer, old=old[key])
        else:
            yield from _fields(old[key], new[key], pointer)


def _of_lists(old: list[Json], new: list[Json], pointer: str) -> Iterator[FieldChange]:
    before, after = _named(old), _named(new)
    if before and after and _each_once(before) and _each_once(after):
        yield from _of_named(dict(before), dict(after), pointer)
        return
    same = 0
    while same < min(len(old), len(new)) and _alike(old[same], new[same]):
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same and _alike(old[-1 - tail], new[-1 - tail]):
        tail += 1
    left = {str(place): old[place] for place in range(same, len(old) - tail)}
    right = {str(place): new[place] for place in range(same, len(new) - tail)}
    yield from _of_maps(left, right, lambda place: f"{pointer}/{place}")


def _each_once(items: Sequence[tuple[str, Json]]) -> bool:
    return len({name for name, _ in items}) == len(items)


def _of_named(old: JsonObject, new: JsonObject, pointer: str) -> Iterator[FieldChange]:
    """Of a list in which each item has a name of its own, such as the cases of a switch."""
    places = {name: place for names in (old, new) for place, name in enumerate(names)}
    yield from _of_maps(old, new, lambda name: f"{pointer}/{places[name]}/{escape(name)}")
    before = [name for name in old if name in new]
    after = [name for name in new if name in old]
    if before != after:
        yield FieldChange(pointer, list[Json](old), list[Json](new))


def _alike(one: Json, other: Json) -> bool:
    """As the content hash sees it: 1 is no 1.0 there, and no true."""
    return one == other and _same_kinds(one, other)


def _same_kinds(one: Json, other: Json) -> bool:
    """Of what Python takes for equal."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(_same_kinds(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return all(map(_same_kinds, one, other))
    # Zero can be below zero.
    return type(one) is type(other) and (not isinstance(one, float) or str(one) == str(other))


def _text(value: Json) -> str:
    """The same for all that are alike."""
    return json.dumps(value, sort_keys=True)

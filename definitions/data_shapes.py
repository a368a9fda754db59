"""Which names the data has at each task, as far as that can be told before a run.

A shape is what `set`, `output.as` and the like have written; whatever a service answers is unknown.
Never: too few names. Where one can't be sure, anything may be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from definitions import jq
from definitions.expressions import inner, is_expression
from definitions.flow_lint import OUT, ways_through
from definitions.jq.syntax import (
    Binary,
    Identity,
    If,
    Key,
    Literal,
    Logic,
    Node,
    Object,
    Path,
    Pipe,
    Update,
    Variable,
)
from definitions.models import (
    DoTask,
    RaiseTask,
    SetTask,
    SwitchTask,
    TaskItem,
    WaitTask,
    Workflow,
)
from definitions.reference_lint import at
from definitions.task_lists import TaskList, all_tasks, inner_tasks
from definitions.values import Json

Shape: TypeAlias = "tuple[str, ...] | None"
"""The names that may be there, in the order in which they came up; None: any."""

_VISITS = 6
"""So often a task is looked at anew before its data counts as unknown."""


@dataclass(slots=True)
class Data:
    """Of one task: what comes in, what it works with, what it makes and what it hands on."""

    raw: Shape = ()
    input: Shape = ()
    made: Shape = ()
    output: Shape = ()
    visits: int = 0


@dataclass(slots=True)
class Shapes:
    given: Shape
    """The input of the process, as it comes."""
    context: Shape = ()
    tasks: dict[str, Data] = field(default_factory=dict[str, Data])
    """By pointer. A task that nothing leads to is not among them."""
    result: Shape = ()
    """What the process hands to its `output.as`."""


def shapes_of(workflow: Workflow) -> Shapes:
    given = _described(workflow)
    shapes = Shapes(given)
    shaped = workflow.input.from_ if workflow.input is not None else None
    first = given if shaped is None else shape_of(shaped, {".": given})
    walk = _Walk(shapes, workflow)
    # Twice, because an export may read what another one has left.
    for _ in range(2):
        shapes.tasks.clear()
        shapes.result = ()
        walk.go(first)
        for item in all_tasks(workflow):
            walk.export(item)
    return shapes


def _described(workflow: Workflow) -> Shape:
    """Closed schemas say which names there are; without one there may be any."""
    schema = workflow.input.schema_ if workflow.input is not None else None
    document = None if schema is None else schema.document
    names = at(document, "properties")
    closed = at(document, "type") == "object" and at(document, "additionalProperties") is False
    open_again = isinstance(document, dict) and "patternProperties" in document
    return tuple(names) if isinstance(names, dict) and closed and not open_again else None


def union(shapes: Iterable[Shape]) -> Shape:
    names: dict[str, None] = {}
    for shape in shapes:
        if shape is None:
            return None
        names.update(dict.fromkeys(shape))
    return tuple(names)


class _Walk:
    """Follows the data from task to task until nothing new comes up."""

    def __init__(self, shapes: Shapes, workflow: Workflow) -> None:
        self._shapes = shapes
        self._waiting: list[tuple[Shape, _Here]] = []
        self._root = _Here.of(workflow.do, None)
        self._lists: dict[str, _Here] = {}

    def go(self, first: Shape) -> None:
        self._enter(self._root, 0, first)
        while self._waiting:
            raw, here = self._waiting.pop()
            self._task(raw, here)

    def export(self, item: TaskItem) -> None:
        export = item.task.export
        if export is None or export.as_ is None:
            return
        output = self._shapes.tasks.get(item.pointer, Data(output=None)).output
        known = {".": output, "context": self._shapes.context}
        self._shapes.context = union((self._shapes.context, shape_of(export.as_, known)))

    def _enter(self, here: _Here, number: int, raw: Shape) -> None:
        if number == OUT or not here.items:
            self._leave(here, raw)
        else:
            self._waiting.append((raw, here.at(number)))

    def _leave(self, here: _Here, output: Shape) -> None:
        if here.parent is None:
            self._shapes.result = union((self._shapes.result, output))
        else:
            self._made(here.parent, output)

    def _task(self, raw: Shape, here: _Here) -> None:
        item = here.item
        data = self._shapes.tasks.get(item.pointer)
        known = data or Data()
        raw = union((known.raw, raw)) if known.visits < _VISITS else None
        if data is not None and raw == known.raw:
            return
        shaped = item.task.input.from_ if item.task.input is not None else None
        given = raw if shaped is None else shape_of(shaped, self._variables(raw, raw))
        self._shapes.tasks[item.pointer] = Data(
            raw, given, known.made, known.output, known.visits + 1
        )
        if item.task.if_ is not None:
            self._hand_on(here, raw)
        match item.task:
            case DoTask(do=tasks):
                inside = self._lists.setdefault(item.pointer, _Here.of(tasks, here))
                self._enter(inside, 0, given)
            case RaiseTask():
                pass
            case SetTask(set=value):
                self._made(here, shape_of(value, self._variables(given, given), bare=False))
            case SwitchTask() | WaitTask():
                self._made(here, given)
            case _:
                self._unknown_inside(item)
                self._made(here, None)

    def _unknown_inside(self, item: TaskItem) -> None:
        """Loops, branches and handlers have ways of their own."""
        waiting = [*inner_tasks(item)]
        while waiting:
            inside = waiting.pop()
            self._shapes.tasks[inside.pointer] = Data(None, None, None, None, _VISITS)
            waiting += inner_tasks(inside)

    def _made(self, here: _Here, made: Shape) -> None:
        data = self._shapes.tasks[here.item.pointer]
        data.made = union((data.made, made))
        output = here.item.task.output
        shaped = None if output is None else output.as_
        handed = made if shaped is None else shape_of(shaped, self._variables(made, data.input))
        data.output = union((data.output, handed))
        self._hand_on(here, handed)

    def _hand_on(self, here: _Here, output: Shape) -> None:
        for way in here.ways[here.number]:
            self._enter(here, way, output)

    def _variables(self, value: Shape, given: Shape) -> Mapping[str, Shape]:
        return {".": value, "input": given, "context": self._shapes.context}


@dataclass(frozen=True, slots=True)
class _Here:
    """A place in a list, and the task that the list is inside of."""

    items: Sequence[TaskItem]
    ways: Sequence[tuple[int, ...]]
    parent: _Here | None
    number: int = 0

    @classmethod
    def of(cls, items: Sequence[TaskItem], parent: _Here | None) -> _Here:
        return cls(items, ways_through(TaskList(items, in_turn=True)), parent)

    @property
    def item(self) -> TaskItem:
        return self.items[self.number]

    def at(self, number: int) -> _Here:
        return _Here(self.items, self.ways, self.parent, number)


# ---- what a value of the definition makes


def shape_of(value: Json, known: Mapping[str, Shape], *, bare: bool = True) -> Shape:
    """Of a map its names; of an expression what its syntax tells."""
    if isinstance(value, dict):
        return tuple(value)
    if not isinstance(value, str) or not (bare or is_expression(value)):
        return None
    try:
        node = jq.compile(inner(value) if is_expression(value) else value).node
    except jq.JqSyntaxError:
        return None
    return _shape(node, known)


def _shape(node: Node, known: Mapping[str, Shape]) -> Shape:
    match node:
        case Identity():
            shape = known.get(".")
        case Variable(name):
            shape = known.get(name)
        case Object(entries):
            shape = _names(key for key, _ in entries)
        case Literal(dict() as value):
            shape = tuple(value)
        case Binary("+", one, other) | Logic("//", one, other):
            shape = union((_shape(one, known), _shape(other, known)))
        case If(_, one, other):
            shape = union((_shape(one, known), _shape(other or Identity(), known)))
        case Pipe(parts):
            shape = known.get(".")
            for part in parts:
                shape = _shape(part, {**known, ".": shape})
        case Update(_, Path(Identity(), (Key(Literal(str() as name)), *_)), _):
            shape = union((known.get("."), (name,)))
        case _:
            shape = None
    return shape


def _names(keys: Iterator[Node]) -> Shape:
    names: list[str] = []
    for key in keys:
        match key:
            case Literal(str() as name):
                names.append(name)
            case _:
                return None
    return tuple(names)

"""Which data is at hand at each task, as JSON Schema, as far as that can be told before a run.

As `data_shapes` follows names to warn of what nobody has written, this follows types to help who
writes: also into loops, branches and handlers, and through what functions declare. Never: a
refusal; what is not known is anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from definitions.flow_lint import OUT, ways_through
from definitions.functions.catalogue import Catalogue, Reference
from definitions.known_data import (
    ANYTHING,
    INTEGER,
    NOTHING,
    TEXT,
    Known,
    a_list,
    an_object,
    either,
    items_of,
    of_schema,
    to_schema,
    together,
)
from definitions.known_results import HERE, Seen, of_template
from definitions.models import (
    DataSchema,
    DoTask,
    EmitTask,
    ForkTask,
    ForTask,
    FunctionTask,
    ListenTask,
    OwnFunctionTask,
    RaiseTask,
    RunTask,
    SetTask,
    SwitchTask,
    TaskItem,
    TryTask,
    WaitTask,
    Workflow,
)
from definitions.reference_lint import at
from definitions.task_lists import TaskList, all_tasks, inner_tasks
from definitions.values import Json, JsonObject, encode

_VISITS = 12
"""So often a task is looked at anew before its data counts as anything."""

_APART = 100
"""Characters of a schema that is told once and referred to."""

MOST_TOLD = 1_000_000
"""Characters of all schemas together."""

_WITH_FIELDS = ("approval", "form")

ERROR = an_object(
    {"type": TEXT, "status": INTEGER, "instance": TEXT, "title": TEXT, "detail": TEXT},
    ("type", "status"),
)
_EVENT = an_object(
    {
        **dict.fromkeys(("specversion", "id", "source", "type", "time", "subject"), TEXT),
        "data": ANYTHING,
    },
    ("specversion", "id", "source", "type"),
    more=True,
)


@dataclass(slots=True)
class Data:
    """Of one task: what comes in, what it works with, what it makes and what it hands on."""

    raw: Known = NOTHING
    input: Known = NOTHING
    made: Known = NOTHING
    output: Known = NOTHING
    visits: int = 0
    variables: Mapping[str, Known] = field(default_factory=dict[str, Known])


@dataclass(slots=True)
class Schemas:
    context: Known = NOTHING
    tasks: dict[str, Data] = field(default_factory=dict[str, Data])
    """By pointer. A task that nothing leads to is not among them."""

    def to_json(self) -> tuple[JsonObject, list[Json]]:
        """By task, and the schemas that are referred to."""
        told = _Told()
        context = told.of(self.context)
        data: JsonObject = {
            pointer: {
                "input": told.of(one.input),
                "output": told.of(one.output),
                "context": context,
                "variables": {name: told.of(each) for name, each in one.variables.items()},
            }
            for pointer, one in self.tasks.items()
        }
        return data, told.schemas


class _Told:
    """Each schema once, and no more than there is room for."""

    def __init__(self) -> None:
        self.schemas: list[Json] = []
        self._texts: dict[bytes, int] = {}
        self._left = MOST_TOLD

    def of(self, known: Known) -> Json:
        schema = to_schema(known)
        text = encode(schema)
        if len(text) <= _APART:
            return schema
        if text not in self._texts:
            self._left -= len(text)
            if self._left < 0:
                return True
            self._texts[text] = len(self.schemas)
            self.schemas.append(schema)
        return {"$ref": f"#/schemas/{self._texts[text]}"}


def schemas_of(workflow: Workflow, catalogue: Catalogue) -> Schemas:
    schemas = Schemas()
    given = _declared(None if workflow.input is None else workflow.input.schema_, ANYTHING)
    shaped = workflow.input.from_ if workflow.input is not None else None
    first = given if shaped is None else of_template(shaped, {HERE: given}, bare=True)
    walk = _Walk(schemas, workflow, catalogue, given)
    exports = [item for item in all_tasks(workflow) if item.task.export is not None]
    # Twice, because an export may read what another one has left.
    for _ in range(2 if exports else 1):
        schemas.tasks.clear()
        walk.go(first)
        for item in exports:
            walk.export(item)
    return schemas


def _declared(schema: DataSchema | None, known: Known) -> Known:
    """What the author says counts where nothing is known."""
    document = None if schema is None else schema.document
    return of_schema(document) if known.anything and isinstance(document, dict) else known


@dataclass(frozen=True, slots=True)
class _Here:
    """A place in a list, and the task that the list is inside of."""

    items: Sequence[TaskItem]
    ways: Sequence[tuple[int, ...]]
    parent: _Here | None
    variables: Mapping[str, Known]
    number: int = 0

    @property
    def item(self) -> TaskItem:
        return self.items[self.number]


class _Walk:
    """Follows the data from task to task until nothing new comes up."""

    def __init__(
        self, schemas: Schemas, workflow: Workflow, catalogue: Catalogue, given: Known
    ) -> None:
        self._schemas = schemas
        self._workflow = workflow
        self._catalogue = catalogue
        self._whole = an_object({"id": TEXT, "input": given}, more=True)
        self._waiting: list[tuple[Known, _Here]] = []

    def go(self, first: Known) -> None:
        self._list(self._workflow.do, None, {}, first)
        while self._waiting:
            raw, here = self._waiting.pop()
            self._task(raw, here)
        self._unreached()

    def export(self, item: TaskItem) -> None:
        export, data = item.task.export, self._schemas.tasks.get(item.pointer)
        if export is None or export.as_ is None or data is None:
            return
        seen = {**self._seen(data.output, data), "output": data.output}
        made = of_template(export.as_, seen, bare=True)
        self._schemas.context = either(self._schemas.context, made)

    def _unreached(self) -> None:
        """Of functions of the document and extensions nobody knows who comes to them."""
        for item in all_tasks(self._workflow):
            if not item.pointer.startswith("/do/"):
                self._schemas.tasks[item.pointer] = Data(ANYTHING, ANYTHING, ANYTHING, ANYTHING)

    def _list(
        self,
        items: Sequence[TaskItem],
        parent: _Here | None,
        variables: Mapping[str, Known],
        raw: Known,
    ) -> None:
        ways = ways_through(TaskList(items, in_turn=True))
        self._enter(_Here(items, ways, parent, variables), 0, raw)

    def _enter(self, here: _Here, number: int, raw: Known) -> None:
        if number == OUT or not here.items:
            self._leave(here, raw)
        else:
            self._waiting.append((raw, replace(here, number=number)))

    def _leave(self, here: _Here, output: Known) -> None:
        parent = here.parent
        if parent is None:
            return
        match parent.item.task:
            case ForTask(do=tasks):
                # The output of one iteration is the input of the next.
                self._list(tasks, parent, here.variables, output)
                self._made(parent, output)
            case ForkTask(fork=fork) if not fork.compete:
                self._made(parent, a_list(output))
            case ListenTask():
                self._made(parent, a_list(output))
            case _:
                self._made(parent, output)

    def _task(self, raw: Known, here: _Here) -> None:
        item = here.item
        before = self._schemas.tasks.get(item.pointer)
        known = before or Data(variables=here.variables)
        raw = either(known.raw, raw) if known.visits < _VISITS else ANYTHING
        if before is not None and raw == known.raw:
            return
        data = replace(known, raw=raw, visits=known.visits + 1)
        shaped = item.task.input
        given = raw
        if shaped is not None and shaped.from_ is not None:
            given = of_template(shaped.from_, self._seen(raw, data), bare=True)
        data.input = _declared(None if shaped is None else shaped.schema_, given)
        self._schemas.tasks[item.pointer] = data
        if item.task.if_ is not None:
            self._hand_on(here, raw)
        self._do(here, data.input, self._seen(data.input, data))

    def _do(self, here: _Here, given: Known, seen: Seen) -> None:
        """Go into its tasks, or see what it makes."""
        variables = here.variables
        match here.item.task:
            case DoTask(do=tasks):
                self._list(tasks, here, variables, given)
            case ForTask(for_=loop, do=tasks):
                each = items_of(_collection(loop.in_, seen))
                inside = {**variables, loop.each: each, loop.at: INTEGER}
                self._list(tasks, here, inside, given)
                self._made(here, given)
            case ForkTask(fork=fork):
                for branch in fork.branches:
                    self._list([branch], here, variables, given)
            case TryTask(try_=tasks, catch=catch):
                self._list(tasks, here, variables, given)
                if catch.do is None:
                    self._made(here, given)
                else:
                    self._list(catch.do, here, {**variables, catch.as_: ERROR}, given)
            case ListenTask(foreach=foreach) if foreach is not None and foreach.do:
                inside = {**variables, foreach.item: ANYTHING, foreach.at: INTEGER}
                self._list(foreach.do, here, inside, ANYTHING)
            case RaiseTask():
                pass
            case _:
                self._made(here, self._result(here.item, given, seen))
                self._inside(here.item)

    def _result(self, item: TaskItem, given: Known, seen: Seen) -> Known:
        """What a task without tasks inside makes."""
        made = ANYTHING
        match item.task:
            case SetTask(set=value):
                made = of_template(value, seen)
            case SwitchTask() | WaitTask():
                made = given
            case EmitTask():
                made = _event(of_template(at(item.raw, "emit", "event", "with"), seen))
            case ListenTask():
                made = a_list(ANYTHING)
            case RunTask(run=run) if not run.await_:
                made = given
            case FunctionTask() as task if not isinstance(task, OwnFunctionTask):
                made = self._called(task)
            case _:
                pass
        return made

    def _called(self, task: FunctionTask) -> Known:
        reference = Reference.read(task.call)
        declared = None if reference is None else self._catalogue.find(reference)
        if declared is None:
            return ANYTHING
        output = of_schema(declared.output)
        form = at(task.with_ or {}, "form")
        if declared.name in _WITH_FIELDS and isinstance(form, dict) and "fields" in output.names:
            names = {**output.names, "fields": of_schema(form)}
            return an_object(names, output.required, more=output.open)
        return output

    def _inside(self, item: TaskItem) -> None:
        """Of tasks in a kind that can't be looked into nothing is known."""
        waiting = [*inner_tasks(item)]
        while waiting:
            inside = waiting.pop()
            self._schemas.tasks[inside.pointer] = Data(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
            waiting += inner_tasks(inside)

    def _made(self, here: _Here, made: Known) -> None:
        data = self._schemas.tasks[here.item.pointer]
        data.made = either(data.made, made)
        output = here.item.task.output
        handed = made
        if output is not None:
            if output.as_ is not None:
                seen = {**self._seen(made, data), "output": made}
                handed = of_template(output.as_, seen, bare=True)
            handed = _declared(output.schema_, handed)
        data.output = either(data.output, handed)
        self._hand_on(here, handed)

    def _hand_on(self, here: _Here, output: Known) -> None:
        for way in here.ways[here.number]:
            self._enter(here, way, output)

    def _seen(self, value: Known, data: Data) -> Seen:
        context = self._schemas.context
        return {
            "context": ANYTHING if context is NOTHING else context,
            "workflow": self._whole,
            "input": data.input if data.input is not NOTHING else data.raw,
            **data.variables,
            HERE: value,
        }


def _collection(written: str | tuple[Json, ...], seen: Seen) -> Known:
    if isinstance(written, str):
        return of_template(written, seen, bare=True)
    return a_list(together(of_template(one, seen) for one in written))


def _event(given: Known) -> Known:
    names = {**_EVENT.names, **given.names}
    return an_object(names, (*_EVENT.required, *given.required), more=True)

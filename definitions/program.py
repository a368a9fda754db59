"""Programs: what the machine runs. A workflow with every expression compiled, once a process.

Never: anything of one run.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TypeAlias

from definitions.durations import parse_duration
from definitions.expressions import Template, compile_template, is_expression
from definitions.functions.catalogue import Reference, shipped
from definitions.models import (
    About,
    DataSchema,
    DoTask,
    FunctionTask,
    HttpTask,
    OwnFunctionTask,
    RaiseTask,
    SetTask,
    SwitchTask,
    Task,
    TaskItem,
    WaitTask,
    Workflow,
)
from definitions.reader import read_document
from definitions.schemas import Schema, is_json
from definitions.values import Json, JsonObject, decode, encode

PROGRAMS_KEPT = 512

OWN_TYPES = ("log",)
"""Functions of Baton's that are task types of their own."""


@dataclass(frozen=True, slots=True)
class DoBody:
    tasks: tuple[TaskPlan, ...]


@dataclass(frozen=True, slots=True)
class SetBody:
    value: Template


@dataclass(frozen=True, slots=True)
class SwitchCase:
    name: str
    when: Template | None
    """None: the default."""
    then: str


@dataclass(frozen=True, slots=True)
class SwitchBody:
    cases: tuple[SwitchCase, ...]


@dataclass(frozen=True, slots=True)
class WaitBody:
    duration_ms: int | None
    expression: Template | None = None


@dataclass(frozen=True, slots=True)
class RaiseBody:
    error: Template


@dataclass(frozen=True, slots=True)
class CallBody:
    function: str
    arguments: Template
    safe: bool = False
    """It comes with Baton and may be repeated. Of others only the worker that has them knows."""


@dataclass(frozen=True, slots=True)
class OwnCallBody:
    """Of a call of a function that the document defines."""

    function: str
    """Pointer to its task."""
    arguments: Template | None


Body: TypeAlias = DoBody | SetBody | SwitchBody | WaitBody | RaiseBody | CallBody | OwnCallBody


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """One task, ready to be carried out."""

    kind: str
    name: str
    pointer: str
    definition: JsonObject
    condition: Template | None
    input_from: Template | None
    output_as: Template | None
    export_as: Template | None
    then: str | None
    body: Body
    input_schema: Schema | None = None
    output_schema: Schema | None = None
    export_schema: Schema | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled definition."""

    hash: str
    workflow: About
    document: JsonObject
    root: TaskPlan
    input_from: Template | None
    output_as: Template | None
    plans: dict[str, TaskPlan]
    """By pointer."""
    input_schema: Schema | None = None
    output_schema: Schema | None = None

    def at(self, pointer: str) -> TaskPlan:
        return self.plans[pointer]


class NotRunnableError(Exception):
    """The definition has tasks that can't run yet; publishing would have said so."""


def content_hash(document: JsonObject) -> str:
    """Keys count in their order: a form asks in the order of its schema."""
    return hashlib.sha256(encode(document)).hexdigest()


def compile_program(workflow: Workflow, document: JsonObject, digest: str) -> Program:
    tasks = _plans(workflow, workflow.do)
    root = TaskPlan("do", "", "", {}, None, None, None, None, None, DoBody(tasks))
    plans: dict[str, TaskPlan] = {}
    _collect(root, plans)
    for function in _plans(workflow, workflow.use.functions):
        _collect(function, plans)
    return Program(
        hash=digest,
        workflow=workflow.document,
        document=document,
        root=root,
        input_from=_template(workflow.input and workflow.input.from_),
        output_as=_template(workflow.output and workflow.output.as_),
        plans=plans,
        input_schema=_schema(workflow.input and workflow.input.schema_),
        output_schema=_schema(workflow.output and workflow.output.schema_),
    )


def _collect(plan: TaskPlan, plans: dict[str, TaskPlan]) -> None:
    plans[plan.pointer] = plan
    if isinstance(plan.body, DoBody):
        for task in plan.body.tasks:
            _collect(task, plans)


class _Programs:
    """The programs that this process has compiled last, by hash; for all its threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[str, Program] = OrderedDict()

    def find(self, digest: str) -> Program | None:
        with self._lock:
            program = self._known.get(digest)
            if program is not None:
                self._known.move_to_end(digest)
            return program

    def keep(self, program: Program) -> Program:
        with self._lock:
            self._known[program.hash] = program
            while len(self._known) > PROGRAMS_KEPT:
                self._known.popitem(last=False)
            return program


_programs = _Programs()


def program_of(document: bytes, digest: str) -> Program:
    """Of a published document, in JSON. Two threads may compile the same at once; no harm."""
    known = _programs.find(digest)
    if known is not None:
        return known
    value = decode(document)
    if not isinstance(value, dict) or content_hash(value) != digest:
        raise NotRunnableError(
            f"The stored definition is not the one that was published as {digest[:12]}: restore "
            "it from a backup."
        )
    reading = read_document(value)
    if reading.workflow is None:
        raise NotRunnableError(f"The definition {digest[:12]} does not read any more.")
    return _programs.keep(compile_program(reading.workflow, value, digest))


def _plans(workflow: Workflow, items: tuple[TaskItem, ...]) -> tuple[TaskPlan, ...]:
    return tuple(_plan(workflow, item) for item in items)


def _plan(workflow: Workflow, item: TaskItem) -> TaskPlan:
    task = item.task
    kind, body = _body(workflow, item)
    condition = task.if_
    return TaskPlan(
        kind=kind,
        name=item.name,
        pointer=item.pointer,
        definition=item.raw,
        condition=None if condition is None else compile_template(condition, bare=True),
        input_from=_template(task.input and task.input.from_),
        output_as=_template(task.output and task.output.as_),
        export_as=_template(task.export and task.export.as_),
        then=task.then,
        body=body,
        input_schema=_schema(task.input and task.input.schema_),
        output_schema=_schema(task.output and task.output.schema_),
        export_schema=_schema(task.export and task.export.schema_),
    )


def _template(value: Json) -> Template | None:
    """A text here is jq also without `${ }`."""
    return None if value is None else compile_template(value, bare=isinstance(value, str))


def _schema(given: DataSchema | None) -> Schema | None:
    if given is None:
        return None
    if given.resource is not None or not is_json(given.format):
        raise NotRunnableError("A schema that lies elsewhere, or is no JSON, can't be checked yet.")
    return Schema(given.document, given.format)


def _body(  # noqa: PLR0911 - one for each kind of task
    workflow: Workflow, item: TaskItem
) -> tuple[str, Body]:
    task: Task = item.task
    match task:
        case DoTask():
            return "do", DoBody(_plans(workflow, task.do))
        case SetTask():
            return "set", SetBody(compile_template(task.set, bare=isinstance(task.set, str)))
        case SwitchTask():
            return "switch", _switch(task)
        case WaitTask():
            return "wait", _wait(task.wait)
        case RaiseTask():
            return "raise", RaiseBody(compile_template(_error(workflow, task)))
        case HttpTask():
            return "call.http", CallBody("http", compile_template(_arguments(item.raw)))
        case OwnFunctionTask():
            return "call.own", _own_call(workflow, task)
        case FunctionTask():
            return _function_call(task)
        case _:
            raise NotRunnableError(f"The task {item.pointer} can't run yet.")


def _switch(task: SwitchTask) -> SwitchBody:
    return SwitchBody(
        tuple(
            SwitchCase(
                item.name,
                None if item.case.when is None else compile_template(item.case.when, bare=True),
                item.case.then,
            )
            for item in task.switch
        )
    )


def _wait(value: Json) -> WaitBody:
    if isinstance(value, str) and is_expression(value):
        return WaitBody(None, compile_template(value))
    return WaitBody(parse_duration(value))


def _error(workflow: Workflow, task: RaiseTask) -> Json:
    error = task.raise_.error
    defined = workflow.use.errors.get(error) if isinstance(error, str) else error
    if defined is None:
        raise NotRunnableError(f"The error {error!r} is not defined under use.errors.")
    return defined.model_dump(exclude_none=True)


def _own_call(workflow: Workflow, task: OwnFunctionTask) -> OwnCallBody:
    found = next(item for item in workflow.use.functions if item.name == task.call)
    given = None if task.with_ is None else compile_template(task.with_)
    return OwnCallBody(found.pointer, given)


def _function_call(task: FunctionTask) -> tuple[str, CallBody]:
    reference = Reference.read(task.call)
    declared = None if reference is None else shipped().find(reference)
    arguments = compile_template({} if task.with_ is None else task.with_)
    if declared is None:
        return "call.function", CallBody(task.call, arguments)
    kind = f"call.{declared.name}" if declared.name in OWN_TYPES else "call.function"
    return kind, CallBody(task.call, arguments, safe=declared.idempotent)


def _arguments(raw: JsonObject) -> JsonObject:
    arguments = raw["with"]
    return arguments if isinstance(arguments, dict) else {}

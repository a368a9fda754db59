"""Tasks to plans: what every task has, what its kind has, and which extensions may apply to it.

Never: a plan for what can't run; publishing has said so before.
"""

from __future__ import annotations

from dataclasses import replace

from definitions.authentication import UnknownAuthenticationError
from definitions.call_plans import function_call, own_call, service_call
from definitions.duration_plans import DurationPlan, duration_plan
from definitions.event_plans import listen_plan, properties
from definitions.expressions import Template, compile_template
from definitions.fault_plans import catch_plan, condition
from definitions.models import (
    DataSchema,
    DoTask,
    EmitTask,
    EventIterator,
    ForkTask,
    ForTask,
    FunctionTask,
    HttpTask,
    ListenTask,
    OpenApiTask,
    OwnFunctionTask,
    RaiseTask,
    RunTask,
    SetTask,
    Subflow,
    SwitchTask,
    Task,
    TaskItem,
    TryTask,
    WaitTask,
    Workflow,
)
from definitions.models.processes import LATEST, RunArguments
from definitions.models.task import Timeout
from definitions.plans import (
    Body,
    DoBody,
    EmitBody,
    ExtensionPlan,
    ForBody,
    ForkBody,
    ListenBody,
    RaiseBody,
    RunWorkflowBody,
    SetBody,
    SwitchBody,
    SwitchCase,
    TaskPlan,
    TryBody,
    WaitBody,
)
from definitions.schemas import Schema, is_json
from definitions.script_plans import script_plan
from definitions.values import Json, JsonObject

_EXTENSIBLE = ("call", "emit", "for", "listen", "raise", "run", "set", "switch", "try", "wait")
"""Kinds that an extension names as they are called; `composite` are the others."""


class NotRunnableError(Exception):
    """The definition has tasks that can't run yet; publishing would have said so."""


class TaskPlans:
    """Makes them, for one workflow."""

    def __init__(self, workflow: Workflow, document: JsonObject) -> None:
        self._workflow = workflow
        self._document = document

    def root(self) -> TaskPlan:
        """The workflow's own `do`."""
        return self._list("", self._workflow.do, self._timeout(self._workflow.timeout))

    def functions(self) -> tuple[TaskPlan, ...]:
        return self._plans(self._workflow.use.functions)

    def extensions(self) -> tuple[ExtensionPlan, ...]:
        return tuple(
            ExtensionPlan(
                name=item.name,
                depth=1 if item.extension.extend == "extension" else 0,
                when=condition(item.extension.when),
                before=self._optional_list(f"{item.pointer}/before", item.extension.before),
                after=self._optional_list(f"{item.pointer}/after", item.extension.after),
            )
            for item in self._workflow.use.extensions
        )

    def _plans(self, items: tuple[TaskItem, ...]) -> tuple[TaskPlan, ...]:
        return tuple(self._plan(item) for item in items)

    def _list(
        self, pointer: str, items: tuple[TaskItem, ...], timeout: DurationPlan | None = None
    ) -> TaskPlan:
        """Without a name: people see the tasks in it, not the list."""
        body = DoBody(self._plans(items))
        return TaskPlan("do", "", pointer, {}, None, None, None, None, None, body, timeout=timeout)

    def _optional_list(self, pointer: str, items: tuple[TaskItem, ...] | None) -> TaskPlan | None:
        return self._list(pointer, items) if items else None

    def _plan(self, item: TaskItem) -> TaskPlan:
        task = item.task
        kind, body = self._body(item)
        return TaskPlan(
            kind=kind,
            name=item.name,
            pointer=item.pointer,
            definition=item.raw,
            condition=condition(task.if_),
            input_from=shaping(task.input and task.input.from_),
            output_as=shaping(task.output and task.output.as_),
            export_as=shaping(task.export and task.export.as_),
            then=task.then,
            body=body,
            input_schema=schema_of(task.input and task.input.schema_),
            output_schema=schema_of(task.output and task.output.schema_),
            export_schema=schema_of(task.export and task.export.schema_),
            timeout=self._timeout(task.timeout),
            extensions=self._extending(kind),
        )

    def _extending(self, kind: str) -> tuple[int, ...]:
        first = kind.split(".", 1)[0]
        named = first if first in _EXTENSIBLE else "composite"
        return tuple(
            place
            for place, item in enumerate(self._workflow.use.extensions)
            if item.extension.extend in ("all", "extension", named)
        )

    def _timeout(self, given: str | Timeout | None) -> DurationPlan | None:
        if given is None:
            return None
        defined = self._workflow.use.timeouts.get(given) if isinstance(given, str) else given
        if defined is None:
            raise NotRunnableError(f"The timeout {given!r} is not defined under use.timeouts.")
        return duration_plan(defined.after)

    def _body(self, item: TaskItem) -> tuple[str, Body]:
        """Of the kinds that have tasks inside; others need no more than themselves."""
        task: Task = item.task
        match task:
            case DoTask():
                return "do", DoBody(self._plans(task.do))
            case ForTask():
                return "for", self._for(task, item.pointer)
            case ForkTask():
                return "fork", ForkBody(self._plans(task.fork.branches), task.fork.compete)
            case TryTask():
                return "try", self._try(task, item.pointer)
            case ListenTask():
                return "listen", self._listen(task, item.pointer)
            case _:
                return _body(self._workflow, self._document, item)

    def _listen(self, task: ListenTask, pointer: str) -> ListenBody:
        loop, listed = task.foreach or EventIterator(), None
        if task.foreach is not None:
            listed = replace(
                self._list(f"{pointer}/foreach/do", loop.do or ()),
                output_as=shaping(loop.output and loop.output.as_),
                output_schema=schema_of(loop.output and loop.output.schema_),
                export_as=shaping(loop.export and loop.export.as_),
                export_schema=schema_of(loop.export and loop.export.schema_),
            )
        return ListenBody(
            listen_plan(task.listen.to, task.listen.read or "data"), listed, loop.item, loop.at
        )

    def _for(self, task: ForTask, pointer: str) -> ForBody:
        loop = task.for_
        return ForBody(
            each=loop.each,
            at=loop.at,
            items=compile_template(loop.in_, bare=True)
            if isinstance(loop.in_, str)
            else compile_template([*loop.in_]),
            condition=condition(task.while_),
            tasks=self._list(f"{pointer}/do", task.do),
        )

    def _try(self, task: TryTask, pointer: str) -> TryBody:
        try:
            catch = catch_plan(task, self._workflow.use.retries)
        except KeyError as error:
            raise NotRunnableError(f"There is no policy {error} under use.retries.") from error
        handler = self._optional_list(f"{pointer}/catch/do", task.catch.do)
        return TryBody(self._list(f"{pointer}/try", task.try_), catch, handler)


def shaping(value: Json) -> Template | None:
    """A text here is jq also without `${ }`."""
    return None if value is None else compile_template(value, bare=isinstance(value, str))


def schema_of(given: DataSchema | None) -> Schema | None:
    if given is None:
        return None
    if given.resource is not None:
        raise NotRunnableError("A schema that lies elsewhere is read when it is published.")
    if not is_json(given.format):
        raise NotRunnableError("A schema that is no JSON Schema can't be checked yet.")
    return Schema(given.document, given.format)


def _body(  # noqa: PLR0911 - one for each kind of task
    workflow: Workflow, document: JsonObject, item: TaskItem
) -> tuple[str, Body]:
    task: Task = item.task
    match task:
        case SetTask():
            return "set", SetBody(compile_template(task.set, bare=isinstance(task.set, str)))
        case SwitchTask():
            return "switch", _switch(task)
        case WaitTask():
            return "wait", WaitBody(duration_plan(task.wait))
        case RaiseTask():
            return "raise", RaiseBody(compile_template(_error(workflow, task)))
        case HttpTask() | OpenApiTask():
            return _service_call(task, item, document)
        case OwnFunctionTask():
            return "call.own", own_call(workflow, task)
        case FunctionTask():
            return function_call(task)
        case RunTask(run=run) if run.container is None:
            return _run(run, item, document)
        case EmitTask():
            return "emit", EmitBody(compile_template(properties(task.emit.event.with_)))
        case _:
            raise NotRunnableError(f"The task {item.pointer} can't run yet.")


def _run(run: RunArguments, item: TaskItem, document: JsonObject) -> tuple[str, Body]:
    if run.workflow is not None:
        body = RunWorkflowBody(_process(run.workflow), run.await_, run.return_ == "none")
        return "run.workflow", body
    try:
        return script_plan(run, item.raw, document)
    except UnknownAuthenticationError as error:
        raise NotRunnableError(f"The task {item.pointer}: {error}") from error


def _service_call(
    task: HttpTask | OpenApiTask, item: TaskItem, document: JsonObject
) -> tuple[str, Body]:
    function = "http" if isinstance(task, HttpTask) else "openapi"
    try:
        return service_call(function, item, document)
    except UnknownAuthenticationError as error:
        raise NotRunnableError(f"The task {item.pointer}: {error}") from error


def _switch(task: SwitchTask) -> SwitchBody:
    return SwitchBody(
        tuple(
            SwitchCase(
                item.name,
                condition(item.case.when),
                item.case.then,
            )
            for item in task.switch
        )
    )


def _error(workflow: Workflow, task: RaiseTask) -> Json:
    error = task.raise_.error
    defined = workflow.use.errors.get(error) if isinstance(error, str) else error
    if defined is None:
        raise NotRunnableError(f"The error {error!r} is not defined under use.errors.")
    return defined.model_dump(exclude_none=True)


def _process(process: Subflow) -> Template:
    return compile_template(
        {
            "namespace": process.namespace,
            "name": process.name,
            "version": None if process.version == LATEST else process.version,
            "input": process.input,
        }
    )

"""Finds the texts of a definition that are expressions, or could be, and what each may read.

Never: an expression read; that is the lint's. And never a script's own text, in which `${` means
something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from definitions.event_plans import is_expected_expression
from definitions.expressions import is_expression
from definitions.models import (
    AsyncApiTask,
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
    SwitchTask,
    TaskItem,
    TryTask,
    WaitTask,
    Workflow,
)
from definitions.pointers import escape
from definitions.reference_lint import at
from definitions.values import Json, JsonObject

RUN_VARIABLES = ("context", "input", "runtime", "workflow")
TASK_VARIABLES = (*RUN_VARIABLES, "authorization", "output", "task")

_CODE = ("code", "command")
"""Texts of another language: only the whole of one can be an expression."""

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A text of the definition that is, or could be, an expression."""

    text: str
    pointer: str
    bare: bool
    """jq also without `${ }`."""
    variables: Names = TASK_VARIABLES
    call: bool = False
    """In the arguments of a call, where a secret may be read."""


def slots(workflow: Workflow, document: JsonObject) -> Iterator[Slot]:
    """What is an expression, or looks as if it were meant to be one."""
    return (slot for slot in texts(workflow, document) if slot.bare or "${" in slot.text)


def texts(workflow: Workflow, document: JsonObject) -> Iterator[Slot]:
    """Every text that stands where an expression may."""
    for name in ("input", "output"):
        yield from _shaping(document.get(name), f"/{name}", RUN_VARIABLES)
    yield from _deep(document.get("timeout"), "/timeout", RUN_VARIABLES)
    yield from _schedule(document.get("schedule"))
    yield from _used(document)
    yield from _list(workflow.use.functions, TASK_VARIABLES)
    for item in workflow.use.extensions:
        when = item.extension.when
        yield from _bare(when, f"{item.pointer}/when", TASK_VARIABLES)
        yield from _list(item.extension.before, TASK_VARIABLES)
        yield from _list(item.extension.after, TASK_VARIABLES)
    yield from _list(workflow.do, TASK_VARIABLES)


def _schedule(schedule: Json) -> Iterator[Slot]:
    """Its filters see the event and nothing else; there is no run yet."""
    for name in ("every", "cron", "after"):
        yield from _deep(at(schedule, name), f"/schedule/{name}", RUN_VARIABLES)
    on, pointer = at(schedule, "on"), "/schedule/on"
    until = at(on, "until")
    yield from _consumed(on, pointer, ())
    yield from _bare(until, f"{pointer}/until", ())
    yield from _consumed(until, f"{pointer}/until", ())


def _used(document: JsonObject) -> Iterator[Slot]:
    """What tasks refer to by name is evaluated where they do."""
    use = at(document, "use")
    for name in ("errors", "timeouts"):
        yield from _deep(at(use, name), f"/use/{name}", TASK_VARIABLES)
    yield from _deep(at(use, "authentications"), "/use/authentications", TASK_VARIABLES, call=True)
    retries = at(use, "retries")
    for name, policy in retries.items() if isinstance(retries, dict) else ():
        yield from _retry(policy, f"/use/retries/{escape(name)}", (*TASK_VARIABLES, "error"))


def _list(items: Sequence[TaskItem], variables: Names) -> Iterator[Slot]:
    for item in items:
        yield from _task(item, variables)
        yield from _own(item, variables)


def _task(item: TaskItem, variables: Names) -> Iterator[Slot]:
    """Of what every task has."""
    raw, pointer = item.raw, item.pointer
    yield from _bare(raw.get("if"), f"{pointer}/if", variables)
    # The input of a call goes to where its arguments go.
    called = isinstance(item.task, HttpTask | OpenApiTask | FunctionTask)
    called = called and not isinstance(item.task, OwnFunctionTask)
    yield from _shaping(raw.get("input"), f"{pointer}/input", variables, call=called)
    for name in ("output", "export"):
        yield from _shaping(raw.get(name), f"{pointer}/{name}", variables)
    yield from _deep(raw.get("timeout"), f"{pointer}/timeout", variables)


def _own(item: TaskItem, variables: Names) -> Iterator[Slot]:
    """Of its kind; this one of those that have tasks inside."""
    raw, pointer = item.raw, item.pointer
    match item.task:
        case DoTask(do=tasks):
            yield from _list(tasks, variables)
        case ForkTask(fork=fork):
            yield from _list(fork.branches, variables)
        case ForTask() as task:
            yield from _loop(task, pointer, variables)
        case TryTask() as task:
            yield from _try(task, raw, pointer, variables)
        case ListenTask() as task:
            yield from _listen(task, raw, pointer, variables)
        case AsyncApiTask() as task:
            yield from _subscribe(task, raw, pointer, variables)
        case _:
            yield from _single(item, variables)


def _single(item: TaskItem, variables: Names) -> Iterator[Slot]:
    raw, pointer = item.raw, item.pointer
    match item.task:
        case SwitchTask(switch=cases):
            for case in cases:
                yield from _bare(case.case.when, f"{case.pointer}/when", variables)
        case SetTask(set=str() as text):
            yield from _bare(text, f"{pointer}/set", variables)
        case RaiseTask(raise_=arguments) if isinstance(arguments.error, str):
            pass
        case SetTask() | WaitTask() | RaiseTask() | EmitTask():
            for name in ("set", "wait", "raise", "emit"):
                yield from _deep(raw.get(name), f"{pointer}/{name}", variables)
        case OwnFunctionTask():
            yield from _deep(raw.get("with"), f"{pointer}/with", variables)
        case RunTask():
            yield from _process(raw.get("run"), f"{pointer}/run", variables)
        case _:
            yield from _deep(raw.get("with"), f"{pointer}/with", variables, call=True)


def _process(run: Json, pointer: str, variables: Names) -> Iterator[Slot]:
    for kind, process in run.items() if isinstance(run, dict) else ():
        for name, value in process.items() if isinstance(process, dict) else ():
            if name not in _CODE or (isinstance(value, str) and is_expression(value)):
                below = f"{pointer}/{kind}/{name}"
                yield from _deep(value, below, variables, call=kind != "workflow")


def _loop(task: ForTask, pointer: str, variables: Names) -> Iterator[Slot]:
    if isinstance(task.for_.in_, str):
        yield from _bare(task.for_.in_, f"{pointer}/for/in", variables)
    else:
        yield from _deep([*task.for_.in_], f"{pointer}/for/in", variables)
    inside = (*variables, task.for_.each, task.for_.at)
    yield from _bare(task.while_, f"{pointer}/while", inside)
    yield from _list(task.do, inside)


def _try(task: TryTask, raw: JsonObject, pointer: str, variables: Names) -> Iterator[Slot]:
    yield from _list(task.try_, variables)
    inside, catch = (*variables, task.catch.as_), f"{pointer}/catch"
    yield from _bare(task.catch.when, f"{catch}/when", inside)
    yield from _bare(task.catch.except_when, f"{catch}/exceptWhen", inside)
    yield from _deep(at(raw, "catch", "errors"), f"{catch}/errors", variables)
    yield from _retry(at(raw, "catch", "retry"), f"{catch}/retry", inside)
    yield from _list(task.catch.do or (), inside)


def _retry(policy: Json, pointer: str, variables: Names) -> Iterator[Slot]:
    for name, value in policy.items() if isinstance(policy, dict) else ():
        bare = name in ("when", "exceptWhen")
        yield from (_bare if bare else _deep)(value, f"{pointer}/{escape(name)}", variables)


def _listen(task: ListenTask, raw: JsonObject, pointer: str, variables: Names) -> Iterator[Slot]:
    to = at(raw, "listen", "to")
    inside = _named_by(task.foreach, variables)
    until = at(to, "until")
    yield from _consumed(to, f"{pointer}/listen/to", variables)
    yield from _bare(until, f"{pointer}/listen/to/until", inside)
    yield from _consumed(until, f"{pointer}/listen/to/until", variables)
    yield from _foreach(task.foreach, raw.get("foreach"), f"{pointer}/foreach", inside)


def _consumed(strategy: Json, pointer: str, variables: Names) -> Iterator[Slot]:
    for name in ("all", "any", "one"):
        filters = at(strategy, name)
        below = f"{pointer}/{name}"
        if isinstance(filters, list):
            for number, each in enumerate(filters):
                yield from _filter(each, f"{below}/{number}", variables)
        else:
            yield from _filter(filters, below, variables)


def _filter(filtered: Json, pointer: str, variables: Names) -> Iterator[Slot]:
    yield from _deep(at(filtered, "with"), f"{pointer}/with", variables)
    correlate = at(filtered, "correlate")
    for name, each in correlate.items() if isinstance(correlate, dict) else ():
        below = f"{pointer}/correlate/{escape(name)}"
        yield from _bare(at(each, "from"), f"{below}/from", variables)
        expect = at(each, "expect")
        bare = isinstance(expect, str) and is_expected_expression(expect)
        yield from (_bare if bare else _deep)(expect, f"{below}/expect", variables)


def _subscribe(
    task: AsyncApiTask, raw: JsonObject, pointer: str, variables: Names
) -> Iterator[Slot]:
    arguments = raw.get("with")
    for name, value in arguments.items() if isinstance(arguments, dict) else ():
        if name != "subscription":
            yield from _deep(value, f"{pointer}/with/{name}", variables, call=True)
    if task.with_.subscription is None:
        return
    below, foreach = f"{pointer}/with/subscription", task.with_.subscription.foreach
    inside = _named_by(foreach, variables)
    subscription = at(arguments, "subscription")
    yield from _bare(at(subscription, "filter"), f"{below}/filter", inside)
    for name in ("while", "until"):
        yield from _bare(at(subscription, "consume", name), f"{below}/consume/{name}", inside)
    yield from _deep(at(subscription, "consume", "for"), f"{below}/consume/for", variables)
    yield from _foreach(foreach, at(subscription, "foreach"), f"{below}/foreach", inside)


def _named_by(foreach: EventIterator | None, variables: Names) -> Names:
    return variables if foreach is None else (*variables, foreach.item, foreach.at)


def _foreach(
    foreach: EventIterator | None, raw: Json, pointer: str, variables: Names
) -> Iterator[Slot]:
    if foreach is not None:
        yield from _list(foreach.do or (), variables)
        for name in ("output", "export"):
            yield from _shaping(at(raw, name), f"{pointer}/{name}", variables)


# ---- the texts of a value


def _bare(value: Json, pointer: str, variables: Names) -> Iterator[Slot]:
    if isinstance(value, str):
        yield Slot(value, pointer, bare=True, variables=variables)


def _shaping(value: Json, pointer: str, variables: Names, *, call: bool = False) -> Iterator[Slot]:
    """`from` and `as`: a text is jq, in a map only what is in `${ }`."""
    if not isinstance(value, dict):
        return
    for name in ("from", "as"):
        below = value.get(name)
        if isinstance(below, str):
            yield Slot(below, f"{pointer}/{name}", bare=True, variables=variables, call=call)
        else:
            yield from _deep(below, f"{pointer}/{name}", variables, call=call)


def _deep(
    value: Json, pointer: str, variables: Names = TASK_VARIABLES, *, call: bool = False
) -> Iterator[Slot]:
    if isinstance(value, str):
        yield Slot(value, pointer, bare=False, variables=variables, call=call)
    elif isinstance(value, dict | list):
        below = value.items() if isinstance(value, dict) else enumerate(value)
        for name, each in below:
            yield from _deep(each, f"{pointer}/{escape(name)}", variables, call=call)

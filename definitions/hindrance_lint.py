"""What the standard has and Baton can't run yet: said at publishing, never ignored in a run.

Never: a fault of the document; it is right, and may stay as a draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from definitions import schema_lint
from definitions.diagnostics import Finding, quoted
from definitions.durations import is_calendar
from definitions.models import (
    A2aTask,
    AsyncApiTask,
    EmitTask,
    ForkTask,
    ForTask,
    GrpcTask,
    ListenTask,
    McpTask,
    OpenApiTask,
    RunTask,
    Task,
    TaskItem,
    TryTask,
    WaitTask,
    Workflow,
)
from definitions.reference_lint import at
from definitions.values import JsonObject

_TASKS: Mapping[type[Task], str] = {
    ForTask: "for",
    ForkTask: "fork",
    TryTask: "try",
    EmitTask: "emit",
    ListenTask: "listen",
    RunTask: "run",
    OpenApiTask: "call: openapi",
    GrpcTask: "call: grpc",
    AsyncApiTask: "call: asyncapi",
    A2aTask: "call: a2a",
    McpTask: "call: mcp",
}
"""Kinds of tasks that can't run yet. One that can is taken out."""

_USES = ("authentications", "catalogs", "extensions", "retries", "timeouts")


def hindrances_of_workflow(workflow: Workflow, document: JsonObject) -> Iterator[Finding]:
    for name in ("timeout", "schedule"):
        if getattr(workflow, name) is not None:
            yield _attribute(name, f"/{name}")
    for name in _USES:
        if getattr(workflow.use, name):
            yield _attribute(f"use.{name}", f"/use/{name}")
    language = workflow.evaluate.language if workflow.evaluate else "jq"
    if language != "jq":
        said = f"Expressions can be written in jq only, not in {quoted(language)}."
        yield Finding("unsupported-attribute", said, "/evaluate/language", "Write them in jq.")
    yield from schema_lint.hindrances_of(document, "")


def hindrances_of_task(item: TaskItem) -> Iterator[Finding]:
    task = item.task
    kind = _TASKS.get(type(task))
    if kind is not None:
        said = f"The task {quoted(item.name)} is a `{kind}`, which Baton can't run yet."
        yield Finding("unsupported-task", said, item.pointer)
    if isinstance(task, WaitTask) and is_calendar(task.wait):
        said = f"How long {quoted(str(task.wait))} is depends on when: months and years differ."
        remedy = "Write days or weeks, such as P30D."
        yield Finding("unsupported-attribute", said, f"{item.pointer}/wait", remedy)
    if task.timeout is not None:
        yield _attribute("timeout", f"{item.pointer}/timeout")
    yield from schema_lint.hindrances_of(item.raw, item.pointer)
    if at(item.raw, "with", "endpoint", "authentication") is not None:
        yield _attribute("authentication", f"{item.pointer}/with/endpoint/authentication")


def _attribute(name: str, pointer: str) -> Finding:
    said = f"Baton can't carry out `{name}` yet, and would rather say so than ignore it."
    return Finding("unsupported-attribute", said, pointer)

"""What the standard has and Baton can't run yet: said at publishing, never ignored in a run.

Never: a fault of the document; it is right, and may stay as a draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from definitions import schedule_lint, schema_lint, script_lint
from definitions.diagnostics import Finding, quoted
from definitions.durations import is_calendar
from definitions.externals import ExternalError, address_of, externals_of
from definitions.models import (
    A2aTask,
    AsyncApiTask,
    GrpcTask,
    McpTask,
    RetryPolicy,
    RunTask,
    Task,
    TaskItem,
    Timeout,
    TryTask,
    WaitTask,
    Workflow,
)
from definitions.models.processes import RunArguments
from definitions.pointers import escape, join
from definitions.reference_lint import ENDPOINTS, at
from definitions.values import Json, JsonObject

_TASKS: Mapping[type[Task], str] = {
    GrpcTask: "call: grpc",
    AsyncApiTask: "call: asyncapi",
    A2aTask: "call: a2a",
    McpTask: "call: mcp",
}
"""Kinds of tasks that can't run yet. One that can is taken out."""

_OF_COMMANDS = ("stderr", "code", "all")
"""What only scripts and commands can return."""


def hindrances_of_workflow(workflow: Workflow, document: JsonObject) -> Iterator[Finding]:
    yield from schedule_lint.hindrances_of(workflow.schedule)
    for name, timeout in workflow.use.timeouts.items():
        yield from _calendar(timeout.after, f"/use/timeouts/{escape(name)}/after")
    for name, policy in workflow.use.retries.items():
        yield from _of_policy(policy, f"/use/retries/{escape(name)}")
    if isinstance(workflow.timeout, Timeout):
        yield from _calendar(workflow.timeout.after, "/timeout/after")
    language = workflow.evaluate.language if workflow.evaluate else "jq"
    if language != "jq":
        said = f"Expressions can be written in jq only, not in {quoted(language)}."
        yield Finding("unsupported-attribute", said, "/evaluate/language", "Write them in jq.")
    policies = at(document, "use", "authentications")
    for name, policy in policies.items() if isinstance(policies, dict) else ():
        yield from _grants(policy, f"/use/authentications/{escape(name)}")
    yield from schema_lint.hindrances_of(document, "")
    yield from _addresses(workflow, document)


def _addresses(workflow: Workflow, document: JsonObject) -> Iterator[Finding]:
    """What lies elsewhere is read when it is published; a run is not asked where."""
    for external in externals_of(workflow, document):
        try:
            address_of(external)
        except ExternalError as error:
            yield error.finding


def _grants(policy: Json, pointer: str) -> Iterator[Finding]:
    for scheme in ("oauth2", "oidc"):
        if at(policy, scheme, "grant") == "authorization_code":
            said = "The grant authorization_code needs a person at a browser; no run has one."
            remedy = "Write client_credentials, or another grant."
            place = f"{pointer}/{scheme}/grant"
            yield Finding("unsupported-attribute", said, place, remedy)


def hindrances_of_task(item: TaskItem) -> Iterator[Finding]:
    task = item.task
    kind = _TASKS.get(type(task))
    if kind is not None:
        said = f"The task {quoted(item.name)} is a `{kind}`, which Baton can't run yet."
        yield Finding("unsupported-task", said, item.pointer)
    if isinstance(task, RunTask):
        yield from _of_run(item, task.run)
    if isinstance(task, WaitTask):
        yield from _calendar(task.wait, f"{item.pointer}/wait")
    if isinstance(task.timeout, Timeout):
        yield from _calendar(task.timeout.after, f"{item.pointer}/timeout/after")
    if isinstance(task, TryTask) and isinstance(task.catch.retry, RetryPolicy):
        yield from _of_policy(task.catch.retry, f"{item.pointer}/catch/retry")
    for path in ENDPOINTS:
        place = (*path, "authentication")
        yield from _grants(at(item.raw, *place), item.pointer + join(place))
    yield from schema_lint.hindrances_of(item.raw, item.pointer)


def _of_run(item: TaskItem, run: RunArguments) -> Iterator[Finding]:
    process = run.script or run.shell
    if run.container is not None:
        said = f"The task {quoted(item.name)} is a `run: container`, which Baton can't run yet."
        yield Finding("unsupported-task", said, item.pointer)
    elif process is not None:
        yield from script_lint.hindrances_of(item, process)
    elif run.return_ in _OF_COMMANDS:
        said = f"A process has no {quoted(run.return_)} to return, only its output."
        remedy = "Leave `return` out, or write `none`."
        yield Finding("unsupported-attribute", said, f"{item.pointer}/run/return", remedy)


def _of_policy(policy: RetryPolicy, pointer: str) -> Iterator[Finding]:
    yield from _calendar(policy.delay, f"{pointer}/delay")
    if policy.limit is not None:
        yield from _calendar(policy.limit.duration, f"{pointer}/limit/duration")
        attempt = policy.limit.attempt.duration if policy.limit.attempt else None
        yield from _calendar(attempt, f"{pointer}/limit/attempt/duration")
    if policy.jitter is not None:
        yield from _calendar(policy.jitter.from_, f"{pointer}/jitter/from")
        yield from _calendar(policy.jitter.to, f"{pointer}/jitter/to")


def _calendar(duration: Json, pointer: str) -> Iterator[Finding]:
    if is_calendar(duration):
        said = f"How long {quoted(str(duration))} is depends on when: months and years differ."
        remedy = "Write days or weeks, such as P30D."
        yield Finding("unsupported-attribute", said, pointer, remedy)

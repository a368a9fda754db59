"""The CloudEvents of a run, in the order of its trace: the standard's lifecycle, and the emitted.

Never: an event that the trace does not say; what is clipped there is left out of the lifecycle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from definitions.contracts import TraceRow
from definitions.values import Json, JsonObject

EMITTED = "task.emitted"
PREFIX = "io.serverlessworkflow."
CLIPPED = "baton:clipped"

_NONE: Mapping[int, JsonObject] = {}
_WORKFLOW = ("started", "suspended", "resumed", "cancelled", "faulted", "completed")
_TASK = ("started", "retried", "cancelled", "faulted", "completed")
_RESTING = ("suspended", "resumed")
_ENDS = ("task.completed", "task.faulted", "task.cancelled")


@dataclass(frozen=True, slots=True)
class Subject:
    """The run that the events are about."""

    run: str
    namespace: str
    name: str
    version: str

    @property
    def qualified(self) -> str:
        """As the standard names an instance: workflow, id, namespace."""
        return f"{self.name}-{self.run}.{self.namespace}"


def cloud_events(
    subject: Subject, rows: Iterable[TraceRow], emitted: Mapping[int, JsonObject] = _NONE
) -> Iterator[JsonObject]:
    """`emitted` by line. What was published before under the same source and id isn't there."""
    begun: dict[str, str] = {}
    for row in rows:
        if row.sequence in emitted:
            yield emitted[row.sequence]
        elif row.task:
            yield from _task_events(subject, row)
        else:
            yield from _workflow_events(subject, row, begun)
        if row.kind == "task.started":
            begun[row.visit] = row.task
        elif row.kind in _ENDS:
            begun.pop(row.visit, None)


def _workflow_events(
    subject: Subject, row: TraceRow, begun: Mapping[str, str]
) -> Iterator[JsonObject]:
    """A run that rests, or goes on, does so in all its tasks."""
    what = row.kind.removeprefix("run.")
    if what in _WORKFLOW:
        yield _event(subject, row, "workflow", what, _of_workflow(subject, row, what))
    if what in _RESTING:
        for place, task in enumerate(begun.values()):
            data = _of_task(subject, task, row, what)
            yield _event(subject, row, "task", what, data, task, f"/{place}")


def _task_events(subject: Subject, row: TraceRow) -> Iterator[JsonObject]:
    what = row.kind.removeprefix("task.")
    if what == "started":
        data = _of_task(subject, row.task, row, "created")
        yield _event(subject, row, "task", "created", data, row.task)
    if what in _TASK:
        data = _of_task(subject, row.task, row, what) | _outcome(row, what)
        yield _event(subject, row, "task", what, data, row.task)
    correlation = _correlation(row)
    if correlation is not None:
        told: JsonObject = {"name": subject.qualified, f"{correlation}At": moment(row.at)}
        keys = row.body.get("keys")
        if keys and not _is_clipped(keys):
            told["correlationKeys"] = keys
        yield _event(subject, row, "workflow", f"correlation-{correlation}", told, row.task)


def _correlation(row: TraceRow) -> str | None:
    """`listen` begins to correlate events, and is done with it."""
    if row.kind == "task.correlated":
        return "completed"
    return "started" if row.kind == "task.waiting" and "types" in row.body else None


def _event(
    subject: Subject,
    row: TraceRow,
    about: str,
    what: str,
    data: JsonObject,
    task: str = "",
    nth: str = "",
) -> JsonObject:
    event: JsonObject = {
        "specversion": "1.0",
        "id": f"{subject.run}/{row.sequence}/{what}{nth}",
        "source": f"/api/v1/runs/{subject.run}",
        "type": f"{PREFIX}{about}.{what}.v1",
        "time": moment(row.at),
        "datacontenttype": "application/json",
        "data": data,
    }
    if task:
        event["subject"] = task
    return event


def _of_workflow(subject: Subject, row: TraceRow, what: str) -> JsonObject:
    data: JsonObject = {"name": subject.qualified, f"{what}At": moment(row.at)}
    if what == "started":
        data["definition"] = {
            "namespace": subject.namespace,
            "name": subject.name,
            "version": subject.version,
        }
    return data | _outcome(row, what)


def _of_task(subject: Subject, task: str, row: TraceRow, what: str) -> JsonObject:
    return {"workflow": subject.qualified, "task": task, f"{what}At": moment(row.at)}


def _outcome(row: TraceRow, what: str) -> JsonObject:
    name = {"faulted": "error", "completed": "output"}.get(what)
    if name is None or name not in row.body:
        return {}
    value = row.body[name]
    return {} if _is_clipped(value) else {name: value}


def _is_clipped(value: Json) -> bool:
    return isinstance(value, dict) and CLIPPED in value


def moment(milliseconds: int) -> str:
    """RFC 3339 with milliseconds, in UTC."""
    whole = datetime.fromtimestamp(milliseconds // 1000, UTC)
    return f"{whole:%Y-%m-%dT%H:%M:%S}.{milliseconds % 1000:03d}Z"

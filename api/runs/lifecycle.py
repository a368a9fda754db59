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
_TASK = ("started", "cancelled", "faulted", "completed")


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
    for row in rows:
        about, _, what = row.kind.partition(".")
        if row.sequence in emitted:
            yield emitted[row.sequence]
        elif about == "run" and what in _WORKFLOW:
            yield _event(subject, row, "workflow", what, _of_workflow(subject, row, what))
        elif about == "task" and what in _TASK:
            if what == "started":
                yield _event(subject, row, "task", "created", _of_task(subject, row, "created"))
            yield _event(subject, row, "task", what, _of_task(subject, row, what))


def _event(subject: Subject, row: TraceRow, about: str, what: str, data: JsonObject) -> JsonObject:
    event: JsonObject = {
        "specversion": "1.0",
        "id": f"{subject.run}/{row.sequence}/{what}",
        "source": f"/api/v1/runs/{subject.run}",
        "type": f"{PREFIX}{about}.{what}.v1",
        "time": moment(row.at),
        "datacontenttype": "application/json",
        "data": data,
    }
    if row.task:
        event["subject"] = row.task
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


def _of_task(subject: Subject, row: TraceRow, what: str) -> JsonObject:
    data: JsonObject = {
        "workflow": subject.qualified,
        "task": row.task,
        f"{what}At": moment(row.at),
    }
    return data | _outcome(row, what)


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

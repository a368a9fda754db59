"""A run in words: which task waits for what until when; of a fault where, with what, what to do.

Made from the trace alone, whose values are clipped and masked. Never: a guess; what the trace does
not tell is not said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.runs.lifecycle import moment
from definitions.contracts import TraceRow
from definitions.errors import Problem
from definitions.pointers import unescape
from definitions.values import Json, JsonObject

CLOSING = frozenset({"task.completed", "task.faulted", "task.cancelled", "task.skipped"})
RESTED, RETRIED, UNSETTLED = "task.waiting", "task.retried", "task.unsettled"
BROKEN = 500

REMEDIES = {
    "configuration": "Correct the definition, publish a new version, and start again.",
    "validation": "Compare the input with what the process asks for, correct it, and start again.",
    "expression": "Look at what the task got: a field may be missing or of another kind. Correct"
    " the expression or the value.",
    "authentication": "Check the secret that this task uses, and whether it has expired.",
    "authorization": "Check that the secret exists and that this process and this host may use it;"
    " or ask the owner of the other system for the right.",
    "timeout": "See whether the other side is slow today, then start again; or raise the time"
    " allowed in the definition.",
    "communication": "See whether the other system is up, then start again.",
    "refused": "Read what it said, correct the request or the input, and start again.",
    "outcome-unknown": "Look in the other system whether the call arrived. Start again only if it"
    " didn't.",
    "runtime": "Start again; if it stays, give the run's id to whoever runs this installation.",
    "raised": "The process itself ended so. Its words say why.",
}


@dataclass(slots=True)
class Visit:
    """One visit of one task, as far as the trace tells of it."""

    task: str
    path: str
    number: str
    since: int
    kind: str = ""
    input: Json = None
    last: TraceRow | None = None
    retries: int = 0

    @property
    def name(self) -> str:
        return unescape(self.task.rpartition("/")[2])


class Course:
    """What a trace tells, row by row: the visits that are open, and the one that faulted first."""

    def __init__(self, rows: Iterable[TraceRow]) -> None:
        self.open: dict[str, Visit] = {}
        self.suspended: TraceRow | None = None
        self.cancelled: TraceRow | None = None
        self._faults: list[tuple[Visit, int]] = []
        for row in rows:
            self._take(row)

    def _take(self, row: TraceRow) -> None:
        if row.kind in ("run.suspended", "run.resumed"):
            self.suspended = row if row.kind == "run.suspended" else None
        if row.kind == "run.cancelled":
            self.cancelled = row
        if not row.task:
            return
        visit = self.open.get(row.visit)
        if visit is None:
            path, _, number = row.visit.rpartition(":")
            visit = Visit(row.task, path, number, row.at)
            self.open[row.visit] = visit
        if row.kind == "task.started":
            visit.kind, visit.input = str(row.body.get("type") or ""), row.body.get("input")
        visit.last = row
        visit.retries += row.kind == RETRIED
        if row.kind == "task.faulted":
            self._faults.append((visit, self._retries_around(visit)))
        if row.kind in CLOSING:
            del self.open[row.visit]

    def leaves(self) -> list[Visit]:
        """Those in which no other open one stands."""
        around = {path for one in self.open.values() for path in _outer_paths(one.path)}
        return [one for one in self.open.values() if one.path not in around]

    def fault(self, at: str | None) -> tuple[Visit, int] | None:
        """Where the fault that ended the run came from, and which attempt that was."""
        found = [fault for fault in self._faults if fault[0].task == at]
        return found[-1] if found else None

    def _retries_around(self, visit: Visit) -> int:
        around = [one.retries for one in self.open.values() if _stands_in(visit, one)]
        return max([visit.retries, *around]) + 1


def explain(
    status: str, created_at: Json, error: Problem | None, rows: Sequence[TraceRow]
) -> list[JsonObject]:
    """Sentences, each with a code and what it is made of, for whoever has other words for it."""
    course = Course(rows)
    if error is not None:
        return [_fault(course, error)]
    if status == "pending":
        said = f"It was accepted at {created_at} and begins as soon as a worker is free."
        return [_says("pending", said, since=created_at)]
    if status == "completed":
        return [_says(status, "It has completed.")]
    if status == "cancelled":
        return [_cancelled(course.cancelled)]
    said = [_doing(visit) for visit in course.leaves()]
    if course.suspended is not None:
        return [_suspended(course.suspended), *said]
    return said or [_says("works", "It is at work; the trace has not told yet of what.")]


def stuck(since: Json) -> JsonObject:
    """Of an open run that can't say anything itself."""
    said = f"It is stuck since {since}: the worker that goes on with it fails each time."
    remedy = (
        "The worker's log names the error, with the run's id. A newer release that corrects it"
        " lets the run go on by itself; to cancel the run ends it."
    )
    return _says("stuck", said, since=since, remedy=remedy)


def remedy(error: Problem) -> str:
    last = error.type.rstrip("/").rpartition("/")[2]
    if last == "communication" and error.status < BROKEN:
        last = "refused"  # the other side has understood and said no
    return REMEDIES.get(last, REMEDIES["raised"])


def _doing(visit: Visit) -> JsonObject:
    body = visit.last.body if visit.last is not None else {}
    kind = visit.last.kind if visit.last is not None else ""
    if kind == RETRIED:
        return _retrying(visit, body)
    if kind == UNSETTLED:
        return _unsettled(visit, body.get("error"))
    if kind == RESTED and (said := _resting(visit, body)) is not None:
        return said
    since = moment(visit.since)
    if visit.kind.startswith("call"):
        return _of("calls", visit, f"'{visit.name}' waits for an answer since {since}.")
    return _of("works", visit, f"'{visit.name}' is at work since {since}.")


def _retrying(visit: Visit, body: JsonObject) -> JsonObject:
    until, error = body.get("until"), body.get("error")
    why = error.get("detail") or error.get("title") if isinstance(error, dict) else None
    said = f"'{visit.name}' tries again at {until}, for the {_nth(visit.retries)} time: {why}"
    return _of("retries", visit, said, until=until, attempt=visit.retries + 1, error=error)


def _resting(visit: Visit, body: JsonObject) -> JsonObject | None:
    until, run, types, asked = (body.get(name) for name in ("until", "run", "types", "asked"))
    if isinstance(asked, list):
        who, since = " and ".join(str(one) for one in asked), moment(visit.since)
        said = f"'{visit.name}' waits for an answer of {who or 'people'} since {since}."
        return _of("asks", visit, said, approval=body.get("approval"), asked=asked)
    if until is not None:
        return _of("waits-until", visit, f"'{visit.name}' waits until {until}.", until=until)
    if run is not None:
        return _of("waits-for-run", visit, f"'{visit.name}' waits for the run {run}.", run=run)
    if isinstance(types, list):
        which = " or ".join(str(one) for one in types) or "any type"
        said = f"'{visit.name}' waits for an event of {which}."
        return _of("listens", visit, said, types=types)
    return None


def _fault(course: Course, error: Problem) -> JsonObject:
    found = course.fault(error.instance)
    why = error.detail or error.title or error.type
    if found is None:
        return _says("faulted", f"It faulted: {why}", error=error.to_json(), remedy=remedy(error))
    visit, attempt = found
    which = f" in its {_nth(attempt)} attempt" if attempt > 1 else ""
    return _of(
        "faulted",
        visit,
        f"'{visit.name}' faulted{which}: {why}",
        attempt=attempt,
        input=visit.input,
        error=error.to_json(),
        remedy=remedy(error),
    )


def _unsettled(visit: Visit, error: Json) -> JsonObject:
    said = (
        f"'{visit.name}' has made a call, and nobody knows whether it happened: its worker stopped"
        " inside."
    )
    remedy = (
        "Look in the other system, then say here whether it happened, is to be made again, or"
        " has failed."
    )
    place: JsonObject = {"visit": f"{visit.path}:{visit.number}"}
    return _of("unsettled", visit, said, error=error, remedy=remedy) | place


def _suspended(row: TraceRow) -> JsonObject:
    reason, since = row.body.get("reason"), moment(row.at)
    why = f", because: {reason}" if reason else ""
    said = f"It is suspended since {since}{why}. Resume it to let it go on."
    return _says("suspended", said, since=since, reason=reason)


def _cancelled(row: TraceRow | None) -> JsonObject:
    reason = row.body.get("reason") if row is not None else None
    if not reason:
        return _says("cancelled", "It has been cancelled.")
    return _says("cancelled", f"It has been cancelled, because: {reason}", reason=reason)


def _of(code: str, visit: Visit, sentence: str, **values: Json) -> JsonObject:
    return _says(code, sentence, task=visit.task, since=moment(visit.since), **values)


def _says(code: str, sentence: str, **values: Json) -> JsonObject:
    return {"code": code, "sentence": sentence, **values}


def _outer_paths(path: str) -> Iterator[str]:
    return (path[:at] for at, sign in enumerate(path) if sign == "/")


def _stands_in(inner: Visit, outer: Visit) -> bool:
    return inner is not outer and inner.path.startswith(f"{outer.path}/")


def _nth(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"

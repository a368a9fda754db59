"""Masks the values of a run: what they are stays to be seen, what they say does not.

A text becomes `<text of 12>`, a number `<number>`; lists and objects keep their shape and their
names. What tells the way of a run stays: kinds, numbers, pointers, moments, types of errors. Never:
a value let through because its place is new; what stays is named here.
"""

from __future__ import annotations

from msgspec.structs import replace

from definitions.contracts import Outcome, TraceRow
from definitions.errors import Problem
from definitions.run_file import Fact, Head, Intent, Told
from definitions.values import Json, JsonObject

MOST_ITEMS = 100
"""Of a list so many are masked one by one; the last line says how many more there were."""

_OF_FACT = ("effect", "steps", "definite", "run")
_OF_MESSAGE = ("id", "sequence", "kind")
_OF_EVENT = ("specversion", "id", "source", "type", "time", "datacontenttype", "dataschema")
_OF_TRACE = ("type", "until", "attempt", "run", "outcome")


def masked(value: Json) -> Json:
    match value:
        case None:
            return None
        case bool():
            return "<boolean>"
        case int() | float():
            return "<number>"
        case str():
            return f"<text of {len(value)}>"
        case list():
            more: list[Json] = []
            if len(value) > MOST_ITEMS:
                more.append(f"<{len(value) - MOST_ITEMS} more>")
            return [masked(item) for item in value[:MOST_ITEMS]] + more
        case dict():
            return {name: masked(item) for name, item in value.items()}


def head(run: Head) -> Head:
    error = None if run.error is None else problem(run.error)
    return replace(run, input=masked(run.input), output=masked(run.output), error=error)


def fact(row: Fact) -> Fact:
    body = _kept(row.body, _OF_FACT)
    message = row.body.get("message")
    if isinstance(message, dict):
        body["message"] = _kept(message, _OF_MESSAGE)
    return replace(row, body=_with_error(body, row.body, "problem"))


def trace(row: TraceRow) -> TraceRow:
    return replace(row, body=_with_error(_kept(row.body, _OF_TRACE), row.body, "error"))


def event(published: JsonObject) -> JsonObject:
    """A CloudEvent: what it is stays, its data don't."""
    return _kept(published, _OF_EVENT)


def intent(row: Intent) -> Intent:
    ended = row.outcome
    if ended is None:
        return row
    fault = None if ended.problem is None else problem(ended.problem)
    return replace(row, outcome=Outcome(masked(ended.output), fault, ended.definite))


def told(row: Told) -> Told:
    answer = None if row.answer is None else _kept(row.answer, ("accepted",))
    return replace(row, data=masked(row.data), answer=answer)


def _kept(body: JsonObject, names: tuple[str, ...]) -> JsonObject:
    return {name: item if name in names else masked(item) for name, item in body.items()}


def _with_error(body: JsonObject, plain: JsonObject, name: str) -> JsonObject:
    error = plain.get(name)
    if isinstance(error, dict):
        body[name] = _kept(error, ("type", "status", "instance"))
    return body


def problem(fault: Problem) -> Problem:
    title, detail = masked(fault.title), masked(fault.detail)
    return replace(
        fault,
        title=title if isinstance(title, str) else None,
        detail=detail if isinstance(detail, str) else None,
    )

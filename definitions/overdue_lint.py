"""How long a run of a process may stand still before somebody is told, as its metadata say it.

`document.metadata.baton.overdueAfter`; the standard leaves metadata to whoever reads them. Never: a
document refused as a draft for what stands there.
"""

from __future__ import annotations

from collections.abc import Iterator

from definitions.diagnostics import Finding
from definitions.durations import DurationError, is_calendar, parse_duration
from definitions.reference_lint import at
from definitions.values import Json, JsonObject

PLACE = ("document", "metadata", "baton", "overdueAfter")
SHORTEST = 60_000
"""The relay looks once a minute."""

_POINTER = "/" + "/".join(PLACE)
_REMEDY = "Write a time of a minute or more, such as P3D."


def overdue_after(document: JsonObject) -> int | None:
    """Milliseconds; None where nothing, or nothing right, is said."""
    value = at(document, *PLACE)
    return None if value is None or _fault(value) is not None else parse_duration(value)


def faults_of(document: JsonObject) -> Iterator[Finding]:
    value = at(document, *PLACE)
    fault = None if value is None else _fault(value)
    if fault is not None:
        yield Finding("wrong-value", fault, _POINTER, _REMEDY)


def _fault(value: Json) -> str | None:
    if is_calendar(value):
        return "How long months and years are depends on when."
    try:
        short = parse_duration(value) < SHORTEST
    except DurationError as error:
        return str(error)
    return (
        "A run is looked at once a minute, so `overdueAfter` can't be shorter." if short else None
    )

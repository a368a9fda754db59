"""Schedules that can't be read, or that never start a run.

Never: a look at the calendar; a schedule is right or wrong whatever day it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from definitions.cron import CronError, parse
from definitions.diagnostics import Finding, quoted
from definitions.durations import DurationError, parse_duration
from definitions.expressions import is_expression
from definitions.model_faults import nearest
from definitions.values import Json, JsonObject

KINDS = ("every", "cron", "after", "on")
_MANY = ("all", "any")


def faults_of(schedule: JsonObject | None) -> Iterator[Finding]:
    if schedule is None:
        return
    for name in schedule:
        if name not in KINDS:
            near = nearest(name, KINDS)
            remedy = f"Did you mean `{near}`?" if near else f"Write one of: {', '.join(KINDS)}."
            said = f"A schedule has no attribute {quoted(name)}."
            yield Finding("unknown-attribute", said, f"/schedule/{name}", remedy)
    if not any(name in schedule for name in KINDS):
        yield _never("The schedule says neither when nor on what.", "/schedule", "Add `every`.")
    for name in ("every", "after"):
        if name in schedule:
            yield from _duration(name, schedule[name])
    if "cron" in schedule:
        yield from _cron(schedule["cron"])
    if "on" in schedule:
        yield from _events(schedule["on"])


def _never(said: str, pointer: str, remedy: str) -> Finding:
    return Finding("schedule-never", said, pointer, remedy, "warning")


def _duration(name: str, value: Json) -> Iterator[Finding]:
    pointer = f"/schedule/{name}"
    if isinstance(value, str) and is_expression(value):
        return
    try:
        milliseconds = parse_duration(value)
    except DurationError as error:
        yield Finding(
            "wrong-value", f"`{name}` of the schedule is no duration.", pointer, str(error)
        )
        return
    if name == "every" and milliseconds == 0:
        remedy = "Write a time such as { hours: 1 }."
        yield _never("Every no time at all is never.", pointer, remedy)


def _cron(value: Json) -> Iterator[Finding]:
    pointer = "/schedule/cron"
    if not isinstance(value, str):
        said = "`cron` of the schedule must be a text."
        yield Finding("wrong-type", said, pointer, "Write it in quotes, such as '0 9 * * 1-5'.")
        return
    try:
        cron = parse(value)
    except CronError as error:
        said = f"{quoted(value)} is no cron expression. {error}"
        yield Finding("wrong-value", said, pointer, "Write one such as '0 9 * * 1-5'.")
        return
    if not cron.ever_fires:
        said = f"No month of {quoted(value)} has such a day."
        yield _never(said, pointer, "Choose another day of the month.")


def _events(on: Json) -> Iterator[Finding]:
    for name in _MANY:
        filters = on.get(name) if isinstance(on, dict) else None
        if filters == [] and name == "all":
            said = "The schedule waits for all of no events."
            yield _never(said, f"/schedule/on/{name}", "Name the events that it waits for.")

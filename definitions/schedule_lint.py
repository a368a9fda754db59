"""Schedules that can't be read, or that never start a run.

Never: a look at the calendar; a schedule is right or wrong whatever day it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from definitions.cron import CronError, parse
from definitions.diagnostics import Finding, quoted
from definitions.durations import is_calendar, parse_duration
from definitions.expressions import is_expression
from definitions.models import Schedule
from definitions.schedules import SHORTEST
from definitions.values import Json

_SHORTEST = SHORTEST // timedelta(milliseconds=1)


def faults_of(schedule: Schedule | None) -> Iterator[Finding]:
    if schedule is None:
        return
    if not schedule.model_fields_set:
        yield _never("The schedule says neither when nor on what.", "/schedule", "Add `every`.")
    if schedule.every is not None and _is_nothing(schedule.every):
        remedy = "Write a time such as { hours: 1 }."
        yield _never("Every no time at all is never.", "/schedule/every", remedy)
    if schedule.cron is not None:
        yield from _cron(schedule.cron)
    if schedule.on is not None and schedule.on.all == ():
        said = "The schedule waits for all of no events."
        yield _never(said, "/schedule/on/all", "Name the events that it waits for.")


def hindrances_of(schedule: Schedule | None) -> Iterator[Finding]:
    """What is right and can't start runs yet."""
    if schedule is None:
        return
    for name, value in (("every", schedule.every), ("after", schedule.after)):
        pointer = f"/schedule/{name}"
        if isinstance(value, str) and is_expression(value):
            said = f"`{name}` of the schedule is an expression, and no run is there to evaluate it."
            yield _hindrance(said, pointer, "Write a time such as { hours: 1 }.")
        elif is_calendar(value):
            said = f"How long {quoted(str(value))} is depends on when: months and years differ."
            yield _hindrance(said, pointer, "Write days or weeks, or `cron` for days of a month.")
        elif name == "every" and value is not None and parse_duration(value) < _SHORTEST:
            said = "A schedule can start runs once a second at most."
            yield _hindrance(said, pointer, "Write { seconds: 1 } or more.")


def _hindrance(said: str, pointer: str, remedy: str) -> Finding:
    return Finding("unsupported-attribute", said, pointer, remedy)


def _never(said: str, pointer: str, remedy: str) -> Finding:
    return Finding("schedule-never", said, pointer, remedy, "warning")


def _is_nothing(duration: Json) -> bool:
    unknown = isinstance(duration, str) and (is_expression(duration) or is_calendar(duration))
    return not unknown and parse_duration(duration) == 0


def _cron(value: str) -> Iterator[Finding]:
    pointer = "/schedule/cron"
    try:
        cron = parse(value)
    except CronError as error:
        said = f"{quoted(value)} is no cron expression. {error}"
        yield Finding("wrong-value", said, pointer, "Write one such as '0 9 * * 1-5'.")
        return
    if not cron.ever_fires:
        said = f"No month of {quoted(value)} has such a day."
        yield _never(said, pointer, "Choose another day of the month.")

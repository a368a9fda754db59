"""When a schedule that somebody is writing would start runs.

Never: a schedule kept, or one in another zone; the zone says only how moments are written.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from api.errors import ApiError
from definitions import model_faults
from definitions.diagnostics import Diagnostic, diagnostic
from definitions.models import Schedule
from definitions.pointers import join
from definitions.schedule_lint import faults_of, hindrances_of
from definitions.schedules import After, next_time, said, timer
from definitions.values import Json, JsonObject

MOST = 5


def preview(schedule: JsonObject, time_zone: str | None, now: datetime) -> JsonObject:
    zone = _zone(time_zone)
    found = _faults(schedule)
    errors: list[Json] = [one.to_json() for one in found if one.severity == "error"]
    if errors:
        raise ApiError(
            422,
            "schedule",
            "This is no schedule that can start runs.",
            "Correct what `errors` names; each has its own remedy.",
            more={"errors": errors},
        )
    moments = sorted(
        {at for kind, value in said(schedule).items() for at in _times(kind, value, now)}
    )
    following: list[Json] = [at.astimezone(zone).isoformat() for at in moments[:MOST]]
    kinds: list[Json] = [*said(schedule)]
    warnings: list[Json] = [one.to_json() for one in found]
    return {"next": following, "kinds": kinds, "warnings": warnings}


def _times(kind: str, value: Json, now: datetime) -> list[datetime]:
    """Of `after`, which waits for a run to end, and of events nobody knows."""
    if kind not in ("every", "cron"):
        return []
    waits = timer(kind, value)
    if isinstance(waits, After):
        return []
    times: list[datetime] = []
    at: datetime | None = now
    while at is not None and len(times) < MOST:
        at = next_time(waits, now, at)
        times += [] if at is None else [at]
    return times


def _faults(schedule: JsonObject) -> list[Diagnostic]:
    try:
        read = Schedule.model_validate(schedule)
    except ValidationError as error:
        return [
            diagnostic(fault.code, fault.message, join(fault.path), (1, 1), remedy=fault.remedy)
            for fault in (
                model_faults.explain(Schedule, detail, schedule, "The schedule")
                for detail in error.errors(include_url=False, include_context=True)
            )
        ]
    return [
        diagnostic(
            each.code,
            each.message,
            each.pointer.removeprefix("/schedule"),
            (1, 1),
            remedy=each.remedy,
            severity=each.severity,
        )
        for each in (*faults_of(read), *hindrances_of(read))
    ]


def _zone(name: str | None) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ApiError(
            422,
            "invalid",
            "There is no such time zone.",
            "Write one such as Europe/Berlin.",
            more={"errors": []},
        ) from error


def now() -> datetime:
    return datetime.now(UTC)

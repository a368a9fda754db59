"""Schedules as the API shows them.

Never: a schedule of ours; it is what the definition says, and when that comes next.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, JsonValue

from api.shapes import Fault, Shape


class ScheduleShown(BaseModel):
    """One kind of schedule of the newest published version of a process."""

    workflow: str = Field(description="namespace/name")
    version: str
    kind: Literal["every", "cron", "after", "on"]
    value: JsonValue = Field(description="As the definition has it.")
    nextAt: str | None = Field(  # noqa: N815 (names of the wire)
        description="Null while it is paused, while `after` waits for a run to end, when no such"
        " time comes any more, and of `on`, which waits for events."
    )
    lastAt: str | None = Field(description="The last time that started a run.")  # noqa: N815
    lastRun: str | None = Field(description="Id of that run.")  # noqa: N815
    pausedAt: str | None  # noqa: N815
    pausedBy: str | None = Field(description="Id of the person who has paused it.")  # noqa: N815
    failedAt: str | None = Field(  # noqa: N815
        description="Since when it can start no run; null again when it has started one."
    )
    failedWhy: str | None = Field(  # noqa: N815
        description="A limit such as `runs_a_day`, or the kind of error."
    )


class SchedulePage(BaseModel):
    """One page of schedules, by process and kind."""

    items: list[ScheduleShown]
    next: str | None


class ScheduleList(BaseModel):
    """All schedules of one process."""

    items: list[ScheduleShown]


class PreviewWanted(Shape):
    """A schedule that somebody is writing."""

    schedule: dict[str, JsonValue] = Field(description="As the document has it.")
    timeZone: Annotated[str, Field(max_length=100)] | None = Field(  # noqa: N815
        default=None, description="In which moments are written; schedules themselves are in UTC."
    )


class SchedulePreview(BaseModel):
    """When it would start runs if it were published now."""

    next: list[str] = Field(
        description="At most five moments. None where `after` waits for a run to end, or `on` for"
        " events."
    )
    kinds: list[Literal["every", "cron", "after", "on"]]
    warnings: list[Fault] = Field(description="Such as of a day that no month has.")

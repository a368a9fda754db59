"""Runs as the API takes and shows them.

Never: a status of ours; the standard has seven.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, JsonValue

from api.shapes import Shape

Status = Literal["pending", "running", "waiting", "suspended", "completed", "faulted", "cancelled"]


class RunWanted(Shape):
    """What is to be started."""

    workflow: Annotated[
        str,
        Field(
            pattern=r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?/[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
            max_length=127,
            description="namespace/name",
        ),
    ]
    version: Annotated[
        str | None, Field(max_length=128, description="The highest published one by default.")
    ] = None
    input: JsonValue = None


class CommandWanted(Shape):
    """Why a run is cancelled, suspended or resumed."""

    reason: Annotated[str | None, Field(max_length=2000)] = None


class RunError(BaseModel):
    """The standard's error object."""

    type: str
    status: int
    instance: str | None = None
    title: str | None = None
    detail: str | None = None


class RunListed(BaseModel):
    """A run without its values."""

    id: str
    workflow: str
    version: str
    status: Status
    execution: int
    startedBy: str  # noqa: N815 (names of the wire)
    createdAt: str  # noqa: N815
    startedAt: str | None  # noqa: N815
    endedAt: str | None  # noqa: N815


class RunShown(RunListed):
    """A run with its values."""

    input: JsonValue
    output: JsonValue
    error: RunError | None


class RunPage(BaseModel):
    """One page of runs, the newest first."""

    items: list[RunListed]
    next: str | None


class TraceLine(BaseModel):
    """One line of what happened, its values clipped."""

    sequence: int
    kind: str
    task: str = Field(description='JSON pointer of the task, "" for the run itself.')
    visit: str
    at: str
    body: dict[str, JsonValue]


class TracePage(BaseModel):
    """What happened after a sequence number."""

    items: list[TraceLine]
    status: Status
    after: int = Field(description="To ask with for what comes next.")


class CloudEvent(BaseModel):
    """CloudEvents 1.0, structured."""

    specversion: str
    id: str
    source: str
    type: str
    subject: str | None = None
    time: str
    datacontenttype: str
    data: dict[str, JsonValue]


class EventPage(BaseModel):
    """All events that the run has published, in order."""

    items: list[CloudEvent]


class CommandAnswer(BaseModel):
    """What the run said, or that it has not said anything yet."""

    id: str = Field(description="Id of the message.")
    answer: str

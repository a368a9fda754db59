"""Runs as the API takes and shows them.

Never: a status of ours; the standard has seven.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.shapes import Cursor, Fault, Moment, PageSize, Shape
from store.run_list import RunFilter

Status = Literal["pending", "running", "waiting", "suspended", "completed", "faulted", "cancelled"]


Qualified: TypeAlias = Annotated[
    str,
    Field(
        pattern=r"^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?/[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$",
        max_length=127,
        description="namespace/name",
    ),
]


class RunWanted(Shape):
    """What is to be started."""

    workflow: Qualified
    version: Annotated[
        str | None, Field(max_length=128, description="The highest published one by default.")
    ] = None
    input: JsonValue = None


class RunsWanted(BaseModel):
    """Which runs are to be listed; what is not given is any."""

    status: Annotated[list[Status], Field(max_length=7, description="One of these.")] = []
    workflow: Qualified | None = None
    namespace: Annotated[str | None, Field(max_length=63)] = None
    name: Annotated[str | None, Field(max_length=63)] = None
    startedBy: Annotated[  # noqa: N815
        str | None, Field(max_length=100, description="Id of a person, or `me`.")
    ] = None
    parent: Annotated[
        UUID | None, Field(description="Those that the run of this id has started.")
    ] = None
    since: Annotated[Moment | None, Field(description="Made then or later.")] = None
    until: Annotated[Moment | None, Field(description="Made before.")] = None
    endedSince: Annotated[  # noqa: N815
        Moment | None, Field(description="Ended then or later, whenever they were made.")
    ] = None
    search: Annotated[
        str | None,
        Field(max_length=100, description="How the id begins, or a part of namespace/name."),
    ] = None
    cursor: Cursor = None
    limit: PageSize = 50

    def filter(self, me: str) -> RunFilter:
        namespace, name = self.namespace, self.name
        if self.workflow is not None:
            namespace, _, name = self.workflow.partition("/")
        starter = me if self.startedBy == "me" else self.startedBy
        return RunFilter(
            statuses=tuple(sorted(set(self.status))),
            namespace=namespace,
            name=name,
            starters=frozenset({starter}) if starter else None,
            parent=None if self.parent is None else str(self.parent),
            since=self.since,
            until=self.until,
            ended_since=self.endedSince,
            search=self.search or None,
        )


class CommandWanted(Shape):
    """Why a run is cancelled, suspended or resumed."""

    reason: Annotated[str | None, Field(max_length=2000)] = None


class SettlementWanted(CommandWanted):
    """What became of a call that may or may not have happened."""

    outcome: Annotated[
        Literal["happened", "again", "failed"],
        Field(description="It happened; it is to be made again; the task is to fault."),
    ]
    output: Annotated[JsonValue, Field(description="What the call has given, if it happened.")] = (
        None
    )
    visit: Annotated[
        str | None,
        Field(
            max_length=10_000, description="Which task, as its trace says; the only one if null."
        ),
    ] = None


class RunError(BaseModel):
    """The standard's error object."""

    type: str
    status: int
    instance: str | None = None
    title: str | None = None
    detail: str | None = None


class ParentRun(BaseModel):
    """The run that has started another one."""

    id: str
    task: str = Field(description="JSON pointer of the task in its definition.")


class RunListed(BaseModel):
    """A run without its values."""

    id: str
    workflow: str
    version: str
    status: Status
    execution: int
    title: str | None = Field(description="Of the version that runs.")
    startedBy: str  # noqa: N815 (names of the wire)
    startedByName: str | None = Field(description="Null when it was no person.")  # noqa: N815
    cause: str | None = Field(
        description="What has started it, if that happens once only: a schedule and its time"
        " (schedule/NAMESPACE/NAME/KIND/TIME) or the event that it waited for"
        " (schedule/NAMESPACE/NAME/on/ID), or a task of a run (run/ID:TASK:VISIT)."
    )
    package: str | None = Field(
        description="The package that brings the code, of a process written in Python."
    )
    parent: ParentRun | None = Field(description="Null unless a run has started it.")
    againOf: str | None = Field(  # noqa: N815
        description="The run that this one does again."
    )
    createdAt: str  # noqa: N815
    startedAt: str | None  # noqa: N815
    endedAt: str | None  # noqa: N815


class RunShown(RunListed):
    """A run with its values."""

    input: JsonValue
    output: JsonValue
    error: RunError | None
    valuesHidden: bool = Field(  # noqa: N815
        description="You may see how the run stands, and of its values only what kind they are."
    )
    stuckSince: str | None = Field(  # noqa: N815
        description="Of an open run with which no worker can go on, whatever it tries."
    )


class RunStarted(RunShown):
    """A run that has just been started."""

    warnings: list[Fault] = Field(
        description="What to know about its version, such as that it is deprecated."
    )


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


class Fact(BaseModel):
    """One fact: what the run was told, unclipped."""

    sequence: int
    execution: int
    kind: str
    at: str
    body: dict[str, JsonValue]


class FactPage(BaseModel):
    """Facts after a sequence number."""

    items: list[Fact]
    after: int = Field(description="To ask with for what comes next.")


class CloudEvent(BaseModel):
    """CloudEvents 1.0, structured. What a task has emitted may have more attributes."""

    model_config = ConfigDict(extra="allow")

    specversion: str
    id: str
    source: str
    type: str
    subject: str | None = None
    time: str
    datacontenttype: str | None = None
    data: JsonValue = None


class EventPage(BaseModel):
    """All events that the run has published, in order."""

    items: list[CloudEvent]


class Sentence(BaseModel):
    """One thing that the run does, waits for or has come to."""

    code: Literal[
        "pending",
        "works",
        "calls",
        "waits-until",
        "waits-for-run",
        "asks",
        "listens",
        "retries",
        "unsettled",
        "suspended",
        "stuck",
        "completed",
        "cancelled",
        "faulted",
    ]
    sentence: str
    task: str | None = Field(None, description="JSON pointer of the task that it is about.")
    visit: str | None = Field(None, description="Which visit of the task, to settle it.")
    since: str | None = None
    until: str | None = None
    run: str | None = Field(None, description="The run that it waits for.")
    types: list[JsonValue] = Field([], description="Of the events that it waits for.")
    approval: str | None = Field(None, description="What people are asked.")
    asked: list[JsonValue] = Field([], description="The names of those who are asked.")
    reason: str | None = Field(None, description="Why it was suspended or cancelled.")
    attempt: int | None = None
    input: JsonValue = Field(None, description="What the faulted task got, clipped.")
    error: RunError | None = None
    remedy: str | None = None


class Explanation(BaseModel):
    """What a run is doing, in words."""

    status: Status
    items: list[Sentence]


class CommandAnswer(BaseModel):
    """What the run said, or that it has not said anything yet."""

    id: str = Field(description="Id of the message.")
    answer: str

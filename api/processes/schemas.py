"""Processes as the API shows them.

Never: a run that the asking person may not see, nor a trace of one in a figure.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from api.definitions.schemas import DefinitionShown, State
from api.runs.schemas import Status
from api.schedules.schemas import ScheduleShown


class LastRun(BaseModel):
    """The newest run of a process."""

    id: str
    status: Status
    createdAt: str  # noqa: N815 (names of the wire)


class ProcessListed(BaseModel):
    """All versions of one namespace/name in a line."""

    namespace: str
    name: str
    title: str | None
    summary: str | None
    version: str | None = Field(
        description="What is started where nobody names a version: the highest published one, or"
        " the highest deprecated one where none is published."
    )
    draft: str | None = Field(description="The highest draft.")
    state: State = Field(
        description="Published if any version is, else deprecated, else draft, else archived."
    )
    updatedAt: str  # noqa: N815
    lastRun: LastRun | None = Field(description="Of those that you may see.")  # noqa: N815
    openRuns: int = Field(description="Of those that you may see.")  # noqa: N815


class ProcessShown(ProcessListed):
    """With its versions, the highest first."""

    nextVersion: str = Field(  # noqa: N815
        description="A number that none of its versions has: the one after the highest."
    )

    versions: list[DefinitionShown] = Field(
        description="At most 200; `/definitions?workflow=namespace/name` lists all."
    )


class Using(BaseModel):
    """A version of a process that runs another one."""

    namespace: str
    name: str
    title: str | None
    version: str
    state: Literal["published", "deprecated", "draft"]
    tasks: list[str] = Field(description="Those that run it, by JSON pointer.")


class SchedulesOf(BaseModel):
    """When a process is started by itself."""

    nextAt: str | None = Field(  # noqa: N815
        description="The next time; null where none is known beforehand."
    )
    items: list[ScheduleShown]


class UsesShown(BaseModel):
    """What leans on a process."""

    processes: list[Using] = Field(
        description="Of each process that you may read the version that is started where nobody"
        " names one, and the highest draft where that is newer. Whom an expression names is known"
        " in a run only."
    )
    openRuns: int = Field(description="Of its own, those that you may see.")  # noqa: N815
    schedules: SchedulesOf


class ProcessPage(BaseModel):
    """One page of processes, by namespace and name."""

    items: list[ProcessListed]
    next: str | None

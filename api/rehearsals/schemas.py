"""Rehearsals as the API takes and shows them.

Never: a value of a run that is not clipped.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, JsonValue

from api.shapes import Moment, Shape
from definitions.composer import MAX_BYTES
from workflows.simulator.comparison import Kind, RemarkKind

MOST_RUNS = 1_000


class RehearsalWanted(Shape):
    """On which runs."""

    last: int = Field(MOST_RUNS, ge=1, le=MOST_RUNS, description="How many, the newest first.")
    since: Moment | None = Field(None, description="Only those started at this moment or later.")
    status: list[Literal["completed", "faulted", "cancelled"]] = Field(
        [], max_length=3, description="Only those that ended so; empty: however they ended."
    )


class DocumentRehearsalWanted(RehearsalWanted):
    """Of a document that is not kept."""

    document: Annotated[str, Field(max_length=MAX_BYTES)] | dict[str, JsonValue] = Field(
        description="Of the Serverless Workflow DSL 1.0.3, as YAML in a text or as JSON."
    )


class LeftOut(BaseModel):
    """Runs that nothing is said of, by the reason."""

    open: int = Field(description="Not ended yet; counted, not read.")
    tooLong: int = Field(description="With more kept of them than a rehearsal reads.")  # noqa: N815 (names of the wire)
    retried: int = Field(description="A person let them go on after an end.")
    unreadable: int = Field(description="What is kept of them can't be recalled.")
    unfinished: int = Field(description="What is kept of them doesn't lead to their end.")
    notReached: int = Field(description="The time or the work for one rehearsal was over.")  # noqa: N815


class RehearsalError(BaseModel):
    """With what the runs of a group fault."""

    type: str
    status: int


class HowItEnds(BaseModel):
    """An end, its values clipped."""

    status: str
    output: JsonValue
    error: JsonValue


class Example(BaseModel):
    """One run of the group."""

    run: str
    before: HowItEnds | None = Field(description="As it ended.")
    after: HowItEnds | None = Field(description="As it ends in the rehearsal, if it does.")


class Difference(BaseModel):
    """Runs that end otherwise, in the same way at the same task."""

    kind: Kind
    task: str = Field(description='JSON pointer in the draft, "" for the run as a whole.')
    line: int | None = Field(description="Of the draft; 1 where it has come as JSON.")
    sentence: str
    error: RehearsalError | None = Field(
        description="Of faults, for who may read the facts of runs."
    )
    count: int
    runs: list[str] = Field(description="Ids of some of them.")
    example: Example | None = Field(description="For who may read the facts of runs.")


class Remarked(BaseModel):
    """What is worth knowing of runs, also of those that end alike."""

    kind: RemarkKind
    task: str = Field(
        description="JSON pointer in the draft; of a call not made any more, in the version that"
        " ran."
    )
    line: int | None = Field(description="Of the draft; null where it is none of its tasks.")
    sentence: str
    count: int
    runs: list[str] = Field(description="Ids of some of them.")


class RehearsalShown(BaseModel):
    """What came of all runs."""

    alike: bool = Field(description="Each run that was compared ends as it did.")
    compared: int
    same: int = Field(description="How many of them end as they did.")
    leftOut: LeftOut  # noqa: N815
    differences: list[Difference] = Field(description="The largest group first.")
    moreDifferences: int = Field(description="Runs in groups that are not shown.")  # noqa: N815
    remarks: list[Remarked]

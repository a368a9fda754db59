"""Repairs as the API takes and shows them.

Never: a repair without a reason; years later it is all that tells why a run went another way.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field, JsonValue

from api.shapes import Fault, Shape

Reason: TypeAlias = Annotated[
    str, Field(min_length=1, max_length=2000, pattern=r"\S", description="Kept with the run.")
]
Visit: TypeAlias = Annotated[
    str, Field(min_length=1, max_length=10_000, description="Which task, as the trace says.")
]
Version: TypeAlias = Annotated[str | None, Field(max_length=128)]


class RetryWanted(Shape):
    """From which task a run that has ended is to go on, and with what.

    What is left out stays as it was; null is a value.
    """

    reason: Reason
    visit: Annotated[
        str | None,
        Field(max_length=10_000, description="As the trace says; where it failed by default."),
    ] = None
    version: Annotated[
        Version, Field(description="Of its definition; the one that it had by default.")
    ] = None
    input: Annotated[
        JsonValue, Field(description="What the task gets, before its own `input.from`.")
    ] = None
    output: Annotated[
        JsonValue, Field(description="Of the task, which is then skipped and not done again.")
    ] = None
    context: Annotated[JsonValue, Field(description="`$context` from then on.")] = None


class SkipWanted(Shape):
    """An open task that is to end with this output, without being done."""

    visit: Visit
    output: Annotated[JsonValue, Field(description="As the task itself would have made it.")]
    reason: Reason


class ChangeWanted(Shape):
    """The data of a run, from now on."""

    context: Annotated[JsonValue, Field(description="`$context`.")]
    reason: Reason


class RunData(BaseModel):
    """The data of a run as they are now; it may go on the moment after."""

    context: JsonValue = Field(description="`$context`, unclipped.")
    sequence: int = Field(
        ge=0, description="Of the last fact that has gone into it; 0 before the first."
    )


class AgainWanted(Shape):
    """Another run like this one; what is left out is the same."""

    version: Annotated[Version, Field(description="The highest published one by default.")] = None
    input: JsonValue = None
    reason: Annotated[str | None, Field(max_length=2000)] = None


class Retriable(BaseModel):
    """A visit from which the run can go on."""

    visit: str
    task: str = Field(description="JSON pointer of the task in the definition.")
    type: str


class RepeatedCall(BaseModel):
    """A call that was begun and that nobody has heard the end of."""

    visit: str
    task: str
    function: str
    fate: Literal["unknown", "again"] = Field(
        description="What comes of it: `unknown`: if it turns out that nobody knows, a person"
        " settles it; `again`: it leaves once more, under the key that it had."
    )


class RetryPlan(BaseModel):
    """What a retry would do."""

    visit: str = Field(description="Where the run would go on.")
    task: str = Field(description="JSON pointer of the task in the definition.")
    version: str
    input: JsonValue = Field(description="What the task would get, unless it is given another.")
    context: JsonValue
    calls: list[RepeatedCall]
    differences: list[Fault] = Field(
        description="What keeps the run from going on with this version."
    )
    visits: list[Retriable] = Field(description="All from which it could go on, the newest first.")

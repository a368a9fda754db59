"""Simulations as the API takes and shows them.

Never: a shape of a scenario other than that of the files beside definitions.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, JsonValue

from api.runs.schemas import Status
from api.shapes import Shape
from definitions.composer import MAX_BYTES
from workflows.simulator.scenarios import Scenario

MOST_SCENARIOS = 100


class SimulationWanted(Shape):
    """What is to be tried."""

    scenarios: dict[Annotated[str, Field(max_length=200)], Scenario] = Field(
        min_length=1,
        max_length=MOST_SCENARIOS,
        description="By name, as in the files beside definitions. Without `expect` one just runs.",
    )


class DocumentSimulationWanted(SimulationWanted):
    """Of a document that is not kept."""

    document: Annotated[str, Field(max_length=MAX_BYTES)] | dict[str, JsonValue] = Field(
        description="Of the Serverless Workflow DSL 1.0.3, as YAML in a text or as JSON."
    )


class Unmocked(BaseModel):
    """A call that the scenario has no answer for."""

    task: str = Field(description="JSON pointer of the task that calls.")
    function: str


class SimulatedError(BaseModel):
    """What the run has faulted with."""

    type: str
    status: int
    instance: str | None = None
    title: str | None = None
    detail: str | None = None


class SimulatedLine(BaseModel):
    """One line of what happened, its values clipped."""

    sequence: int
    kind: str
    task: str = Field(description='JSON pointer of the task, "" for the run itself.')
    visit: str
    atMs: int = Field(description="Since the start, on the run's own clock.")  # noqa: N815
    body: dict[str, JsonValue]


class SimulatedApproval(BaseModel):
    """What came of asking people."""

    task: str = Field(description="JSON pointer of the task that asks.")
    visit: str
    kind: str = Field(description="approval or form.")
    subject: str
    status: str = Field(description="open, returned, decided, withdrawn or closed.")
    decision: str | None
    by: str | None = Field(description="Name of who said the last word.")
    asked: list[str] = Field(description="Names of all who were asked, in order.")
    reminded: int = Field(description="How often somebody was.")


class ScenarioOutcome(BaseModel):
    """What came of one scenario."""

    name: str
    passed: bool
    faults: list[str] = Field(description="Where it differs from what was expected; sentences.")
    status: Status
    output: JsonValue = Field(description="Clipped if it is large.")
    error: SimulatedError | None
    tookMs: int = Field(description="On the run's own clock.")  # noqa: N815 (names of the wire)
    calls: dict[str, int] = Field(description="How often each task has called, by JSON pointer.")
    events: list[JsonValue] = Field(description="What it has published; large ones are clipped.")
    approvals: list[SimulatedApproval] = Field(description="In the order of their beginning.")
    unmocked: Unmocked | None
    trace: list[SimulatedLine] = Field(description="As far as it is shown; long ones are cut.")


class Missed(BaseModel):
    """What no scenario has reached."""

    task: str = Field(description='JSON pointer, "" for the process itself.')
    branch: str | None = Field(description="In words; null for the task itself.")
    at: str = Field(description="JSON pointer to where the document says so.")
    line: int = Field(description="1 where the document has come as JSON.")


class Covered(BaseModel):
    """How many of the tasks or branches the scenarios have reached together."""

    count: int
    percent: int = Field(description="Rounded down.")
    missed: list[Missed]


class Coverage(BaseModel):
    """Of tasks, and of the ways through them."""

    tasks: Covered
    branches: Covered


class SimulationShown(BaseModel):
    """What came of all scenarios."""

    passed: bool
    scenarios: list[ScenarioOutcome]
    coverage: Coverage

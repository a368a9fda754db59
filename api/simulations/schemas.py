"""Simulations as the API takes and shows them.

Never: a shape of a scenario other than that of the files beside definitions.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, JsonValue

from api.runs.schemas import Status
from api.shapes import Shape
from definitions.composer import MAX_BYTES
from workflows.simulator.scenarios import Scenario

MOST_SCENARIOS = 100
MAX_MS = 2**53 - 1


class SimulationWanted(Shape):
    """What is to be tried."""

    scenarios: dict[Annotated[str, Field(max_length=200)], Scenario] = Field(
        min_length=1,
        max_length=MOST_SCENARIOS,
        description="By name, as in the files beside definitions. Without `expect` one just runs.",
    )
    pauseAfterMs: Annotated[int, Field(ge=0, le=MAX_MS)] | None = Field(  # noqa: N815 (wire)
        default=None,
        description="To play step by step: from this moment after the start on it stops where"
        " people are asked or an event is awaited and the scenario says nothing more. Null: it runs"
        " on, and reminders, due dates and timeouts come.",
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
    arguments: JsonValue = Field(
        description="What it would be called with, clipped if large. What reads a secret stands"
        " there as the expression that it is."
    )


class Unresolved(BaseModel):
    """Approvers of whom the scenario doesn't say who they are."""

    task: str = Field(description="JSON pointer of the task that asks.")
    approver: str = Field(description="As a key of `people` has it, such as `role finance`.")


class Listening(BaseModel):
    """A task that waits for events."""

    task: str
    to: JsonValue = Field(description="What it listens to, as the document has it.")


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


class SimulatedPerson(BaseModel):
    """Somebody by the name that the scenario gives them."""

    id: str
    name: str


class OfferedDecision(BaseModel):
    """One way to answer."""

    name: str
    label: str
    style: Literal["primary", "danger", "neutral"]
    comment: Literal["none", "optional", "required"]
    goes: Literal["on", "end"]


class WaitedFor(BaseModel):
    """Somebody who is asked."""

    id: str
    name: str
    why: str = Field(description="approver, escalation or reassigned.")
    state: str = Field(description="open, voted or closed.")
    reminded: int


class SimulatedStage(BaseModel):
    """Which stage it is in."""

    number: int
    of: int
    title: str
    rule: JsonValue = Field(description="first, all, or so many.")


class SimulatedQuestion(BaseModel):
    """What somebody has asked back."""

    by: SimulatedPerson
    text: str
    at: int
    to: SimulatedPerson | None
    answer: str | None
    answered_by: SimulatedPerson | None
    answered_at: int | None


class OpenApproval(BaseModel):
    """All that whoever is asked would see. Moments are milliseconds since the start."""

    body: str = Field(description="Markdown; clipped if it is large.")
    form: JsonValue = Field(description="JSON Schema of the fields; null without any.")
    values: JsonValue = Field(description="What the fields hold.")
    decisions: list[OfferedDecision]
    sendBack: bool  # noqa: N815 (names of the wire)
    stage: SimulatedStage
    requester: SimulatedPerson | None
    questions: list[SimulatedQuestion]
    round: int
    waitsFor: list[WaitedFor]  # noqa: N815
    sinceMs: int  # noqa: N815
    dueMs: int | None  # noqa: N815
    remindsMs: int | None = Field(description="When somebody is reminded next.")  # noqa: N815


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
    open: OpenApproval | None = Field(description="Null when nobody has to do anything any more.")


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
    unresolved: list[Unresolved] = Field(
        description="Whom the scenario must name before it can go on."
    )
    paused: bool = Field(
        description="It has stopped at somebody who is asked, or at an event; what the scenario"
        " expects has not been looked at."
    )
    nextMs: int | None = Field(  # noqa: N815
        description="To where its clock would go by itself, since the start; `pauseAfterMs` of"
        " this lets it."
    )
    listening: list[Listening] = Field(description="The tasks that wait for events.")
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

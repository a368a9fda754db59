"""Approvals as the API takes and shows them.

Never: a value of the run that was not meant for those who are asked.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from api.people.schemas import Id, Named
from api.shapes import Shape
from definitions.values import Json, JsonObject

# ruff: noqa: N815 (names of the wire)
MOST_AT_ONCE = 200

Name = Annotated[str, Field(min_length=1, max_length=63)]
Comment = Annotated[str, Field(max_length=10_000)]
Said = Annotated[str, Field(min_length=1, max_length=10_000)]


class DecisionShown(BaseModel):
    """One way to answer."""

    name: str
    label: str
    style: Literal["primary", "danger", "neutral"]
    comment: Literal["none", "optional", "required"]
    goes: Literal["on", "end"]


class StageShown(BaseModel):
    """Which of how many."""

    number: int
    of: int
    title: str
    rule: Literal["first", "all"] | int


class AskedShown(BaseModel):
    """Somebody who is asked in this stage."""

    id: str
    name: str
    why: str
    at: int
    state: Literal["open", "voted", "closed"]
    reminded: int


class RunAsking(BaseModel):
    """The run that asks."""

    id: str
    namespace: str
    name: str
    version: str
    title: str | None


class MyPart(BaseModel):
    """What it has to do with whoever looks."""

    state: Literal["open", "voted", "closed"] | None
    standsInFor: list[Named] = Field(description="Who is away, is asked, and has not answered.")


class ApprovalLine(BaseModel):
    """One of a list."""

    id: str
    kind: Literal["approval", "form"]
    run: RunAsking
    subject: str
    status: Literal["gathering", "open", "returned", "decided", "withdrawn", "closed"]
    stage: StageShown
    round: int
    requester: Named | None
    due: str | None
    openedAt: str
    changedAt: str
    endedAt: str | None
    decision: str | None
    decisions: list[DecisionShown]
    needsForm: bool
    signIn: bool
    asked: list[AskedShown]
    me: MyPart


class ApprovalCounts(BaseModel):
    """Of what is open."""

    me: int
    standin: int
    requested: int


class ApprovalPage(BaseModel):
    """The newest first."""

    items: list[ApprovalLine]
    next: str | None
    counts: ApprovalCounts


class VoteShown(BaseModel):
    """An answer; `by` is another one than `who` where somebody stood in."""

    who: Named
    by: Named
    decision: str
    channel: str
    at: int
    stage: int
    round: int
    comment: str | None
    fields: JsonObject | None
    counts: bool


class QuestionShown(BaseModel):
    """Asked back."""

    number: int
    by: Named
    text: str
    at: int
    to: Named | None
    answer: str | None
    answeredBy: Named | None
    answeredAt: int | None


class EntryShown(BaseModel):
    """A line of what has happened."""

    kind: str
    at: int
    by: Named | None
    person: Named | None
    decision: str | None
    comment: str | None
    channel: str | None
    stage: int
    round: int


class ChangeShown(BaseModel):
    """A field that was corrected."""

    field: str
    before: object
    after: object


class ApprovalWhole(ApprovalLine):
    """All that is needed to decide."""

    task: str
    visit: str
    body: str
    attachments: list[object]
    form: JsonObject | None
    values: JsonObject
    changes: list[ChangeShown]
    votes: list[VoteShown]
    questions: list[QuestionShown]
    history: list[EntryShown]
    sendBack: bool
    can: list[
        Literal["decide", "ask", "answer", "send-back", "resubmit", "withdraw", "reassign"]
    ] = Field(description="What whoever looks may do now.")
    seesRun: bool


class DecisionWanted(Shape):
    """A decision, with what it needs."""

    decision: Name
    comment: Comment | None = None
    fields: JsonObject | None = Field(default=None, description="Of the form.")
    standsInFor: Id | None = Field(
        default=None, description="Whose answer it is; left out, one's own."
    )
    round: int | None = Field(default=None, ge=1, description="The one that was seen.")


class QuestionWanted(Shape):
    text: Said
    standsInFor: Id | None = None


class AnswerWanted(Shape):
    number: int = Field(ge=1, le=1000)
    text: Said


class SendBackWanted(Shape):
    comment: Said
    standsInFor: Id | None = None
    round: int | None = Field(default=None, ge=1)


class ResubmissionWanted(Shape):
    fields: JsonObject = Field(default_factory=dict[str, Json])
    comment: Comment | None = None


class WithdrawalWanted(Shape):
    comment: Comment | None = None


class ReassignmentWanted(Shape):
    """Somebody else is to decide."""

    to: Id
    comment: Said
    instead: Id | None = Field(default=None, description="Of whom; left out, of oneself.")


class ActAnswer(BaseModel):
    """What the run has said, or that it has not said anything yet."""

    id: str
    recorded: Literal[True]
    counted: bool
    detail: str
    status: str | None = None
    decision: str | None = None
    left: int | None = None


class BulkDecision(DecisionWanted):
    id: Id


class BulkWanted(Shape):
    decisions: list[BulkDecision] = Field(min_length=1, max_length=MOST_AT_ONCE)


class BulkResult(BaseModel):
    """What came of one."""

    id: str
    status: int
    code: str | None
    detail: str
    decision: str | None


class BulkAnswer(BaseModel):
    results: list[BulkResult]

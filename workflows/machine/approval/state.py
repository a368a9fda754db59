"""All that an approval is between two steps of its run; plain data, kept in the task's memo.

Never: a field renamed or given another meaning: runs that wait for months hold these.
"""

from __future__ import annotations

from typing import cast

import msgspec
from msgspec import Struct, field

from definitions.approvals import OVER, Letter, Who
from definitions.values import Json, JsonObject
from workflows.machine.approval.terms import Stage, Terms

OPEN, VOTED, GONE = "open", "voted", "closed"
"""Of somebody who was asked: they may answer, they have, they need not any more."""

GATHERING = "gathering"
"""The status while it is not known who is asked in a stage."""

APPROVER, ESCALATION, REASSIGNED = "approver", "escalation", "reassigned"


OVERDUE = "overdue"
"""Of an entry: time was up."""


class Asked(Struct):
    """One who is asked in the stage that is open."""

    who: Who
    why: str
    at: int
    state: str = OPEN
    reminders: list[int] = field(default_factory=list[int])
    """Those to come."""
    reminded: int = 0


class Vote(Struct):
    """An answer that counts, or has counted before it was sent back."""

    who: Who
    by: Who
    """The same, or who stood in for them."""
    decision: str
    channel: str
    at: int
    stage: int
    round: int
    comment: str | None = None
    fields: JsonObject | None = None
    counts: bool = True


class Question(Struct):
    """Asked back; the first is number 1."""

    by: Who
    text: str
    at: int
    to: Who | None = None
    """None: whoever can answer for the run."""
    answer: str | None = None
    answered_by: Who | None = None
    answered_at: int | None = None


class Entry(Struct, omit_defaults=True):
    """A line of what has happened."""

    kind: str
    at: int
    by: Who | None = None
    person: Who | None = None
    decision: str | None = None
    comment: str | None = None
    channel: str | None = None
    stage: int = 0
    round: int = 0


class Change(Struct):
    """A field that was corrected."""

    field: str
    before: Json
    after: Json


class Approval(Struct):
    """Of one task, for as long as it is open."""

    id: str
    terms: Terms
    status: str = GATHERING
    """Or one of those in `definitions.approvals`."""
    number: int = 0
    """Raised by each change that people can see."""
    stage: int = 0
    round: int = 1
    since: int = 0
    """When this stage was asked."""
    due: int | None = None
    level: int = 0
    """How many escalations have been reached."""
    requester: Who | None = None
    asked: list[Asked] = field(default_factory=list[Asked])
    earlier: list[Asked] = field(default_factory=list[Asked])
    """Of the stages before."""
    votes: list[Vote] = field(default_factory=list[Vote])
    questions: list[Question] = field(default_factory=list[Question])
    history: list[Entry] = field(default_factory=list[Entry])
    values: JsonObject = field(default_factory=dict[str, Json])
    changes: list[Change] = field(default_factory=list[Change])
    """What the last correction has changed."""
    decision: str | None = None
    """The last word, once there is one."""
    overdue: bool = False
    """Time was up, and others were asked."""
    finding: list[Json] = field(default_factory=list[Json])
    """Approvers of whom is not known yet who they are."""
    finding_why: str = APPROVER
    letters: list[Letter] = field(default_factory=list[Letter])
    """Not handed on yet."""

    @property
    def over(self) -> bool:
        return self.status in OVER

    @property
    def now_asked(self) -> Stage:
        return self.terms.stages[self.stage]

    @property
    def seeks(self) -> str | None:
        """Which question to the directory is open now; None without one."""
        if not self.finding or self.status not in (GATHERING, OPEN):
            return None
        return f"{self.round}/{self.stage}/{self.level}/{self.overdue}/{self.finding_why}"

    def gather(self) -> None:
        """It is to be found out who is asked in this stage."""
        self.status = GATHERING
        self.finding, self.finding_why = self.now_asked.approvers, APPROVER

    def later(self, by: int, now: int) -> None:
        """The run has lain still for so long, and who is asked can't help it."""
        self.since += by
        self.due = None if self.due is None else self.due + by
        for one in self.asked:
            one.reminders = [at for at in one.reminders if at > now]

    def of(self, person: str) -> Asked | None:
        return next((one for one in self.asked if one.who.id == person), None)

    def open_ones(self) -> list[Asked]:
        return [one for one in self.asked if one.state == OPEN]

    def write(self, kind: str, at: int, *people: str) -> None:
        """Tell people; the same cause never twice."""
        told = [one for one in dict.fromkeys(people) if one]
        if told:
            cause = f"{kind}/{self.round}/{self.stage}/{self.number}"
            self.letters.append(Letter(kind, f"{cause}/{at}", told))

    def note(self, entry: Entry) -> None:
        entry.stage, entry.round = self.stage, self.round
        self.history.append(entry)

    def to_json(self) -> JsonObject:
        return cast("JsonObject", msgspec.to_builtins(self))

    @classmethod
    def from_json(cls, kept: Json) -> Approval:
        return msgspec.convert(kept, cls)

"""What rooms tell each other of an approval: what has become of one, who is told, what people do.

The run holds the approval; what stands here is handed to PostgreSQL, so that people find it, and
comes from people as messages. Never: a decision; the run takes those.
"""

from __future__ import annotations

from msgspec import Struct, field

from definitions.values import Json, JsonObject

APPROVERS = "approval.people"
"""Activity: who is meant by the approvers of a stage, and when they are to be reminded. Its
arguments: `WhoIsMeant`, its answer: `Meant`."""

OPEN, RETURNED = "open", "returned"
"""It waits for those who are asked; for whoever has asked, to correct it."""

DECIDED, WITHDRAWN, CLOSED = "decided", "withdrawn", "closed"
"""By those who were asked; by whoever has asked; the run goes on without it."""

OVER = (DECIDED, WITHDRAWN, CLOSED)

DECIDE = "approval.decide"
ASK = "approval.ask"
ANSWER = "approval.answer"
SEND_BACK = "approval.send-back"
RESUBMIT = "approval.resubmit"
WITHDRAW = "approval.withdraw"
REASSIGN = "approval.reassign"
ACTS = (DECIDE, ASK, ANSWER, SEND_BACK, RESUBMIT, WITHDRAW, REASSIGN)
"""Messages to a run: what a person does with an approval of it. Their data: `Act`."""


class Who(Struct, frozen=True):
    """A person, with the name that they had then."""

    id: str
    name: str


class WhoIsMeant(Struct):
    """Who is to be found."""

    approvers: list[Json]
    """As the process names them: a text, or a map of one kind, such as { role: finance }."""
    at: int
    """The run's clock."""
    requester: Json = None
    """Whoever asks, where it isn't who has started the run."""
    remind: list[int] = field(default_factory=list[int])
    """So long after now each is reminded, or when they work next."""


class Found(Struct):
    """One who is meant."""

    id: str
    name: str
    reminders: list[int] = field(default_factory=list[int])
    """When, on the run's clock."""


class Meant(Struct):
    """Who was found."""

    people: list[Found]
    requester: Who | None = None
    """None: nobody has started the run, and the process names no one."""
    nobody: list[str] = field(default_factory=list[str])
    """What led to no one, in words."""


class Act(Struct):
    """What a person does. Not every kind has all of it."""

    approval: str
    by: Who
    channel: str = "portal"
    person: str | None = None
    """Id of the one who was asked; None: `by`, who else stands in for them."""
    round: int | None = None
    """Of what they have seen; None: of whatever it is now."""
    decision: str | None = None
    comment: str | None = None
    fields: JsonObject | None = None
    question: int | None = None
    """Number of the one that is answered."""
    to: Who | None = None
    """Who is asked from now on, or whom a question is for."""
    reminders: list[int] = field(default_factory=list[int])
    """Of who is asked from now on."""


class AskedOf(Struct):
    """How it stands with one who was asked."""

    person: str
    stage: int
    state: str
    """open, voted or closed."""
    at: int


class Letter(Struct):
    """Something that people are to be told, once for each cause."""

    kind: str
    """asked, reminded, escalated, question, answered, returned, resubmitted, decided, withdrawn,
    reassigned, closed."""
    cause: str
    """Of this approval."""
    people: list[str]


class Asking(Struct):
    """What has become of an approval. Of several the one with the highest number counts."""

    id: str
    number: int
    kind: str
    """approval or form."""
    task: str
    visit: str
    status: str
    stage: int
    round: int
    at: int
    requester: str | None = None
    due: int | None = None
    sign_in: bool = False
    """Who decides has to have signed in; a link in a mail is not enough."""
    asked: list[AskedOf] = field(default_factory=list[AskedOf])
    letters: list[Letter] = field(default_factory=list[Letter])
    body: JsonObject = field(default_factory=dict[str, Json])
    """What people see of it."""

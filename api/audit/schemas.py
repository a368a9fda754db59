"""The audit trail as the API shows it.

Never: a value of a run; what was changed is named, and the run's facts have the rest.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field, JsonValue

from api.shapes import Cursor, Moment, PageSize
from store.audit_search import Sought

Outcome: TypeAlias = Literal["done", "recorded", "refused"]


class AuditEntry(BaseModel):
    """One thing that somebody did, or tried to."""

    id: str
    at: str
    actor: str = Field(description="Id of a person; `nobody` where nobody had signed in.")
    actorName: str | None  # noqa: N815 (names of the wire)
    action: str = Field(description="Such as run.retry, secret.write or session.begin.")
    subject: str = Field(description="What it was done to, such as run:ID.")
    reason: str | None
    outcome: Outcome = Field(description="`recorded`: the run has not answered yet.")
    details: dict[str, JsonValue] = Field(description="`before` and `after`, where it changed.")
    address: str | None = Field(description="From where it was asked.")
    request: str | None = Field(description="Id of the request, for the log.")
    key: str | None = Field(description="Id of the API key by which it was asked.")
    erased: bool = Field(description="What it said of a person was erased with that person.")


class AuditPage(BaseModel):
    """One page of it, the newest first."""

    items: list[AuditEntry]
    next: str | None


class AuditWanted(BaseModel):
    """Which lines are looked for; what is not given is any."""

    actor: Annotated[
        str | None, Field(max_length=100, description="Id of a person, `me` or `nobody`.")
    ] = None
    action: Annotated[str | None, Field(max_length=100, description="Such as run.retry.")] = None
    subject: Annotated[str | None, Field(max_length=500, description="Such as run:ID.")] = None
    outcome: Outcome | None = None
    since: Annotated[Moment | None, Field(description="Done then or later.")] = None
    until: Annotated[Moment | None, Field(description="Done before.")] = None
    cursor: Cursor = None
    limit: PageSize = 50

    def sought(self, me: str) -> Sought:
        return Sought(
            actor=me if self.actor == "me" else self.actor,
            action=self.action,
            subject=self.subject,
            outcome=self.outcome,
            since=self.since,
            until=self.until,
        )


class AuditFinding(BaseModel):
    """Something that is wrong with the trail."""

    code: str = Field(description="Such as changed, removed, missing, truncated, unchained.")
    sequence: int | None = Field(description="Number in the chain.")
    entry: str | None = Field(description="Id of the line.")
    message: str


class Verification(BaseModel):
    """What a stretch of the chain looks like."""

    findings: list[AuditFinding]
    checked: int = Field(description="Lines of this answer.")
    through: int = Field(description="Number of the last one.")
    next: int | None = Field(description="Where the next stretch begins; null: this was the last.")
    waiting: int = Field(description="Lines that are not chained yet; the relay does it in turn.")
    heads: int = Field(description="Signed heads that were compared.")
    signedThrough: int = Field(  # noqa: N815
        description="What comes after this number no head says anything about yet."
    )
    publicKey: str | None = Field(description="Of the key that signs heads.")  # noqa: N815

"""The audit trail as the API shows it.

Never: a value of a run; what was changed is named, and the run's facts have the rest.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field, JsonValue


class AuditEntry(BaseModel):
    """One thing that somebody did, or tried to."""

    id: str
    at: str
    actor: str = Field(description="Id of a person.")
    actorName: str | None  # noqa: N815 (names of the wire)
    action: str = Field(description="Such as run.retry, run.skip or run.cancel.")
    subject: str = Field(description="What it was done to, such as run:ID.")
    reason: str | None
    outcome: Literal["done", "recorded", "refused"] = Field(
        description="`recorded`: the run has not answered yet."
    )
    details: dict[str, JsonValue]


class AuditPage(BaseModel):
    """One page of it, the newest first."""

    items: list[AuditEntry]
    next: str | None

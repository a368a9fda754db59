"""Absences as the API takes and shows them.

Never: why somebody is away.
"""

from __future__ import annotations

from pydantic import BaseModel, Field

from api.people.schemas import Id, Named
from api.shapes import Moment, Shape


class AbsenceShown(BaseModel):
    """Somebody is away for a while."""

    id: str
    since: str
    until: str
    deputy: Named | None


class AbsenceList(BaseModel):
    """Those that are now or will be."""

    items: list[AbsenceShown]


class AbsenceWanted(Shape):
    """From when until when, and who stands in."""

    since: Moment | None = Field(default=None, description="Left out: from now on.")
    until: Moment
    deputyId: Id | None = None  # noqa: N815 (names of the wire)


class StandIn(BaseModel):
    """Whom to ask at a moment; null: nobody is there."""

    at: str
    person: Named | None

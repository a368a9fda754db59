"""The outlook as the API takes and shows it.

Never: a value that the process would put out.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from api.people.schemas import Named
from api.shapes import Shape
from definitions.values import Json

# ruff: noqa: N815 (names of the wire)


class OutlookWanted(Shape):
    """The input that a run would have."""

    input: Json = None
    version: str | None = Field(default=None, max_length=128)


class StopShown(BaseModel):
    """A stage at which people are asked."""

    task: str
    kind: Literal["approval", "form"]
    subject: str
    title: str
    rule: Literal["first", "all"] | int
    asked: list[Named]


class OutlookShown(BaseModel):
    """The way as far as it is known, when everybody says yes."""

    stops: list[StopShown]
    ends: Literal["completed", "faulted", "cancelled", "waiting", "unknown"]
    why: str | None
    assumed: list[str] = Field(description="What it calls, taken to succeed.")
    usuallySeconds: float | None = Field(
        description="How long past decisions of these tasks took, in the median; null: no past."
    )
    usuallyBy: str | None

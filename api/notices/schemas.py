"""Notices as the API shows them, and by which channels people want to be told.

Never: an address to which one was sent.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from api.people.schemas import Named
from api.shapes import Shape

Topic = Literal["asked", "requests", "outcomes", "messages", "troubles"]
ChannelName = Literal["email", "portal"]


class Decided(BaseModel):
    """What was decided, and what its button was called."""

    name: str
    label: str


class Notice(BaseModel):
    """One thing that one is told."""

    id: str
    kind: str = Field(
        description="asked, reminded, escalated, resubmitted, question, answered, returned,"
        " decided, withdrawn, closed; message, fault, stuck, overdue, schedule, channel."
    )
    subject: str
    text: str = Field(description="In Markdown; empty where the approval says it.")
    approval: str | None = Field(description="Id of the approval that it is about.")
    decision: Decided | None = Field(description="Of that approval, if it has been decided.")
    run: str | None = Field(description="Id of the run that it is about, where one may see it.")
    standsInFor: Named | None = Field(description="Who is away, and was meant.")  # noqa: N815
    createdAt: str  # noqa: N815
    readAt: str | None  # noqa: N815


class NoticePage(BaseModel):
    """The newest first."""

    items: list[Notice]
    next: str | None = Field(description="Cursor of the next page.")
    unread: int = Field(description="How many are unread; 100 stands for more too.")


class ReadWanted(Shape):
    """What one has read."""

    ids: list[str] | None = Field(
        default=None, max_length=200, description="Left out: all that there is."
    )


class Unread(BaseModel):
    """What is left."""

    unread: int


class Choice(BaseModel):
    """By what one is told of a topic."""

    topic: Topic
    channels: list[ChannelName]
    usual: list[ChannelName] = Field(description="Where nothing is chosen.")


class Choices(BaseModel):
    """Of all topics."""

    items: list[Choice]


class ChoicesWanted(Shape):
    """Topics that are left out are told as usual."""

    channels: dict[Topic, list[ChannelName]] = Field(
        description="In the order in which they are tried; the tray of the portal has all of it."
    )

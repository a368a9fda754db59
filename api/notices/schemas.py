"""Notices as the API shows them, and by which channels people want to be told.

Never: an address to which one was sent.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from api.people.schemas import Named
from api.shapes import Shape
from store.paces import DAILY

Topic = Literal["asked", "reminders", "requests", "outcomes", "messages", "troubles"]
ChannelName = Literal["email", "portal", "slack", "teams"]
Chat = Literal["slack", "teams"]
PaceName = Literal["at-once", "hourly", "daily"]
Hour = Annotated[int, Field(ge=0, le=23)]


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


class Pace(Shape):
    """How soon: at once, or gathered each hour or once a day, while one works."""

    pace: PaceName
    hour: Hour | None = Field(
        default=None, description="Of daily, in one's own time zone; left out: 9."
    )

    @model_validator(mode="after")
    def _hours_are_of_days(self) -> Pace:
        if self.hour is not None and self.pace != DAILY:
            raise ValueError("Only what is told daily has an hour: leave it out")
        return self


class Telling(BaseModel):
    """By which channels a topic is told, and how soon."""

    channels: list[ChannelName]
    pace: PaceName
    hour: int | None = Field(description="Of daily, in the time zone of whoever is told.")


class Choice(Telling):
    """By what one is told of a topic, and how soon."""

    topic: Topic
    usual: list[ChannelName] = Field(description="Where nothing is chosen.")
    usualPace: PaceName  # noqa: N815 (names of the wire)
    usualHour: int | None  # noqa: N815


class Found(BaseModel):
    """A chat of the organisation, and whether one is found there."""

    channel: Chat
    state: Literal["found", "sought", "unknown"] = Field(
        description="sought: by one's address, when there is something to say. unknown: nobody"
        " there has that address (Slack), or one has not opened the app yet (Teams)."
    )


class Choices(BaseModel):
    """Of all topics."""

    items: list[Choice]
    chats: list[Found] = Field(description="Those that the organisation has installed.")


class ChoicesWanted(Shape):
    """Topics that are left out are told as usual."""

    channels: dict[Topic, list[ChannelName]] = Field(
        default_factory=dict,
        description="In the order in which they are tried; the tray of the portal has all of it.",
    )
    paces: dict[Topic, Pace] = Field(default_factory=dict)


class UsualChoice(Telling):
    """How a topic is told where people have chosen nothing."""

    topic: Topic
    first: Telling = Field(description="How Baton tells it where the organisation hasn't chosen.")


class UsualChoices(BaseModel):
    """Of all topics, for the whole organisation."""

    items: list[UsualChoice]
    chats: list[Chat] = Field(description="Those that the organisation has installed.")

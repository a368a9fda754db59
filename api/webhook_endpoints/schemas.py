"""Endpoints of outgoing webhooks as the API takes and shows them, and what was sent there.

Never: a secret in an answer but the one that makes it.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, Field

from api.auth.oidc.issuers import is_web_address
from api.people.fields import each_once
from api.shapes import Shape
from definitions.bindings import process_pattern
from definitions.webhooks import type_pattern

MOST_PATTERNS = 50
MOST_GRACE_HOURS = 168

MessageState: TypeAlias = Literal["queued", "sent", "dead", "failed"]


def a_receiver(value: str) -> str:
    """Whether it may be reached is judged when it is, by its address then."""
    if not is_web_address(value):
        raise ValueError(
            "Write an https address without credentials in it; http is for this very machine"
        )
    return value


def one_line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("Write it in one line")
    return value.strip()


Url: TypeAlias = Annotated[str, Field(min_length=1, max_length=2_000), AfterValidator(a_receiver)]
TypePattern: TypeAlias = Annotated[str, Field(max_length=50), AfterValidator(type_pattern)]
ProcessPattern: TypeAlias = Annotated[str, Field(max_length=200), AfterValidator(process_pattern)]


class EndpointSettings(Shape):
    """What people say of an endpoint."""

    url: Url = Field(description="Where messages are posted.")
    description: Annotated[str, Field(max_length=200), AfterValidator(one_line)] = ""
    types: Annotated[
        list[TypePattern],
        Field(min_length=1, max_length=MOST_PATTERNS),
        AfterValidator(each_once),
    ] = Field(description="Types of messages, such as notice.asked, or groups: approval.*, *.")
    processes: Annotated[
        list[ProcessPattern], Field(max_length=MOST_PATTERNS), AfterValidator(each_once)
    ] = Field(
        default=[],
        description="Patterns of namespace/name. None: all, and what is of no process.",
    )
    enabled: bool = True


class EndpointWanted(EndpointSettings):
    """An endpoint as it shall be."""


class EndpointShown(EndpointSettings):
    """An endpoint, and how it does."""

    id: str
    status: Literal["on", "failing", "off"]
    offWhy: Literal["gone", "failing"] | None = Field(  # noqa: N815 (names of the wire)
        description="Why it was switched off by itself: it answered 410, or failed for days."
    )
    failingSince: str | None  # noqa: N815
    waiting: int = Field(description="Messages that are still to arrive.")
    dead: int = Field(description="Messages that were given up and can be sent again.")
    oldSecretUntil: str | None = Field(  # noqa: N815
        description="Until then a replaced secret signs too."
    )
    createdAt: str  # noqa: N815
    changedAt: str  # noqa: N815
    changedBy: str = Field(description="Id of a person.")  # noqa: N815


class EndpointMade(EndpointShown):
    """A new endpoint."""

    secret: str | None = Field(
        description="Verifies its messages. Shown now and never again; not in a repeated answer."
    )


class EndpointList(BaseModel):
    """All of them, the oldest first."""

    items: list[EndpointShown]
    most: int = Field(description="How many there may be.")
    types: list[str] = Field(description="All types of messages that there are.")


class RotationWanted(Shape):
    """How long the secret that is replaced goes on signing, beside the new one."""

    graceHours: Annotated[int, Field(ge=0, le=MOST_GRACE_HOURS)] = 24  # noqa: N815


class SecretMade(BaseModel):
    """A new secret."""

    secret: str = Field(description="Shown now and never again.")
    oldSecretUntil: str | None  # noqa: N815


class TestAnswer(BaseModel):
    """What the receiver says to a test."""

    __test__ = False

    id: str = Field(description="Its webhook-id.")
    works: bool
    status: int | None
    answer: str = Field(description="The beginning of it.")
    trouble: str | None = Field(description="Why there is no answer.")


class DeliveryShown(BaseModel):
    """One message for an endpoint, and how it went."""

    id: str = Field(description="Its webhook-id, the same at each attempt.")
    type: str
    state: MessageState = Field(
        description="dead: given up, and can be sent again. failed: a test, which is not repeated."
    )
    attempts: int
    status: int | None = Field(description="HTTP status of the last answer.")
    answer: str = Field(description="The beginning of the last answer.")
    trouble: str | None = Field(description="Why there was no answer.")
    createdAt: str  # noqa: N815
    triedAt: str | None  # noqa: N815
    nextAt: str | None = Field(description="When it is tried again.")  # noqa: N815
    endedAt: str | None  # noqa: N815


class DeliveryPage(BaseModel):
    """The newest first."""

    items: list[DeliveryShown]
    next: str | None


class AgainAnswer(BaseModel):
    """What was put on its way again."""

    count: int

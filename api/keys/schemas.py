"""API keys as the API takes and shows them.

Never: the key itself but in the one answer that makes it.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field

from api.auth.scopes import PATTERN
from api.shapes import Shape

DAYS = 90
MOST_DAYS = 365
"""Of a person's key; a service's may have no end."""

OVERLAP_HOURS = 24
MOST_OVERLAP_HOURS = 7 * 24

Scope: TypeAlias = Annotated[str, Field(max_length=100, pattern=PATTERN)]
Days: TypeAlias = Annotated[int, Field(ge=1, le=MOST_DAYS)]


class KeyWanted(Shape):
    """A new key, of whoever asks or of a service account."""

    name: Annotated[
        str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f]$")
    ]
    scopes: Annotated[
        list[Scope],
        Field(
            min_length=1,
            max_length=100,
            description="Permissions such as `runs:read`, `runs:*`, or `*` for all that the person"
            " may. A key never gives more than its person has at that moment.",
        ),
    ]
    days: Annotated[
        Days | None,
        Field(description="How long it lives; null, for service accounts only: without end."),
    ] = DAYS
    networks: Annotated[
        list[Annotated[str, Field(max_length=100)]],
        Field(
            max_length=50,
            description="Where it may be used from, such as 192.0.2.0/24 or 2001:db8::1; none:"
            " anywhere.",
        ),
    ] = Field(default_factory=list[str])
    account: Annotated[
        str | None, Field(max_length=100, description="Id of the service account that it is for.")
    ] = None


class RotationWanted(Shape):
    """How the change goes."""

    overlapHours: Annotated[  # noqa: N815 (names of the wire)
        int,
        Field(ge=0, le=MOST_OVERLAP_HOURS, description="How long the old key still works."),
    ] = OVERLAP_HOURS
    days: Annotated[
        Days | None, Field(description="How long the new one lives; null: as long as the old one.")
    ] = None


class KeyOwner(BaseModel):
    """Who has a key."""

    id: str
    name: str
    kind: Literal["person", "service"]


class KeyShown(BaseModel):
    """All of a key but itself."""

    id: str
    name: str
    prefix: str = Field(description="How it begins, to recognise it by.")
    person: KeyOwner
    scopes: list[str]
    networks: list[str]
    createdAt: str  # noqa: N815
    expiresAt: str | None  # noqa: N815
    expired: bool
    lastUsedAt: str | None = Field(description="To the minute.")  # noqa: N815
    lastUsedFrom: str | None = Field(description="The address.")  # noqa: N815
    successor: str | None = Field(description="Id of the key that it was rotated to.")


class KeyMade(KeyShown):
    """With the key, which is never shown again."""

    key: str


class KeyPage(BaseModel):
    """One page of keys, the newest first."""

    items: list[KeyShown]
    next: str | None

"""Roles, grants, exceptions and reasons as the API takes and shows them.

Never: a permission that nobody knows taken as one; patterns are checked against the list.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from api.access.process_rights import Right
from api.permissions import Permission, matching
from api.shapes import Shape

Reasoned = Annotated[str, Field(min_length=3, max_length=500, description="Why; it is audited.")]
ProcessPattern = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9][a-z0-9-]{0,62}/([a-z0-9][a-z0-9-]{0,62}|\*)$|^\*/\*$",
        description="namespace/name, namespace/* or */*.",
    ),
]


def _known(pattern: str) -> str:
    if not matching(pattern):
        raise ValueError(
            f"No permission is called {pattern}. Name one of GET /api/v1/permissions, or write"
            " `resource:*` for all of a resource."
        )
    return pattern


PermissionPattern = Annotated[str, Field(max_length=64), AfterValidator(_known)]


class PermissionShown(BaseModel):
    """A permission, and which right for processes brings it."""

    name: Permission
    ofProcesses: bool = Field(  # noqa: N815 (names of the wire)
        description="It can be granted for single processes."
    )
    everyone: bool = Field(description="Everybody has it who has signed in.")


class PermissionList(BaseModel):
    """All permissions, and what each right for a process brings."""

    items: list[PermissionShown]
    rights: dict[Right, list[Permission]]


class MyPermissions(BaseModel):
    """What you may do."""

    process: str | None = Field(description="For which process; null: in the whole tenant.")
    permissions: list[Permission]
    somewhere: list[Permission] = Field(
        description="Also those that you have for some process only."
    )


class RoleWanted(Shape):
    """A role of the tenant's own."""

    title: Annotated[str, Field(min_length=1, max_length=100)]
    permissions: Annotated[list[PermissionPattern], Field(max_length=100)]
    reason: Reasoned | None = None


class RoleShown(BaseModel):
    """A role and what it gives."""

    name: str
    title: str
    builtIn: bool  # noqa: N815
    patterns: list[str]
    permissions: list[Permission]
    people: int = Field(description="How many have it.")


class RoleList(BaseModel):
    """All roles, built-in ones first."""

    items: list[RoleShown]


class Subject(Shape):
    """To whom something is granted."""

    kind: Literal["person", "role", "department", "everyone"]
    id: Annotated[
        str, Field(max_length=200, description="Of the person, else the name; empty for everyone.")
    ] = ""


class GrantWanted(Shape):
    """What somebody has for the process."""

    subject: Subject
    rights: Annotated[list[Right], Field(min_length=1, max_length=9)]


class AccessWanted(Shape):
    """The whole access of a process; what is not in the list is taken away."""

    restricted: bool = Field(
        description="Only those in the list; else also whoever may by their roles."
    )
    grants: Annotated[list[GrantWanted], Field(max_length=200)]
    reason: Reasoned | None = None


class GrantShown(BaseModel):
    """A grant, with the name of whom it is for."""

    subject: Subject
    name: str | None
    rights: list[str]
    grantedBy: str  # noqa: N815
    grantedAt: str  # noqa: N815


class AccessShown(BaseModel):
    """Who has been granted a process, or all of a namespace."""

    process: str
    restricted: bool
    grants: list[GrantShown]
    mayChange: bool  # noqa: N815


class ExceptionWanted(Shape):
    """What one person may, or may not, for a while."""

    permission: PermissionPattern
    process: ProcessPattern = "*/*"
    allowed: bool
    reason: Reasoned
    until: datetime


class ExceptionShown(BaseModel):
    """An exception, also one that is over."""

    id: str
    permission: str
    process: str
    allowed: bool
    reason: str
    until: str
    madeBy: str  # noqa: N815
    madeAt: str  # noqa: N815
    over: bool


class ExceptionList(BaseModel):
    """Those of one person, the last one first."""

    items: list[ExceptionShown]


class ReasonShown(BaseModel):
    """One thing that speaks for it or against it."""

    allows: bool
    kind: Literal[
        "everyone",
        "role",
        "grant",
        "exception",
        "restricted",
        "key",
        "nothing",
        "sees",
        "unseen",
    ]
    what: str
    sentence: str


class Verdict(BaseModel):
    """Whether somebody may do something, and why."""

    person: str
    permission: Permission
    process: str | None
    run: str | None
    allowed: bool
    reasons: list[ReasonShown] = Field(description="What decides comes first.")

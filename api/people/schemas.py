"""People as their colleagues see them, and as who administers them writes them.

Never: a password; and never a role or whether somebody has left, but for who may change that.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, Field

from api.people.fields import Hours, Name, Week, a_time_zone, each_once
from api.shapes import Shape

State: TypeAlias = Literal["active", "invited", "disabled"]
Language: TypeAlias = Literal["en", "ar"]
Email: TypeAlias = Annotated[
    str,
    Field(min_length=3, max_length=254, pattern=r"^[^\s@<>,;\x00-\x1f]+@[^\s@<>,;\x00-\x1f]+$"),
    AfterValidator(str.lower),
]
Id: TypeAlias = Annotated[str, Field(max_length=100)]
TimeZone: TypeAlias = Annotated[str, Field(max_length=64), AfterValidator(a_time_zone)]
Roles: TypeAlias = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=100)]],
    Field(max_length=50),
    AfterValidator(each_once),
]


class Named(BaseModel):
    """Somebody, by name."""

    id: str
    name: str


class Away(BaseModel):
    """Somebody is not there now."""

    until: str
    deputy: Named | None


class Person(BaseModel):
    """Somebody of the tenant."""

    id: str
    name: str
    email: str
    department: str | None
    departmentId: str | None  # noqa: N815 (names of the wire)
    manager: Named | None
    away: Away | None
    roles: list[str] | None = Field(description="For who may change people.")
    state: State | None = Field(description="For who may change people.")


class PersonPage(BaseModel):
    """One page of people, by name."""

    items: list[Person]
    next: str | None


class Invitation(BaseModel):
    """A link that still works."""

    sentAt: str  # noqa: N815
    expiresAt: str  # noqa: N815


class PersonShown(Person):
    """One person: who they are, and who is beside them."""

    departmentPath: list[str]  # noqa: N815
    head: Named | None = Field(description="Who leads their department.")
    standIn: Named | None = Field(  # noqa: N815
        description="Whom to ask instead of them now; themselves when they are there."
    )
    language: Language | None
    timeZone: str  # noqa: N815
    workingHours: Hours  # noqa: N815
    invitation: Invitation | None = Field(description="For who may change people.")


class PersonWanted(Shape):
    """Somebody new."""

    email: Email
    name: Name
    roles: Roles = Field(default_factory=list[str])
    departmentId: Id | None = None  # noqa: N815
    managerId: Id | None = None  # noqa: N815
    language: Language | None = None
    timeZone: TimeZone | None = None  # noqa: N815
    workingHours: Week | None = None  # noqa: N815
    invite: bool = Field(default=False, description="Also send the mail with their link.")


class PersonChange(Shape):
    """What is to become different; what is left out stays, null takes away."""

    email: Email | None = None
    name: Name | None = None
    roles: Roles | None = None
    departmentId: Id | None = None  # noqa: N815
    managerId: Id | None = None  # noqa: N815
    language: Language | None = None
    timeZone: TimeZone | None = None  # noqa: N815
    workingHours: Week | None = None  # noqa: N815


class ProfileChange(Shape):
    """What one may change of oneself."""

    name: Name | None = None
    language: Language | None = None
    timeZone: TimeZone | None = None  # noqa: N815
    workingHours: Week | None = None  # noqa: N815


class WithReason(Shape):
    """Why; it stands in the audit trail."""

    reason: Annotated[str | None, Field(max_length=1000)] = None


class HoursShown(BaseModel):
    """The tenant's, for whoever has none of their own."""

    timeZone: str  # noqa: N815
    workingHours: Hours  # noqa: N815


class HoursWanted(Shape):
    """The tenant's, for whoever has none of their own."""

    timeZone: TimeZone  # noqa: N815
    workingHours: Week  # noqa: N815


class InvitationTaken(Shape):
    """A link that was followed, and how its owner wants to be called."""

    token: Annotated[str, Field(min_length=1, max_length=200)]
    name: Name | None = None


class Invited(BaseModel):
    """Who a link is for."""

    email: str
    name: str
    tenant: str
    language: Language | None


class LineFault(BaseModel):
    """What is wrong in a line of a table."""

    line: int
    column: str | None
    message: str
    remedy: str


class LinePlanned(BaseModel):
    """What a line of a table does."""

    line: int
    email: str
    name: str
    change: Literal["new", "changed"]
    fields: dict[str, list[str]] = Field(description="Column to what it was and what it becomes.")


class Imported(BaseModel):
    """What a table has changed, or would."""

    dryRun: bool  # noqa: N815
    new: int
    changed: int
    unchanged: int
    lines: list[LinePlanned] = Field(description="The first of those that change something.")
    errors: list[LineFault] = Field(description="The first of them; with any, nothing is changed.")

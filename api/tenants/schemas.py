"""Tenants as the people who run the installation see them.

Never: anything that lies in a tenant.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field

from api.features import Feature
from api.people.fields import Name
from api.people.schemas import Email, Language
from api.shapes import Shape

TenantState: TypeAlias = Literal["active", "suspended", "deleting"]
Slug: TypeAlias = Annotated[
    str,
    Field(
        pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        min_length=2,
        max_length=63,
        description="Short name; people who belong to several sign in with it. It stays.",
    ),
]
MostOf: TypeAlias = Annotated[int | None, Field(ge=0, le=10**15)]
Reason: TypeAlias = Annotated[str, Field(min_length=1, max_length=1000)]


class Limits(Shape):
    """How much a tenant may have of each; null: as much as it likes."""

    runsADay: MostOf = None  # noqa: N815 (names of the wire)
    runsAtOnce: MostOf = None  # noqa: N815
    definitions: MostOf = None
    people: MostOf = None
    bytes: MostOf = None


class Use(BaseModel):
    """How much it has. All but today's runs as they were measured last."""

    runsToday: int  # noqa: N815
    definitions: int
    people: int
    bytes: int
    measuredAt: str | None  # noqa: N815


class TenantLine(BaseModel):
    """A tenant in a list."""

    id: str
    slug: str
    name: str
    state: TenantState
    createdAt: str  # noqa: N815
    suspendedWhy: str | None  # noqa: N815
    eraseAt: str | None = Field(description="When all of it is deleted.")  # noqa: N815
    use: Use


class TenantShown(TenantLine):
    """One tenant."""

    limits: Limits
    featuresOff: list[str]  # noqa: N815


class TenantPage(BaseModel):
    """One page of tenants, by short name."""

    items: list[TenantLine]
    next: str | None


class FirstAdministrator(Shape):
    """Who is invited to administer a new tenant."""

    email: Email
    name: Name
    language: Language | None = None


class TenantWanted(Shape):
    """A new tenant."""

    slug: Slug
    name: Name
    administrator: FirstAdministrator
    limits: Limits = Field(default_factory=Limits)


class TenantChange(Shape):
    """What is to become different; what is left out stays."""

    name: Name | None = None
    limits: Limits | None = Field(default=None, description="All of them; null: no limit.")
    featuresOff: Annotated[list[Feature], Field(max_length=50)] | None = None  # noqa: N815


class Suspension(Shape):
    """Why; the tenant's own trail tells it."""

    reason: Reason


class Resumption(Shape):
    """Why."""

    reason: Reason | None = None

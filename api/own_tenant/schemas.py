"""The brand and the settings of a tenant, and what it may have.

Never: its state or its limits in what comes in; those are not its own to say.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, Field

from api.own_tenant.colours import LEAST, contrast_with_white
from api.people.fields import Name
from api.people.schemas import Language, TimeZone
from api.shapes import Shape
from api.tenants.schemas import Limits, Use


def _readable(colour: str) -> str:
    if contrast_with_white(colour) < LEAST:
        raise ValueError("Choose a darker colour: white words on it can't be read")
    return colour.lower()


Colour: TypeAlias = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$"), AfterValidator(_readable)]


class OwnTenant(BaseModel):
    """One's own tenant."""

    id: str
    slug: str
    name: str
    colour: str | None = Field(description="Of buttons; white words on it can be read.")
    logo: str | None = Field(description="GET /api/v1/tenant/logo?v= with this.")
    language: Language | None = Field(description="For who has chosen none.")
    timeZone: str | None  # noqa: N815 (names of the wire)
    features: list[str] = Field(description="Switches that are on.")
    featuresOff: list[str]  # noqa: N815


class TenantSettings(Shape):
    """What is to become different; what is left out stays, null takes away."""

    name: Name | None = None
    colour: Colour | None = None
    language: Language | None = None
    timeZone: TimeZone | None = None  # noqa: N815


class UseNow(Use):
    """How much it has at this moment; bytes as they were measured last."""

    runsOpen: int  # noqa: N815
    runsHeld: int = Field(description="Of those that are open: they wait for room.")  # noqa: N815


class OwnUse(BaseModel):
    """What the tenant may have, and what it has."""

    limits: Limits
    use: UseNow

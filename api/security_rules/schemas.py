"""The rules of a tenant about getting in.

Never: a rule about one person.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from api.shapes import Shape

RoleName = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]


class RulesWanted(Shape):
    """Who must have a second factor."""

    secondFactorOfAll: bool  # noqa: N815 (names of the wire)
    secondFactorOfRoles: Annotated[list[RoleName], Field(max_length=100)] = Field(  # noqa: N815
        default_factory=list[str]
    )


class Rules(BaseModel):
    """Who must have a second factor: an authenticator app or a passkey."""

    secondFactorOfAll: bool  # noqa: N815
    secondFactorOfRoles: list[str]  # noqa: N815
    changedAt: str | None  # noqa: N815
    changedBy: str | None = Field(description="Id of a person.")  # noqa: N815

"""Service accounts as the API takes and shows them.

Never: a password; they have none.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BaseModel, Field

from api.shapes import Shape

Roles: TypeAlias = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=63)]], Field(max_length=50)
]
Owner: TypeAlias = Annotated[
    str | None, Field(max_length=100, description="Id of the person who answers for it.")
]


class ServiceAccountWanted(Shape):
    """A new account."""

    name: Annotated[str, Field(max_length=63, pattern=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")]
    roles: Roles = Field(default_factory=list[str])
    owner: Owner = None


class ServiceAccountChange(Shape):
    """What is to be other than it is; what is left out stays."""

    roles: Roles | None = None
    owner: Owner = None
    disabled: bool | None = None


class ServiceAccount(BaseModel):
    """An account that only programs use."""

    id: str
    name: str
    roles: list[str]
    owner: str | None
    ownerName: str | None  # noqa: N815 (names of the wire)
    createdAt: str  # noqa: N815
    disabledAt: str | None = Field(description="Since then its keys don't work.")  # noqa: N815


class ServiceAccountList(BaseModel):
    """All of the tenant, by name."""

    items: list[ServiceAccount]

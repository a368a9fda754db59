"""Secrets as the API takes and lists them.

Never: a value in an answer.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, JsonValue

from api.shapes import Shape

Pattern = Annotated[str, Field(min_length=1, max_length=253, pattern=r"^[A-Za-z0-9_.:*/\[\]-]+$")]


class SecretWanted(Shape):
    """A value and whom it is for; with no process or no host nobody may use it yet."""

    value: JsonValue
    processes: Annotated[
        list[Pattern],
        Field(max_length=100, description="Patterns of namespace/name, e.g. `sales/*`."),
    ] = Field(default_factory=list[str])
    hosts: Annotated[
        list[Pattern],
        Field(max_length=100, description="Patterns of hosts that may receive it."),
    ] = Field(default_factory=list[str])


class SecretListed(BaseModel):
    """All of a secret but its value."""

    name: str
    processes: list[str]
    hosts: list[str]
    updatedAt: str  # noqa: N815 (names of the wire)
    updatedBy: str  # noqa: N815


class SecretPage(BaseModel):
    """All secrets of the tenant."""

    items: list[SecretListed]

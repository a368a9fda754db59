"""Sign-in and who one is.

Never: a password or a token in an answer.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from api.shapes import Shape


class SignIn(Shape):
    """Email and password."""

    email: Annotated[str, Field(min_length=3, max_length=254, pattern=r"^[^\s@\x00]+@[^\s@\x00]+$")]
    password: Annotated[str, Field(min_length=1, max_length=1024)]
    tenant: Annotated[
        str | None, Field(max_length=63, description="Needed by who belongs to several.")
    ] = None


class Tenant(BaseModel):
    """The organisation."""

    id: str
    slug: str
    name: str


class Me(BaseModel):
    """Who has signed in, and what they may do."""

    id: str
    email: str
    name: str
    tenant: Tenant
    roles: list[str]
    permissions: list[str]

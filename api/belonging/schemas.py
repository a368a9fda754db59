"""One's organisations.

Never: a password in an answer.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from api.auth.schemas import SignIn

Code = Annotated[str | None, Field(min_length=1, max_length=64)]


class Organisation(BaseModel):
    """One that somebody belongs to."""

    id: str
    slug: str
    name: str
    colour: str | None
    current: bool = Field(description="They are in it now.")
    email: str = Field(description="As they are known there.")


class Organisations(BaseModel):
    """All that somebody has put together."""

    items: list[Organisation]


class OrganisationWanted(SignIn):
    """Proof that one is a person of another organisation too."""

    code: Code = Field(default=None, description="Of the authenticator app, where there is one.")
    recoveryCode: Code = None  # noqa: N815 (names of the wire)

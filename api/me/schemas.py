"""What people see and change of how they sign in.

Never: a password or a token in an answer.
"""

from __future__ import annotations

from pydantic import BaseModel, Field

from api.auth.schemas import Password
from api.passkeys.schemas import Passkey
from api.shapes import Shape
from store.sessions import Way


class Proof(Shape):
    """The password once more."""

    password: Password


class PasswordChange(Shape):
    """The old one is asked for where there is one."""

    old: Password | None = None
    new: Password


class Security(BaseModel):
    """By what somebody can sign in."""

    password: bool
    totpSince: str | None = Field(description="Since when there is an authenticator app.")  # noqa: N815
    recoveryCodesLeft: int  # noqa: N815
    passkeys: list[Passkey]
    secondFactorRequired: bool = Field(description="By the organisation's rules.")  # noqa: N815


class Session(BaseModel):
    """One sign-in that is not over."""

    id: str
    current: bool = Field(description="It is the one that asks.")
    device: str = Field(description="What the browser calls itself.")
    address: str
    createdAt: str  # noqa: N815 (names of the wire)
    seenAt: str = Field(description="To the minute.")  # noqa: N815
    endsAt: str = Field(description="At the latest; earlier when it isn't used.")  # noqa: N815


class SessionPage(BaseModel):
    """All of them, the one that was used last first."""

    items: list[Session]


class SignInEntry(BaseModel):
    """One try to get in."""

    id: str
    at: str
    way: Way
    refused: str | None = Field(description="Why not; null: it was let in.")
    address: str
    device: str


class SignInPage(BaseModel):
    """The newest first; what is older than 90 days is forgotten."""

    items: list[SignInEntry]
    next: str | None

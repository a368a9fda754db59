"""Sign-in and who one is.

Never: a password or a token in an answer.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, model_validator

from api.shapes import Shape

Email = Annotated[str, Field(min_length=3, max_length=254, pattern=r"^[^\s@\x00]+@[^\s@\x00]+$")]
Password = Annotated[str, Field(min_length=1, max_length=1024)]
TenantSlug = Annotated[
    str | None, Field(max_length=63, description="Needed by who belongs to several.")
]


class SignIn(Shape):
    """Email and password."""

    email: Email
    password: Password
    tenant: TenantSlug = None


class SecondFactorWanted(BaseModel):
    """The password fits; now one of these. A passkey signs in by itself."""

    ways: list[Literal["totp", "passkey", "recovery-code"]]


class ProviderOffered(BaseModel):
    """A provider of identities, as its button says."""

    id: str
    name: str


class ProvidersOffered(BaseModel):
    """Of one tenant."""

    tenant: str | None = Field(description="Its slug.")
    items: list[ProviderOffered]


class SecondFactor(Shape):
    """A code of the authenticator app, or a recovery code."""

    code: Annotated[str | None, Field(min_length=1, max_length=64)] = None
    recoveryCode: Annotated[str | None, Field(min_length=1, max_length=64)] = None  # noqa: N815

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.code is None) == (self.recoveryCode is None):
            raise ValueError("Send either `code` or `recoveryCode`")
        return self


class Tenant(BaseModel):
    """The organisation."""

    id: str
    slug: str
    name: str
    colour: str | None = Field(default=None, description="Of its brand, like #1a2b3c.")
    logo: str | None = Field(default=None, description="Of its picture; a new one has another.")
    installation: bool = Field(
        default=False, description="It is that of the people who run the installation."
    )
    features: list[str] = Field(default_factory=list[str], description="Switches that are on.")


class Me(BaseModel):
    """Who has signed in, and what they may do."""

    id: str
    email: str
    name: str
    tenant: Tenant
    roles: list[str]
    permissions: list[str]
    secondFactorMissing: bool = Field(  # noqa: N815
        description="The organisation asks for a second factor; until there is one, nothing else."
    )
    mailbox: bool = Field(
        default=False, description="There is no mail server, and one may read what is kept here."
    )

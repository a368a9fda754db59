"""Passkeys as they are made, shown and signed in by.

Never: a public key in an answer; nobody needs it but we.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, JsonValue

from api.shapes import Shape

Credential = Annotated[
    dict[str, JsonValue],
    Field(description="A PublicKeyCredential as its own `toJSON()` writes it (WebAuthn level 3)."),
]
PasskeyName = Annotated[
    str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$")
]


class Challenge(BaseModel):
    """What the browser hands to the authenticator."""

    publicKey: dict[str, JsonValue] = Field(  # noqa: N815 (names of the wire)
        description="As `PublicKeyCredential.parse…OptionsFromJSON` takes it."
    )


class PasskeyMade(Shape):
    """What the authenticator has answered, and how the person calls it."""

    name: PasskeyName
    credential: Credential


class PasskeyRenamed(Shape):
    """How the person calls it from now on."""

    name: PasskeyName


class PasskeySignIn(Shape):
    """What the authenticator has signed."""

    credential: Credential


class Passkey(BaseModel):
    """One of one's own."""

    id: str
    name: str
    synced: bool = Field(description="It is kept by the provider and on several devices.")
    createdAt: str  # noqa: N815
    usedAt: str | None  # noqa: N815


class PasskeyAdded(BaseModel):
    """The new one, and recovery codes where there were none."""

    passkey: Passkey
    recoveryCodes: list[str]  # noqa: N815

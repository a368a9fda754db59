"""Second factors as they are set up.

Never: a secret or a code in an answer later than the one that makes it.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from api.shapes import Shape


class TotpBegun(BaseModel):
    """What an authenticator app must be told, once."""

    secret: str = Field(description="In base32, for who types it.")
    address: str = Field(description="otpauth://…, for who opens it on the telephone itself.")
    picture: str = Field(description="A QR code of the address, as a data: URL of an SVG.")


class TotpCode(Shape):
    """The first code that the app shows."""

    code: Annotated[str, Field(min_length=1, max_length=64)]


class RecoveryCodes(BaseModel):
    """Shown once; each of them stands in for a second factor once."""

    recoveryCodes: list[str] = Field(description="Empty where the earlier ones still count.")  # noqa: N815

"""What is asked of who has forgotten a password or was invited.

Never: a sign of whether a person exists.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.auth.schemas import Email, Password, TenantSlug
from api.shapes import Shape


class Forgotten(Shape):
    """To whom the link is to be sent."""

    email: Email
    tenant: TenantSlug = None


class NewPassword(Shape):
    """The link's token, and the password from now on."""

    token: Annotated[str, Field(min_length=1, max_length=200)]
    password: Password

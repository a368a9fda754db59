"""Versions of a tenant's key as the API shows them.

Never: a key.
"""

from __future__ import annotations

from pydantic import BaseModel, Field


class KeyVersion(BaseModel):
    """One of them; the newest whose time has come seals."""

    version: int
    createdAt: str  # noqa: N815 (names of the wire)
    sealsAt: str = Field(description="From then on it seals; all open with it at once.")  # noqa: N815


class KeyVersions(BaseModel):
    """All of them, the newest first."""

    items: list[KeyVersion]

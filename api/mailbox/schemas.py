"""Mails as the mailbox shows them.

Never: a file's place.
"""

from __future__ import annotations

from pydantic import BaseModel, Field


class MailLine(BaseModel):
    """One mail in the list."""

    id: str
    to: str
    subject: str
    writtenAt: str  # noqa: N815 (names of the wire)


class MailPage(BaseModel):
    """The newest first."""

    items: list[MailLine]
    next: str | None = Field(description="Cursor of the next page.")


class MailHeader(BaseModel):
    """One line of its head."""

    name: str
    value: str


class MailWhole(MailLine):
    """One mail, as a mail program would get it."""

    headers: list[MailHeader]
    text: str
    html: str | None = Field(description="To be shown without scripts, apart from any page.")

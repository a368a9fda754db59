"""Mails of an installation without a mail server: files in its data folder, read again by their id.

Whose a mail is, the database knows (`mails`); here nobody asks. Never: a path that is made of
anything but an id, or a part of a mail that could run.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from pathlib import Path
from typing import cast

FOLDER = "mail"
MOST_BYTES = 4 * 1024 * 1024
"""Of one mail; ours have a small part of it."""

HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "Auto-Submitted")


@dataclass(frozen=True, slots=True)
class MailHead:
    """As a list shows it."""

    to: str
    subject: str


@dataclass(frozen=True, slots=True)
class KeptMail:
    """One, whole."""

    to: str
    subject: str
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str | None

    @property
    def address(self) -> str:
        """To which it would have gone."""
        return parseaddr(self.to)[1]


@dataclass(frozen=True, slots=True)
class MailFolder:
    """`path` is the folder in which each mail is a file, named by its id."""

    path: Path

    def heads(self, ids: Iterable[str]) -> dict[str, MailHead]:
        """Those of them that are here."""
        read = BytesHeaderParser(policy=policy.default)
        found: dict[str, MailHead] = {}
        for one in ids:
            content = self._content(one)
            if content is not None:
                head = read.parsebytes(content)
                found[one] = MailHead(_header(head, "To"), _header(head, "Subject"))
        return found

    def read(self, mail: str) -> KeptMail | None:
        content = self._content(mail)
        if content is None:
            return None
        message = message_from_bytes(content, policy=policy.default)
        return KeptMail(
            to=_header(message, "To"),
            subject=_header(message, "Subject"),
            headers=tuple((name, _header(message, name)) for name in HEADERS if name in message),
            text=_part(message, "plain") or "",
            html=_part(message, "html"),
        )

    def _content(self, mail: str) -> bytes | None:
        name = f"{uuid.UUID(mail)}.eml"
        with suppress(OSError), (self.path / name).open("rb") as file:
            return file.read(MOST_BYTES)
        return None


def _header(message: EmailMessage, name: str) -> str:
    return str(cast("object", message[name]) or "")


def _part(message: EmailMessage, kind: str) -> str | None:
    part = message.get_body((kind,))
    if part is None:
        return None
    with suppress(LookupError, KeyError):  # an encoding that nobody knows
        return str(cast("object", part.get_content()))
    return None

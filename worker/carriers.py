"""The ways in which a mail leaves: to a mail server, or into a folder where there is none.

Never: a password over a connection that others can read, unless the server is this machine.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

SMTP_PORT = 587
SMTPS_PORT = 465
ANSWER_SECONDS = 15
WHOLE_SECONDS = 45
"""Shorter than the time after which a mail is tried again."""

FOR_GOOD = 500
"""Replies from here on mean that trying again is no use."""

HERE = ("localhost", "127.0.0.1", "::1")


class CarrierAwayError(Exception):
    """The mail can't leave now; the sentence says why."""


class RefusedError(Exception):
    """The mail will never be taken; the sentence says why, without the address."""


class Carrier(Protocol):
    """Takes one mail, or raises one of the two errors above."""

    async def carry(self, name: str, message: EmailMessage) -> None: ...

    async def rest(self) -> None:
        """There is nothing more for a while."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """Writes each mail into a file that mail programs open."""

    path: Path

    async def carry(self, name: str, message: EmailMessage) -> None:
        try:
            self._write(name, bytes(message))
        except OSError as error:
            raise CarrierAwayError(f"{self.path} can't be written: {error.strerror}.") from error

    async def rest(self) -> None:
        """Nothing is held open."""

    def _write(self, name: str, content: bytes) -> None:
        # A link in it lets its reader in: the file is its owner's alone.
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with os.fdopen(os.open(self.path / f"{name}.eml", flags, 0o600), "wb") as file:
            file.write(content)


@dataclass(frozen=True, slots=True)
class MailServer:
    """Hands mails to a server. TLS from the start (smtps), or as soon as it is offered.

    A connection carries one mail after the other while there are more: greeting and TLS take longer
    than a mail.
    """

    host: str
    port: int
    tls: bool
    username: str | None = None
    password: str | None = None
    idle: list[SMTP] = field(default_factory=list[SMTP], repr=False, compare=False)
    """Connections that may carry another one."""

    @classmethod
    def at(cls, url: str) -> MailServer:
        parts = urlsplit(url)
        tls = parts.scheme == "smtps"
        return cls(
            host=parts.hostname or "",
            port=parts.port or (SMTPS_PORT if tls else SMTP_PORT),
            tls=tls,
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
        )

    async def carry(self, name: str, message: EmailMessage) -> None:  # noqa: ARG002 (for files)
        try:
            async with asyncio.timeout(WHOLE_SECONDS):
                client = await self._connected()
                try:
                    await client.send_message(message)
                except BaseException:
                    # Nobody knows what is still on the wire.
                    client.close()
                    raise
                self.idle.append(client)
        except (SMTPException, OSError, TimeoutError) as error:
            code = _refusal(error)
            if code is not None:
                raise RefusedError(f"The mail server refused it with {code}.") from error
            raise CarrierAwayError(_words(error)) from error

    async def rest(self) -> None:
        """Says good-bye; a server that has gone already hears nothing of it."""
        while self.idle:
            client = self.idle.pop()
            with suppress(SMTPException, OSError, TimeoutError):
                await client.quit()
            client.close()

    async def _connected(self) -> SMTP:
        """One that still answers, or a new one."""
        while self.idle:
            client = self.idle.pop()
            try:
                await client.noop()
            except (SMTPException, OSError, TimeoutError):
                client.close()
            else:
                return client
        must_be_closed = self.username is not None and self.host not in HERE
        client = SMTP(
            hostname=self.host,
            port=self.port,
            username=self.username,
            password=self.password,
            use_tls=self.tls,
            start_tls=None if self.tls or not must_be_closed else True,
            timeout=ANSWER_SECONDS,
        )
        try:
            await client.connect()
        except BaseException:
            client.close()
            raise
        return client


def _refusal(error: Exception) -> int | None:
    """The reply that says no to this very mail for good."""
    match error:
        case SMTPRecipientsRefused(recipients=[SMTPRecipientRefused(code=code), *_]):
            return code if code >= FOR_GOOD else None
        case SMTPDataError(code=code):
            return code if code >= FOR_GOOD else None
        case _:
            return None


def _words(error: Exception) -> str:
    """Without what the server says: it repeats addresses."""
    code = f" {error.code}" if isinstance(error, SMTPResponseException) else ""
    return f"The mail server can't be used: {type(error).__name__}{code}."

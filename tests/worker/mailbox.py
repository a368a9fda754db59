"""A mail server of its own for a test, as strict as it is told to be."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Mailbox:
    """What has come, and what the server says to what comes."""

    came: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    to_recipients: list[str] = field(default_factory=list)
    """Replies for the next ones; then all are welcome."""
    to_data: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 (names of aiosmtpd)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_recipients:
            return self.to_recipients.pop(0)
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.to_data:
            return self.to_data.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        self.came.append(message_from_bytes(content, policy=policy.default))
        self.recipients.append([*envelope.rcpt_tos])
        return "250 OK"


def _knows(_server: SMTP, _session: Session, _envelope: Envelope, _kind: str, given: object):
    right = isinstance(given, LoginPassword) and given.password == b"open:sesame"
    return AuthResult(success=right)


@asynccontextmanager
async def mailbox(box: Mailbox | None = None, *, login: bool = False) -> AsyncGenerator[Mailbox]:
    """Listens on a free port of the loopback while it is used."""
    box = box or Mailbox()
    open_ones: list[SMTP] = []

    def answer() -> SMTP:
        with warnings.catch_warnings():
            # A password without TLS, which is what these tests are about.
            warnings.simplefilter("ignore", UserWarning)
            one = SMTP(
                box,
                enable_SMTPUTF8=True,
                auth_required=login,
                auth_require_tls=False,
                authenticator=_knows if login else None,
                hostname="mail.test",
            )
        open_ones.append(one)
        return one

    server = await asyncio.get_running_loop().create_server(answer, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()
        for one in open_ones:
            if one.transport is not None:
                one.transport.close()
        await server.wait_closed()
        await asyncio.sleep(0)

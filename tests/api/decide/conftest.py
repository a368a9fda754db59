"""Mails that were really sent, and the links in them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from email.message import EmailMessage

import pytest

from channels.email import Email
from channels.portal import Portal
from store import people
from tests.api.approvals.conftest import ann, asks, bob, dora, person
from tests.worker.mailbox import mailbox
from worker.carriers import MailServer
from worker.mailer import Mailer
from worker.telling import Tells

__all__ = ["ann", "asks", "bob", "dora"]
ADDRESS = "http://baton.test"
LINK = re.compile(ADDRESS + r"(/decide/[\w-]{43})\?d=(\w+)")

Letters = Callable[..., Awaitable[list[EmailMessage]]]


@pytest.fixture
async def letters(database, keyring, tenant) -> Letters:
    """What has come for somebody, after all that is due was told and sent."""

    async def come(client) -> list[EmailMessage]:
        async with mailbox() as box:
            tells = Tells(database, keyring, (Portal(), Email(ADDRESS)))
            server = MailServer.at(f"smtp://127.0.0.1:{box.port}")
            mailer = Mailer(database, keyring, server, "Baton <baton@example.org>")
            while any([await tells.round(), await mailer.round()]):
                pass
        async with database.tenant(tenant) as session:
            found = await people.get(session, person(client))
        return [mail for mail in box.came if mail["To"] == found.email]

    return come


@pytest.fixture
def link(letters):
    """The address behind the buttons of the newest mail."""

    async def of(client) -> str:
        mail = (await letters(client))[-1]
        found = LINK.search(mail.get_body(("plain",)).get_content())
        return found[1]

    return of

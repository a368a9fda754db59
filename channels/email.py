"""Email: a letter with a button for each decision, posted with the delivery; the mailer sends it.

Never: a link that decides by being looked at, or the token of one kept anywhere but in the sealed
mail. A mail that lies in somebody's box can't be changed: the page behind its links says how it
stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from channels import letter
from channels.channel import Telling
from definitions.approvals import OPEN
from store import approval_links, mails
from store.approval_links import WantedLink
from store.channel_choices import EMAIL
from store.keys import TenantKeys
from store.mails import Mail
from store.people import PERSON, PersonRow
from store.telling import Asked, Known

DECIDES = ("asked", "reminded", "escalated", "resubmitted")
"""Kinds of notices that come with buttons."""


class Email:
    """`address` is where people find the pages."""

    name = EMAIL
    at_once = False

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")

    def reaches(self, person: PersonRow, known: Known) -> bool:  # noqa: ARG002 - as every channel
        return person.disabled_at is None and person.kind == PERSON and "@" in person.email

    async def deliver(
        self, session: AsyncSession, keys: TenantKeys, tellings: Sequence[Telling]
    ) -> None:
        links = await self._links(session, tellings)
        posted: dict[str, Mail] = {}
        for telling in tellings:
            made = letter.write(telling, self._address, links.get(telling.delivery))
            posted[telling.delivery] = Mail(
                telling.person.email,
                made.subject,
                made.text,
                made.html,
                telling.follows,
                telling.attachments,
            )
        await mails.post_all(session, keys, posted)

    async def update(self, session: AsyncSession, keys: TenantKeys, asked: Asked) -> None:
        """What has changed comes as a mail of its own."""

    async def close(self, session: AsyncSession, keys: TenantKeys, asked: Asked) -> None:
        """The page behind the links says who has decided."""

    async def _links(self, session: AsyncSession, tellings: Sequence[Telling]) -> dict[str, str]:
        """By delivery, of those who may decide by one."""
        wanted: dict[str, WantedLink] = {}
        for telling in tellings:
            asked = telling.approval
            if asked is None or asked.sign_in or asked.status != OPEN:
                continue
            if telling.notice.kind in DECIDES:
                absent = telling.stands_for
                wanted[telling.delivery] = WantedLink(
                    asked.id,
                    telling.person.id,
                    None if absent is None else absent.id,
                    asked.round,
                    asked.stage,
                )
        tokens = await approval_links.issue(session, [*wanted.values()])
        return {
            delivery: f"{self._address}/decide/{token}"
            for delivery, token in zip(wanted, tokens, strict=True)
        }

"""The portal: the notice itself is what lies in the tray, and pages show how things stand.

Never: anything to send.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from channels.channel import Telling
from store.channel_choices import PORTAL
from store.keys import TenantKeys
from store.people import PersonRow
from store.telling import Asked, Known


class Portal:
    """Reaches everybody who can sign in."""

    name = PORTAL
    at_once = True

    def reaches(self, person: PersonRow, known: Known) -> bool:  # noqa: ARG002 - as every channel
        return person.disabled_at is None

    async def deliver(
        self, session: AsyncSession, keys: TenantKeys, tellings: Sequence[Telling]
    ) -> None:
        """It stands in the tray already."""

    async def update(self, session: AsyncSession, keys: TenantKeys, asked: Asked) -> None:
        """Pages are told live."""

    async def close(self, session: AsyncSession, keys: TenantKeys, asked: Asked) -> None:
        """The same."""

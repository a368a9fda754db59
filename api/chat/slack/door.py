"""Whose app is called, and whether it is Slack that calls.

The address says which app is meant; only the app's secret proves it. Never: a difference between an
address that nobody has and a signature that is wrong; never a workspace that has not let us in.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request

from api.errors import ApiError
from api.services import Services
from channels.slack import signature
from channels.slack.requests import MOST_BYTES
from store import chats
from store.chats import SLACK, AppRow, PlaceRow, Secrets
from store.keys import TenantKeys

_ADDRESS: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Door:
    """An app of an organisation, opened."""

    services: Services
    app: AppRow
    secrets: Secrets
    keys: TenantKeys

    @property
    def tenant(self) -> str:
        return self.app.tenant_id

    async def place(self, team: str) -> PlaceRow | None:
        """Of this workspace, also one that has thrown the app out."""
        async with self.services.database.tenant(self.tenant) as session:
            return await chats.place(session, self.app.id, team)

    async def entered(self, session: AsyncSession, team: str) -> PlaceRow:
        """Raises ApiError where the app is not let in."""
        place = await chats.place(session, self.app.id, team)
        if place is None or place.state != chats.ON:
            raise ApiError(
                403,
                "not-installed",
                "The app is not installed in this workspace, or it was removed.",
                "Install it on the page Slack and Teams.",
            )
        return place


async def opened(services: Services, app: AppRow) -> Door:
    keys = await services.keyring.of(app.tenant_id)
    return Door(services, app, app.opened(keys), keys)


async def proven(services: Services, request: Request, address: str) -> tuple[Door, bytes]:
    """The app at this address, and the bytes that its secret has signed; raises ApiError."""
    body = await request.body()
    if len(body) > MOST_BYTES:
        raise ApiError(
            413, "too-large", f"A request may have {MOST_BYTES} bytes.", "Send less at once."
        )
    door = await _find(services, address)
    if door is None or not signature.proves(
        door.secrets.signing,
        request.headers.get(signature.TIMESTAMP),
        request.headers.get(signature.SIGNATURE),
        body,
        time.time(),
    ):
        raise ApiError(
            401,
            "unproven",
            "Nothing shows that Slack has sent this just now.",
            "Look whether the address and the signing secret are those of the app at Slack, and"
            " whether the clock of this machine is right.",
        )
    return door, body


async def _find(services: Services, address: str) -> Door | None:
    if not _ADDRESS.fullmatch(address):
        return None
    app = await chats.app_at(services.database, address)
    return None if app is None or app.kind != SLACK else await opened(services, app)

"""The vendors of chats, opened for as long as one request of an administrator takes.

These are few, so nothing is kept open for them. Never: a token that is over used on; it is turned
first, by one at a time, since the one that turns it counts once.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

import aiohttp

from api.services import Services
from channels.slack.vendor import Slack
from channels.teams.vendor import Teams
from channels.vendor import Place, Vendor
from store import chats
from store.chats import SLACK, TEAMS, AppRow, Kind
from store.keys import TenantKeys

SECONDS: Final = 20
EARLY: Final = timedelta(minutes=2)


@asynccontextmanager
async def speaking() -> AsyncGenerator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session:
        yield session


def vendors(services: Services, session: aiohttp.ClientSession) -> Mapping[Kind, Vendor]:
    teams = Teams(services.microsoft.connector)
    return {SLACK: Slack(services.chats.slack_api, session), TEAMS: teams}


async def fresh(
    services: Services, keys: TenantKeys, vendor: Vendor, app: AppRow, place: str
) -> Place | None:
    """The place with tokens that are good; None: it is there no more."""
    async with services.database.tenant(app.tenant_id) as session:
        row = await chats.locked(session, place)
        if row is None:
            return None
        opened = Place.opened(keys, app, row)
        if row.expires_at is None or row.expires_at > datetime.now(UTC) + EARLY:
            return opened
        renewed = await vendor.renewed(opened)
        if renewed is None:
            return opened
        await chats.rotated(session, keys, row.id, renewed.tokens, renewed.expires_at)
    return Place(app, opened.secrets, row, renewed.tokens)

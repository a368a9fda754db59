"""Tells Slack that a token is wanted no more, once its place has been taken away here.

As well as can be: it is away, the token is over, or Slack has taken it already; then nothing is
left to do. Never: a removal that waits for it or fails with it; a token in a log.
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from api.chats.vendors import speaking
from api.services import Services
from channels.slack.setup import Setup
from channels.vendor import AwayError, LimitedError, RefusedError
from store.chats import ON, PlaceRow

_log = structlog.stdlib.get_logger()


def begin(services: Services, tenant: str, places: Sequence[PlaceRow]) -> None:
    """After the removal has been kept. Goes on by itself."""
    good = [one for one in places if one.state == ON]
    if good:
        services.background.start(_revoke(services, tenant, good))


async def _revoke(services: Services, tenant: str, places: Sequence[PlaceRow]) -> None:
    keys = await services.keyring.of(tenant)
    async with speaking() as web:
        for one in places:
            token = one.opened(keys).bot
            try:
                await Setup(services.chats.slack_api, web, token).revoke()
            except (AwayError, LimitedError, RefusedError) as error:
                _log.info("slack.not_revoked", why=str(error))

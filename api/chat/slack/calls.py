"""Clients of Slack's Web API, over connections that are kept for a process.

Never: an address that comes from a request; whoever runs the installation says where Slack is.
"""

from __future__ import annotations

import aiohttp

from channels.slack.client import Client
from channels.vendor import AwayError, RefusedError
from store.recent import Recent

LANGUAGES_SECONDS, MOST_LANGUAGES = 86_400.0, 20_000

FAILS = (AwayError, RefusedError)


class Calls:
    """Of one process; nothing is opened before somebody calls."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.languages: Recent[str] = Recent(LANGUAGES_SECONDS, MOST_LANGUAGES)
        """Of accounts that came lately: for words where nothing can be looked up in time."""
        self._session: aiohttp.ClientSession | None = None

    def client(self, token: str) -> Client:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return Client.of(token, self.url, self._session)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

"""How the connector brings an activity to the bot: once, with its token.

https://learn.microsoft.com/en-us/azure/bot-service/bot-builder-basics (15 seconds for an answer);
an invoke is answered in the same request, anything else by a 2xx.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.standins.shapes import Json
from tests.standins.teams.tokens import Forged, Signing

PATIENCE_SECONDS = 15.0


@dataclass
class Sent:
    """One activity, and what the bot said."""

    url: str
    headers: dict[str, str]
    body: bytes
    status: int | None = None
    answer: bytes = b""
    reason: str = ""

    @property
    def ok(self) -> bool:
        return self.status is not None and self.status // 100 == 2

    @property
    def json(self) -> Json:
        found: Any = json.loads(self.answer) if self.answer.strip() else {}
        assert isinstance(found, dict), "The bot answered JSON that is no object."
        return found


@dataclass
class Delivery:
    signing: Signing
    http: httpx.AsyncClient
    bot: str
    service_url: str = ""
    bot_url: str = ""
    """Where the bot listens: its messaging endpoint."""
    patience: float = PATIENCE_SECONDS
    sent: list[Sent] = field(default_factory=list[Sent])

    async def posts(self, activity: Json, forged: Forged | None = None) -> Sent:
        given = dict(activity)
        if forged is Forged.BODY_SERVICE_URL:
            given["serviceUrl"] = "https://elsewhere.example/"
        elif forged is Forged.TENANT:
            other = "11111111-2222-3333-4444-555555555555"
            data = {**given["channelData"], "tenant": {"id": other}}
            place = {**given["conversation"], "tenantId": other}
            given |= {"channelData": data, "conversation": place}
        headers = {"content-type": "application/json; charset=utf-8"}
        authorization = self.signing.authorization(self.service_url, forged)
        if authorization is not None:
            headers["authorization"] = authorization
        return await self._post(Sent(self.bot_url, headers, json.dumps(given).encode()))

    async def replays(self, sent: Sent) -> Sent:
        """The same bytes and token once more."""
        return await self._post(Sent(sent.url, sent.headers, sent.body))

    async def _post(self, sent: Sent) -> Sent:
        self.sent.append(sent)
        try:
            async with asyncio.timeout(self.patience):
                answer = await self.http.post(sent.url, content=sent.body, headers=sent.headers)
        except (TimeoutError, httpx.TimeoutException):
            sent.reason = "timeout"
        except httpx.TransportError:
            sent.reason = "connection_failed"
        else:
            sent.status, sent.answer = answer.status_code, answer.content
        return sent

"""How Slack brings a request to the app, and how often it tries.

https://docs.slack.dev/apis/events-api: a 2xx within three seconds, else three more tries (at once,
after a minute, after five) with X-Slack-Retry-Num and X-Slack-Retry-Reason; `X-Slack-No-Retry: 1`
in the answer ends them; up to two redirects. Interactions and commands come once:
https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.standins.shapes import Json
from tests.standins.slack.signing import Forged, signed
from tests.standins.slack.sockets import Sockets
from tests.standins.slack.state import Slack

PATIENCE_SECONDS = 3.0
RETRIES = 3
MOST_REDIRECTS = 2


@dataclass
class Sent:
    """One request, and what the app said."""

    url: str
    headers: dict[str, str]
    body: bytes
    status: int | None = None
    answer: bytes = b""
    answer_headers: dict[str, str] = field(default_factory=dict[str, str])
    reason: str = ""
    """Why it counts as not delivered: http_timeout, connection_failed, http_error, …"""

    @property
    def ok(self) -> bool:
        return not self.reason

    @property
    def json(self) -> Json:
        found: Any = json.loads(self.answer) if self.answer.strip() else {}
        assert isinstance(found, dict), "The app answered JSON that is no object."
        return found


@dataclass
class Delivery:
    slack: Slack
    sockets: Sockets
    http: httpx.AsyncClient
    patience: float = PATIENCE_SECONDS
    between: Callable[[int], Awaitable[None]] | None = None
    """Awaited before each further try, in place of Slack's 0, 60 and 300 seconds."""
    sent: list[Sent] = field(default_factory=list[Sent])

    async def interacts(self, payload: Json, url: str = "", forged: Forged | None = None) -> Sent:
        """A payload of an interaction, in a form as JSON."""
        if self.slack.app.socket_mode:
            return await self._by_socket("interactive", payload)
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return await self.posts(url or self.slack.app.interactivity_url, body, forged=forged)

    async def commands(self, fields: dict[str, str], forged: Forged | None = None) -> Sent:
        if self.slack.app.socket_mode:
            return await self._by_socket("slash_commands", dict(fields))
        url = self.slack.app.commands[fields["command"]]
        return await self.posts(url, urlencode(fields).encode(), forged=forged)

    async def event(self, payload: Json, forged: Forged | None = None) -> list[Sent]:
        """All tries, the last one perhaps a success."""
        tries: list[Sent] = []
        body = json.dumps(payload).encode()
        for number in range(RETRIES + 1):
            if number and self.between is not None:
                await self.between(number)
            retry = (number, tries[-1].reason) if tries else None
            if self.slack.app.socket_mode:
                tries.append(await self._by_socket("events_api", payload, retry))
            else:
                headers = {"content-type": "application/json"}
                if retry is not None:
                    headers["x-slack-retry-num"] = str(retry[0])
                    headers["x-slack-retry-reason"] = retry[1]
                tries.append(await self.posts(self.slack.app.events_url, body, headers, forged))
            last = tries[-1]
            if last.ok or last.answer_headers.get("x-slack-no-retry") == "1":
                break
        return tries

    async def posts(
        self,
        url: str,
        body: bytes,
        headers: dict[str, str] | None = None,
        forged: Forged | None = None,
    ) -> Sent:
        proof, body = signed(self.slack.app.signing_secret, self.slack.clock.now(), body, forged)
        given = {
            "content-type": "application/x-www-form-urlencoded",
            "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            **(headers or {}),
            **proof,
        }
        return await self._post(Sent(url, given, body))

    async def replays(self, sent: Sent) -> Sent:
        """The same bytes and headers once more, however long ago they came."""
        return await self._post(Sent(sent.url, sent.headers, sent.body))

    async def _post(self, sent: Sent) -> Sent:
        self.sent.append(sent)
        try:
            async with asyncio.timeout(self.patience):
                answer = await self.http.post(sent.url, content=sent.body, headers=sent.headers)
        except (TimeoutError, httpx.TimeoutException):
            sent.reason = "http_timeout"
        except httpx.TooManyRedirects:
            sent.reason = "too_many_redirects"
        except httpx.TransportError:
            sent.reason = "connection_failed"
        else:
            sent.status, sent.answer = answer.status_code, answer.content
            sent.answer_headers = {name.lower(): text for name, text in answer.headers.items()}
            sent.reason = "" if answer.is_success else "http_error"
        return sent

    async def _by_socket(
        self, kind: str, payload: Json, retry: tuple[int, str] | None = None
    ) -> Sent:
        sent = Sent("socket", {}, json.dumps(payload).encode())
        self.sent.append(sent)
        found = await self.sockets.sends(kind, payload, self.patience, retry)
        if found is None:
            sent.reason = "timeout" if self.sockets.open else "connection_failed"
        else:
            sent.status = 200
            sent.answer = json.dumps(found["payload"]).encode() if "payload" in found else b""
        return sent

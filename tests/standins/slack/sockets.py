"""Socket Mode: one WebSocket address at a time, envelopes and their acknowledgements.

https://docs.slack.dev/apis/events-api/using-socket-mode: `apps.connections.open` by an app-level
token with connections:write, an address used once, `hello`, `disconnect` with a warning and
then `refresh_requested`, up to ten connections, an acknowledgement with the envelope's id.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.standins.shapes import Json
from tests.standins.slack.calls import Call, Method
from tests.standins.slack.rates import TIER_1
from tests.standins.slack.refusals import RefusedError
from tests.standins.slack.state import Slack

MOST_CONNECTIONS = 10
CONNECTION_SECONDS = 3600
TICKET_SECONDS = 30
"""An address waits so long for its connection; the page says that they are temporary."""


@dataclass
class Sockets:
    slack: Slack
    tickets: dict[str, float] = field(default_factory=dict[str, float])
    open: list[WebSocket] = field(default_factory=list[WebSocket])
    stray: list[Json] = field(default_factory=list[Json])
    """What was acknowledged that nobody had sent."""
    _waiting: dict[str, asyncio.Future[Json]] = field(
        default_factory=dict[str, asyncio.Future[Json]]
    )
    _next: int = 0

    def method(self) -> Method:
        return Method(
            "apps.connections.open",
            self._address,
            ("connections:write",),
            TIER_1,
            token="app",
        )

    def _address(self, call: Call) -> Json:
        if not call.slack.app.socket_mode:
            raise RefusedError("not_allowed")
        ticket = secrets.token_hex(16)
        self.tickets[ticket] = call.slack.clock.now()
        base = call.slack.url.replace("http", "ws", 1)
        return {"url": f"{base}/link/?ticket={ticket}&app_id={call.slack.app.id}"}

    async def serve(self, socket: WebSocket) -> None:
        made = self.tickets.pop(socket.query_params.get("ticket", ""), None)
        if made is None or made + TICKET_SECONDS < self.slack.clock.now():
            await socket.close(4401)
            return
        await socket.accept()
        if len(self.open) >= MOST_CONNECTIONS:
            await self._says(socket, {"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return
        self.open.append(socket)
        try:
            await self._says(socket, self._hello())
            while True:
                self._acknowledged(await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            if socket in self.open:
                self.open.remove(socket)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.open),
            "debug_info": {
                "host": "applink-standin",
                "build_number": 1,
                "approximate_connection_time": CONNECTION_SECONDS,
            },
            "connection_info": {"app_id": self.slack.app.id},
        }

    async def _says(self, socket: WebSocket, message: Json) -> None:
        await socket.send_text(json.dumps(message))

    def _acknowledged(self, text: str) -> None:
        try:
            found: Any = json.loads(text)
        except ValueError:
            self.stray.append({"text": text})
            return
        waiting = self._waiting.pop(str(found.get("envelope_id")), None)
        if waiting is None or waiting.done():
            self.stray.append(found)
        else:
            waiting.set_result(found)

    async def sends(
        self, kind: str, payload: Json, patience: float, retry: tuple[int, str] | None = None
    ) -> Json | None:
        """The answer within the envelope's acknowledgement; None where none came in time."""
        if not self.open:
            return None
        envelope: Json = {
            "type": kind,
            "envelope_id": str(uuid4()),
            "payload": payload,
            # block_actions, views and commands may be answered; events may not.
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            number, reason = retry or (0, "")
            envelope |= {"retry_attempt": number, "retry_reason": reason}
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = waiting
        self._next += 1
        await self._says(self.open[self._next % len(self.open)], envelope)
        try:
            return await asyncio.wait_for(waiting, patience)
        except TimeoutError:
            self._waiting.pop(envelope["envelope_id"], None)
            return None

    async def warns(self) -> None:
        """About ten seconds before the end."""
        for socket in self.open:
            await self._says(socket, {"type": "disconnect", "reason": "warning"})

    async def refreshes(self) -> None:
        """Slack ends connections of its own accord now and then."""
        for socket in [*self.open]:
            message = {"type": "disconnect", "reason": "refresh_requested"}
            await self._says(socket, message)

    async def ends(self) -> None:
        for socket in [*self.open]:
            with suppress(RuntimeError):
                await socket.close()

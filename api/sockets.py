"""The outermost layer of every WebSocket: its id, its log line, its figures, the headers.

Never: a message or a query string in a log.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from typing import cast

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.audit.origin import asks
from api.metrics import Metrics
from api.request_ids import request_id

FAULT = 1011
FORBIDDEN = 403
"""How a server answers a socket that is closed before it was accepted."""

GONE = 1006
"""Neither side has said why."""

WHY_CLOSED = "baton.closed"
"""Where a scope says why we close: who never reads hears it as little as anything else."""

KNOWN = frozenset({1000, 1001, 1005, GONE, 1007, 1009, FAULT, 1012, 1013, 4401, 4429})
"""Whoever closes may say any number, and figures have few labels."""

_log = structlog.stdlib.get_logger()


class Socket:
    """One socket from its request to its end."""

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, headers: Sequence[tuple[bytes, bytes]]
    ) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._id = request_id(scope)
        self._headers = [(b"x-request-id", self._id.encode()), *headers]
        self._code: int | None = None
        """Of the side that closed first; a status where it never opened."""
        self._accepted = False
        scope["baton.request"] = self._id

    async def run(self, app: ASGIApp, metrics: Metrics) -> None:
        structlog.contextvars.bind_contextvars(request=self._id)
        asks(self._scope, self._id)
        began = time.perf_counter()
        with metrics.sockets.track_inprogress():
            try:
                await app(self._scope, self._noting_receive, self._decorated_send)
            except Exception:  # noqa: BLE001 - uvicorn would say it a second time
                _log.exception("socket.failed", path=cast("str", self._scope["path"]))
                await self._fail()
        code = cast("int | None", self._scope.get(WHY_CLOSED)) or self._code or GONE
        plain = code in KNOWN or not self._accepted
        metrics.sockets_closed.labels(str(code) if plain else "other").inc()
        _log.info(
            "socket",
            path=cast("str", self._scope["path"]),
            code=code,
            seconds=round(time.perf_counter() - began, 1),
        )

    async def _fail(self) -> None:
        with suppress(OSError, RuntimeError):
            await self._decorated_send({"type": "websocket.close", "code": FAULT})

    async def _noting_receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "websocket.disconnect":
            self._note(cast("int", message.get("code") or GONE))
        return message

    async def _decorated_send(self, message: Message) -> None:
        kind = cast("str", message["type"])
        if kind == "websocket.accept":
            self._accepted = True
            self._decorate(message)
        elif kind == "websocket.close":
            self._note(cast("int", message.get("code", 1000)) if self._accepted else FORBIDDEN)
        elif kind == "websocket.http.response.start":
            self._note(cast("int", message["status"]))
            self._decorate(message)
        await self._send(message)

    def _decorate(self, message: Message) -> None:
        given = cast("Sequence[tuple[bytes, bytes]]", message.get("headers", ()))
        message["headers"] = [*given, *self._headers]

    def _note(self, code: int) -> None:
        if self._code is None:
            self._code = code

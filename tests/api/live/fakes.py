"""A socket that takes messages when the test lets it, and somebody who holds it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from starlette.websockets import WebSocket, WebSocketState

from api.access.rights import Holder, rights_of
from api.auth.principal import Principal, Proven
from api.live.connection import Connection
from store.access import Book


async def until(holds: Callable[[], object]) -> None:
    """What runs beside the test has come so far."""
    for _ in range(100_000):
        if holds():
            return
        await asyncio.sleep(0)
    raise AssertionError("It never came so far.")


def principal(person: str = "ada", *roles: str, tenant: str = "t") -> Principal:
    rights = rights_of(Holder(person, roles), Book(), 0.0)
    return Principal(tenant, "slug", "Name", person, "a@b.example", "Ada", roles, rights)


class Socket:
    """Speaks ASGI to a connection."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.takes = asyncio.Event()
        self.takes.set()
        self.came = asyncio.Event()
        self.received: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def send(self, message: dict[str, Any]) -> None:
        await self.takes.wait()
        self.sent.append(message)
        self.came.set()

    def texts(self) -> list[dict[str, Any]]:
        return [json.loads(one["text"]) for one in self.sent if one["type"] == "websocket.send"]

    def codes(self) -> list[int]:
        return [one["code"] for one in self.sent if one["type"] == "websocket.close"]

    async def until(self, number: int) -> None:
        """So many messages have been taken."""
        async with asyncio.timeout(20):
            while len(self.sent) < number:
                self.came.clear()
                await self.came.wait()

    def connection(self, *roles: str, person: str = "ada") -> Connection:
        socket = WebSocket({"type": "websocket"}, self.received.get, self.send)
        socket.client_state = socket.application_state = WebSocketState.CONNECTED
        return Connection(socket, Proven(principal(person, *roles), f"digest of {person}"))

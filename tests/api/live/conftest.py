"""Sockets of a served application: what a page or a script would open."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from api import main
from api.app import create_app
from api.live.protocol import SUBPROTOCOL
from api.services import Services
from store.sketch_news import SketchNews

ADDRESS = "/api/v1/live"
PATIENCE_SECONDS = 20


class Listener:
    """A client of ours, with what it has heard."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def send(self, message: object) -> None:
        await self.socket.send(json.dumps(message))

    async def next(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return json.loads(await self.socket.recv())

    async def hear(self, kind: str) -> dict[str, Any]:
        """The next message, which is of this kind."""
        message = await self.next()
        assert message["type"] == kind, message
        return message

    async def watch(self, run: str | None = None, after: int = 0) -> None:
        topic = {"topic": "runs"} if run is None else {"topic": "run", "run": run}
        more = {} if run is None else {"after": after}
        await self.send({"type": "watch", **topic, **more})
        assert await self.hear("watching") == {"type": "watching", **topic}

    async def watch_inbox(self) -> None:
        await self.send({"type": "watch", "topic": "inbox"})
        assert await self.hear("watching") == {"type": "watching", "topic": "inbox"}

    async def watch_sketch(self, place: str) -> dict[str, Any]:
        """And how it stands."""
        topic = {"topic": "sketch", "process": place}
        await self.send({"type": "watch", **topic})
        assert await self.hear("watching") == {"type": "watching", **topic}
        return await self.hear("sketch")

    async def hears_nothing(self) -> None:
        """Whatever was to come has come before the answer to this."""
        await self.send({"type": "ping"})
        await self.hear("pong")

    async def closed(self) -> int:
        """With what code; what came before is let go."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                try:
                    await self.socket.recv()
                except ConnectionClosed:
                    return self.socket.close_code


class Ears:
    """Hears what the process hears, so that a test can wait for what is on its way."""

    def __init__(self) -> None:
        self._listening = asyncio.Event()
        self._heard: set[str] = set()

    def changed(self, tenant: str, run: str) -> None:
        self._heard.add(run)

    def inbox(self, tenant: str, person: str) -> None:
        """Nobody waits for it here."""

    def sketch(self, news: SketchNews) -> None:
        """Nobody waits for it here."""

    def lost(self) -> None:
        self._listening.set()

    async def are_open(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._listening.wait()

    async def have_heard_of(self, run: str) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            for _ in range(2000):
                if run in self._heard:
                    return
                await asyncio.sleep(0.01)


@pytest.fixture
async def ears(services: Services) -> Ears:
    """Of a process whose first connection for notifications is there."""
    ears = Ears()
    services.watch.follow(ears)
    # A connection that was there before told nobody of it: another one is made.
    await services.watch.close()
    services.watch.stopping = False
    services.watch.open()
    await ears.are_open()
    return ears


@pytest.fixture
async def served(services: Services, ears: Ears) -> AsyncIterator[str]:
    """The address of the application."""
    listening = main.bind("127.0.0.1", 0)
    server = main.server(create_app(services), services)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    await task


Listen = Callable[..., Awaitable[Listener]]


@pytest.fixture
async def listen(served: str) -> AsyncIterator[Listen]:
    """`await listen(client)` opens a socket with that client's key."""
    sockets: list[ClientConnection] = []

    async def listen(client: httpx.AsyncClient | None = None, **given: Any) -> Listener:
        headers = list(given.pop("headers", []))
        if client is not None:
            headers.append(("Authorization", client.headers["Authorization"]))
        socket = await connect(
            served.replace("http", "ws") + ADDRESS,
            subprotocols=given.pop("subprotocols", [SUBPROTOCOL]),
            additional_headers=headers,
            proxy=None,
            **given,
        )
        sockets.append(socket)
        return Listener(socket)

    yield listen
    for socket in sockets:
        await socket.close()


@pytest.fixture
async def run(admin: httpx.AsyncClient, hello: str, ears: Ears) -> str:
    """The id of a run of the administrator's, whose start nobody waits to hear of any more."""
    answer = await admin.post("/api/v1/runs", json={"workflow": hello})
    await ears.have_heard_of(answer.json()["id"])
    return answer.json()["id"]

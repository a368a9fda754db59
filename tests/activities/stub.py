"""A small HTTP server for tests: answers by path, keeps what it was asked, can misbehave.

Never: more HTTP than the tests need; a route gets the raw connection when it wants to.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Asked:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    connection: int

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


Handler = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Stub:
    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    _routes: dict[str, list[Handler]] = field(default_factory=lambda: defaultdict(list))
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answers(
        self,
        path: str,
        body: object = None,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
        raw: bytes | None = None,
    ) -> None:
        """Add an answer for the path; the last one repeats. `body` goes as JSON, `raw` as it is."""
        given = {"content-type": "application/json"} if raw is None else {}
        data = json.dumps(body).encode() if raw is None else raw
        given |= {"content-length": str(len(data))} | (headers or {})
        lines = [f"{name}: {value}" for name, value in given.items()]
        head = "\r\n".join([f"HTTP/1.1 {status} Whatever", *lines, "", ""]).encode()

        async def handler(_asked: Asked, writer: asyncio.StreamWriter) -> None:
            writer.write(head + data)

        self._routes[path].append(handler)

    def says(self, path: str, *chunks: bytes, close: bool = True) -> None:
        """Raw bytes; then the connection is closed, or left as it is."""

        async def handler(_asked: Asked, writer: asyncio.StreamWriter) -> None:
            for chunk in chunks:
                writer.write(chunk)
                await writer.drain()
            if close:
                writer.close()

        self._routes[path].append(handler)

    def does(self, path: str, handler: Handler) -> None:
        self._routes[path].append(handler)

    def hangs(self, path: str, first: bytes = b"") -> asyncio.Event:
        """Sends `first`, then nothing more until the event is set."""
        released = asyncio.Event()

        async def handler(_asked: Asked, writer: asyncio.StreamWriter) -> None:
            writer.write(first)
            await released.wait()

        self._routes[path].append(handler)
        return released

    async def until_asked(self, count: int = 1) -> None:
        while len(self.asked) < count:
            self._arrived.clear()
            async with asyncio.timeout(10):
                await self._arrived.wait()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        number = self.connections
        with suppress(asyncio.IncompleteReadError, ConnectionError, RuntimeError):
            while True:
                asked = await self._read(reader, number)
                self.asked.append(asked)
                self._arrived.set()
                handlers = self._routes.get(asked.path)
                if not handlers:
                    writer.write(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
                    continue
                handler = handlers.pop(0) if len(handlers) > 1 else handlers[0]
                await handler(asked, writer)
                await writer.drain()

    @staticmethod
    async def _read(reader: asyncio.StreamReader, number: int) -> Asked:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip("\r\n").split("\r\n")
        method, target, _ = first.split(" ")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)
        }
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        return Asked(method, target, headers, body, number)


@asynccontextmanager
async def serving(host: str = "127.0.0.1") -> AsyncIterator[Stub]:
    stub = Stub()
    tasks: set[asyncio.Task[None]] = set()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await stub.serve(reader, writer)
        except asyncio.CancelledError:
            pass
        finally:
            tasks.discard(task)
            writer.close()

    server = await asyncio.start_server(accept, host, 0)
    stub.port = server.sockets[0].getsockname()[1]
    try:
        yield stub
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def until(holds: Callable[[], bool], seconds: float = 10) -> None:
    """Let others run until it holds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "It did not come to hold in time."
        await asyncio.sleep(0)

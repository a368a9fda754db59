"""Stands in for a receiver of webhooks, strict: it verifies by an implementation of its own.

The signature is made here from RFC 2104 and the published text of Standard Webhooks, not by what
the product uses. What is wrong with a message is kept beside it, and so is one that came before.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

BLOCK = 64
TOLERANCE_SECONDS = 300


def hmac_sha256(key: bytes, text: bytes) -> bytes:
    """RFC 2104, written out."""
    key = (hashlib.sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    inner = hashlib.sha256(bytes(one ^ 0x36 for one in key) + text).digest()
    return hashlib.sha256(bytes(one ^ 0x5C for one in key) + inner).digest()


def faults(
    secret: str, headers: dict[str, str], body: bytes, now: float | None = None
) -> list[str]:
    """What a strict receiver has against a message; nothing where it is sound."""
    found: list[str] = []
    id_, at, signatures = (
        headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature")
    )
    if not id_ or "." in id_:
        found.append("id")
    if not at.isdigit() or abs((time.time() if now is None else now) - int(at)) > TOLERANCE_SECONDS:
        found.append("timestamp")
    key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    if not (secret.startswith("whsec_") and 24 <= len(key) <= 64):
        found.append("secret")
    mac = base64.b64encode(hmac_sha256(key, f"{id_}.{at}.".encode() + body)).decode()
    if f"v1,{mac}" not in signatures.split(" "):
        found.append("signature")
    return found


@dataclass
class Reply:
    """One answer of the receiver."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""
    waits_for: asyncio.Event | None = None
    endless: bool = False
    """Sends without an end."""
    hangs_up: bool = False


@dataclass
class Came:
    """One message."""

    path: str
    headers: dict[str, str]
    body: bytes
    faults: list[str]

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)


@dataclass
class Receiver:
    """Listens on this machine."""

    port: int = 0
    secret: str = ""
    came: list[Came] = field(default_factory=list[Came])
    replies: deque[Reply] = field(default_factory=deque[Reply])
    """The next ones; when there are none, 204."""
    always: Reply = field(default_factory=Reply)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                while await self._one(reader, writer):
                    pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        lines = (line.split(": ", 1) for line in head[1:] if line)
        headers = {name.lower(): value for name, value in lines}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        wrong = faults(self.secret, headers, body) if self.secret else ["secret"]
        if not head[0].startswith("POST ") or headers.get("content-type") != "application/json":
            wrong.append("request")
        self.came.append(Came(head[0].split(" ")[1], headers, body, wrong))
        self.arrived.set()
        return await self._answer(writer)

    async def _answer(self, writer: asyncio.StreamWriter) -> bool:
        reply = self.replies.popleft() if self.replies else self.always
        if reply.waits_for is not None:
            await reply.waits_for.wait()
        if reply.hangs_up:
            return False
        lines = [f"HTTP/1.1 {reply.status} x"]
        lines += [f"{name}: {value}" for name, value in reply.headers.items()]
        if reply.endless:
            writer.write("\r\n".join([*lines, "", ""]).encode())
            while True:
                writer.write(b"x" * 65536)
                await writer.drain()
        if reply.status != 204:
            lines.append(f"content-length: {len(reply.body)}")
        writer.write("\r\n".join([*lines, "", ""]).encode() + reply.body)
        await writer.drain()
        return "connection" not in reply.headers


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    connections: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(receiver.take(reader, writer))
        connections.add(task)
        task.add_done_callback(connections.discard)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
        for task in [*connections]:
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)

"""A remote service that counts raw arrivals by idempotency key and path.

Never: an answer that hides a repetition; every arrival counts, also one whose caller died.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import Counter
from collections.abc import Callable
from typing import Self, TypeAlias

DELAY_SECONDS = 0.15

Answer: TypeAlias = Callable[[str, str], tuple[int, object]]
"""Status and body, by path and key: the same whoever asks, and however often."""


def _ok(_path: str, _key: str) -> tuple[int, object]:
    return 200, {"ok": True}


class CountingStub:
    """`POST /…` and `GET /…` answer, usually after a little while."""

    def __init__(self, answer: Answer = _ok, delay_seconds: float = DELAY_SECONDS) -> None:
        self._answer = answer
        self._delay_seconds = delay_seconds
        self.arrivals: Counter[tuple[str, str]] = Counter()
        """By method and path."""
        self.keys: Counter[tuple[str, str]] = Counter()
        """By path and idempotency key, of calls that have one."""
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                lines = head.split("\r\n")
                headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
                await reader.readexactly(int(headers.get("content-length", "0")))
                method, path, _ = lines[0].split(" ", 2)
                key = headers.get("idempotency-key", "")
                self.arrivals[method, path] += 1
                self.keys.update([(path, key)] if key else [])
                await asyncio.sleep(self._delay_seconds)
                status, said = self._answer(path, key)
                body = json.dumps(said).encode()
                writer.write(
                    f"HTTP/1.1 {status} Said\r\ncontent-type: application/json\r\n".encode()
                    + f"content-length: {len(body)}\r\n\r\n".encode()
                    + body
                )
                await writer.drain()
        writer.close()

"""One socket: what waits to be sent, the beat, and its end.

What waits is bounded. A state of a run replaces an older one that still waits; lines of a trace are
read only when there is room for them; who is too slow for the rest is let go and comes back. Never:
a wait of somebody who tells something until the socket has taken it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from itertools import count

from starlette.websockets import WebSocket, WebSocketDisconnect

from api.auth.principal import Proven
from api.live.protocol import BEAT, MAX_MESSAGE_BYTES, Close
from api.sockets import WHY_CLOSED

BEAT_SECONDS = 15.0
MOST_WAITING = 1000
"""Messages that wait to be sent; more of them, and the socket is too slow."""

MOST_TRACES = 4
"""Messages of traces among them, each up to a page of lines."""


async def _nothing(_run: str) -> None:
    """Nobody wants to know."""


class Connection:
    """Of one person."""

    def __init__(
        self, socket: WebSocket, proven: Proven, reads: Callable[[str], Awaitable[None]] = _nothing
    ) -> None:
        self.proven = proven
        self.reads = reads
        """Called before values of a run are told, with its id."""
        self.on_room: Callable[[Connection], None] | None = None
        """Called when there is room for traces again."""
        self._socket = socket
        self._waiting: OrderedDict[object, str] = OrderedDict()
        self._numbers = count()
        self._traces = 0
        self._more = asyncio.Event()
        self._end: tuple[Close, str] | None = None

    @property
    def ended(self) -> bool:
        return self._end is not None

    @property
    def has_room(self) -> bool:
        return self._traces < MOST_TRACES and self._end is None

    def say(self, text: str) -> None:
        self._put(next(self._numbers), text)

    def say_state(self, run: str, text: str) -> None:
        """The latest wins: one that still waits is replaced."""
        self._put(run, text)

    def say_trace(self, text: str) -> None:
        self._traces += 1
        self._put(("trace", next(self._numbers)), text)

    def close(self, code: Close, why: str) -> None:
        """What waits is dropped: who comes back asks from its number."""
        if self._end is None:
            self._end = code, why
            self._socket.scope[WHY_CLOSED] = int(code)
            self._waiting.clear()
            self._more.set()

    async def receive(self) -> str | bytes | None:
        """The next message; None when the socket is closed."""
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        text: object = message.get("text")
        if not isinstance(text, str):
            return b""
        if len(text.encode()) > MAX_MESSAGE_BYTES:
            self.close(Close.TOO_BIG, f"A message has at most {MAX_MESSAGE_BYTES} bytes.")
        return text

    async def send_all(self) -> None:
        """Until the end, which it sends."""
        self._beats_again()
        try:
            while self._end is None:
                await self._more.wait()
                self._more.clear()
                while self._waiting and self._end is None:
                    key, text = self._waiting.popitem(last=False)
                    await self._socket.send({"type": "websocket.send", "text": text})
                    self._sent(key)
            await self._socket.close(*self._end)
        except (WebSocketDisconnect, RuntimeError):
            # Gone in the middle; whoever receives hears of it.
            self.close(Close.AWAY, "")
        finally:
            self._beating.cancel()

    def _put(self, key: object, text: str) -> None:
        if self._end is not None:
            return
        self._waiting[key] = text
        if len(self._waiting) > MOST_WAITING:
            self.close(Close.SLOW, "Too slow: come back and ask from your number.")
        self._more.set()

    def _sent(self, key: object) -> None:
        if isinstance(key, tuple):
            was_full = not self.has_room
            self._traces -= 1
            if was_full and self.on_room is not None:
                self.on_room(self)

    def _beat(self) -> None:
        self.say(BEAT)
        self._beats_again()

    def _beats_again(self) -> None:
        self._beating = asyncio.get_running_loop().call_later(BEAT_SECONDS, self._beat)

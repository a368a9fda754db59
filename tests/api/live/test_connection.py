"""What waits to be sent is bounded, and the latest state wins."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from api.live import connection as module
from api.live.connection import Connection
from api.live.protocol import Close
from tests.api.live.fakes import Socket


@pytest.fixture
async def socket() -> Socket:
    return Socket()


@pytest.fixture
async def connection(socket: Socket) -> AsyncIterator[Connection]:
    connection = socket.connection()
    sending = asyncio.create_task(connection.send_all())
    yield connection
    connection.close(Close.AWAY, "")
    socket.takes.set()
    await sending


def text(number: int) -> str:
    return json.dumps({"number": number})


async def held(socket: Socket, connection: Connection) -> None:
    """The socket has taken one message, and no more for now."""
    connection.say(text(0))
    await socket.until(1)
    socket.takes.clear()
    connection.say(text(1))
    for _ in range(10):
        await asyncio.sleep(0)


class TestSay:
    async def test_in_order(self, socket: Socket, connection: Connection):
        for number in range(5):
            connection.say(text(number))
        await socket.until(5)
        assert [one["number"] for one in socket.texts()] == [0, 1, 2, 3, 4]

    async def test_the_latest_state_wins(self, socket: Socket, connection: Connection):
        await held(socket, connection)
        for number in range(2, 9):
            connection.say_state("a" if number % 2 else "b", text(number))
        socket.takes.set()
        await socket.until(4)
        assert [one["number"] for one in socket.texts()] == [0, 1, 8, 7]

    async def test_too_slow(self, socket: Socket, connection: Connection):
        await held(socket, connection)
        for number in range(module.MOST_WAITING + 1):
            assert not connection.ended
            connection.say_state(str(number), text(number))
        assert connection.ended
        connection.say(text(0))
        assert not connection._waiting
        socket.takes.set()
        await socket.until(3)
        assert socket.codes() == [1013]

    async def test_traces_wait_for_room(self, socket: Socket, connection: Connection):
        told: list[Connection] = []
        connection.on_room = told.append
        await held(socket, connection)
        for number in range(module.MOST_TRACES):
            assert connection.has_room
            connection.say_trace(text(number))
        assert not connection.has_room
        socket.takes.set()
        await socket.until(2 + module.MOST_TRACES)
        assert connection.has_room
        assert told == [connection]


class TestClose:
    async def test_once_and_before_all_that_waits(self, socket: Socket, connection: Connection):
        connection.say(text(1))
        connection.close(Close.SIGNED_OUT, "Signed out.")
        connection.close(Close.AWAY, "")
        await socket.until(1)
        assert socket.sent == [{"type": "websocket.close", "code": 4401, "reason": "Signed out."}]

    async def test_gone_in_the_middle(self):
        async def broken(message: object) -> None:
            raise OSError("gone")

        socket = Socket()
        socket.send = broken  # type: ignore[method-assign]
        connection = socket.connection()
        connection.say(text(1))
        await connection.send_all()
        assert connection.ended


class TestReceive:
    async def test_text_bytes_and_the_end(self, socket: Socket, connection: Connection):
        for message in (
            {"type": "websocket.receive", "text": "a"},
            {"type": "websocket.receive", "bytes": b"a"},
            {"type": "websocket.receive", "text": "☃" * 1366},
            {"type": "websocket.disconnect", "code": 1000},
        ):
            socket.received.put_nowait(message)
        assert await connection.receive() == "a"
        assert await connection.receive() == b""
        await connection.receive()
        assert connection.ended
        assert await connection.receive() is None


class TestBeat:
    async def test_again_and_again(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(module, "BEAT_SECONDS", 0.01)
        socket = Socket()
        connection = socket.connection()
        sending = asyncio.create_task(connection.send_all())
        await socket.until(3)
        connection.close(Close.AWAY, "")
        await sending
        assert socket.texts()[:3] == [{"type": "beat"}] * 3

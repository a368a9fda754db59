"""A trace is told in order to each from their own number, read once for all who stand together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from api.live import trace_feed as module
from api.live.connection import MOST_TRACES
from api.live.reading import TracePart
from api.live.trace_feed import TraceFeed
from definitions.contracts import TraceRow
from tests.api.live.fakes import Socket, until


class Reading:
    """Stands for the database: so many lines are there."""

    def __init__(self) -> None:
        self.lines = 0
        self.status = "running"
        self.reads: list[int] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def trace(self, tenant: str, run: str, after: int) -> TracePart:
        self.reads.append(after)
        numbers = range(after + 1, min(self.lines, after + module.PAGE) + 1)
        part = TracePart(self.status, [TraceRow(n, "", "", "task.completed", n) for n in numbers])
        await self.gate.wait()
        return part


@pytest.fixture
async def reading(monkeypatch: pytest.MonkeyPatch) -> Reading:
    monkeypatch.setattr(module, "PAGE", 10)
    return Reading()


@pytest.fixture
async def feed(reading: Reading) -> AsyncIterator[TraceFeed]:
    feed = TraceFeed("t", "a", reading)  # type: ignore[arg-type]
    yield feed
    feed.close()


@pytest.fixture
async def watch(feed: TraceFeed) -> AsyncIterator[object]:
    sending: list[asyncio.Task[None]] = []

    def watch(after: int, *, takes: bool = True) -> Socket:
        socket = Socket()
        if not takes:
            socket.takes.clear()
        socket.watcher = socket.connection()  # type: ignore[attr-defined]
        socket.watcher.on_room = lambda _: feed.look()  # type: ignore[attr-defined]
        sending.append(asyncio.create_task(socket.watcher.send_all()))  # type: ignore[attr-defined]
        feed.add(socket.watcher, after, values=True)  # type: ignore[attr-defined]
        return socket

    yield watch
    for task in sending:
        task.cancel()
    await asyncio.gather(*sending, return_exceptions=True)


def numbers(socket: Socket) -> list[int]:
    return [item["sequence"] for text in socket.texts() for item in text["items"]]


async def told(socket: Socket, after: int) -> None:
    async with asyncio.timeout(20):
        while not socket.texts() or socket.texts()[-1]["after"] < after:
            socket.came.clear()
            await socket.came.wait()


class TestTell:
    async def test_each_from_their_own_number(self, feed: TraceFeed, reading: Reading, watch):
        reading.lines = 35
        sockets = {after: watch(after) for after in (0, 7, 20, 35)}
        for after, socket in sockets.items():
            await told(socket, 35)
            assert numbers(socket) == list(range(after + 1, 36))

    async def test_read_once_for_all(self, feed: TraceFeed, reading: Reading, watch):
        sockets = [watch(0) for _ in range(5)]
        for socket in sockets:
            await socket.until(1)
        before = len(reading.reads)
        reading.lines = 3
        feed.look()
        for socket in sockets:
            await told(socket, 3)
        assert len(reading.reads) == before + 1

    async def test_who_has_no_room_holds_nobody_up(self, feed: TraceFeed, reading: Reading, watch):
        reading.lines = 10 * (MOST_TRACES + 20)
        slow, quick = watch(0, takes=False), watch(0)
        await told(quick, reading.lines)
        assert not slow.sent
        assert not slow.watcher.ended
        slow.takes.set()
        await told(slow, reading.lines)
        assert numbers(slow) == numbers(quick) == list(range(1, reading.lines + 1))

    async def test_who_begins_again_while_it_is_read(
        self, feed: TraceFeed, reading: Reading, watch
    ):
        reading.lines = 5
        reading.gate.clear()
        socket = watch(4)
        await until(lambda: reading.reads)
        feed.add(socket.watcher, 0, values=True)
        reading.gate.set()
        await told(socket, 5)
        assert numbers(socket) == [1, 2, 3, 4, 5]

    async def test_who_leaves_while_it_is_read(self, feed: TraceFeed, reading: Reading, watch):
        reading.lines = 5
        reading.gate.clear()
        gone, stays = watch(0), watch(0)
        await until(lambda: reading.reads)
        feed.remove(gone.watcher)
        reading.gate.set()
        await told(stays, 5)
        assert gone.sent == []

    async def test_nothing_new_is_nothing_told(self, feed: TraceFeed, reading: Reading, watch):
        reading.lines = 2
        socket = watch(0)
        await told(socket, 2)
        for _ in range(3):
            reading.reads.clear()
            feed.look()
            await until(lambda: reading.reads)
        reading.status = "completed"
        feed.look()
        await socket.until(2)
        last = socket.texts()[-1]
        assert (last["items"], last["status"], last["after"]) == ([], "completed", 2)

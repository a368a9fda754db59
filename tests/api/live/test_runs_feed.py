"""A run is read once however many watch, and told no more often than its interval."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from api.live import feed as feeds
from api.live import runs_feed as module
from api.live.connection import Connection
from api.live.runs_feed import RunsFeed
from store.runs import RunLine
from tests.api.live.fakes import Socket, until

NOW = datetime(2026, 3, 1, tzinfo=UTC)


class Reading:
    """Stands for the database."""

    def __init__(self) -> None:
        self.statuses: dict[str, str] = {}
        self.reads: list[list[str]] = []
        self.away = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def runs(self, tenant: str, ids: list[str]) -> list[RunLine]:
        self.reads.append(list(ids))
        await self.gate.wait()
        if self.away:
            self.away -= 1
            raise ConnectionRefusedError("away")
        return [line(run, self.statuses[run]) for run in ids if run in self.statuses]


def line(run: str, status: str) -> RunLine:
    return RunLine(
        id=run,
        namespace="n",
        name="m",
        version="1.0.0",
        status=status,
        started_by="ada",
        execution=1,
        created_at=NOW,
        started_at=None,
        ended_at=None,
    )


@pytest.fixture
async def reading() -> Reading:
    return Reading()


@pytest.fixture
async def feed(reading: Reading) -> AsyncIterator[RunsFeed]:
    feed = RunsFeed("t", reading)  # type: ignore[arg-type]
    yield feed
    feed.close()


@pytest.fixture
async def sockets(feed: RunsFeed) -> AsyncIterator[list[Socket]]:
    """Of three who see all."""
    sockets = [Socket() for _ in range(3)]
    sending = []
    for socket in sockets:
        watcher = socket.connection("operator")
        feed.add(watcher)
        sending.append(asyncio.create_task(watcher.send_all()))
    yield sockets
    for task in sending:
        task.cancel()
    await asyncio.gather(*sending, return_exceptions=True)


def statuses(socket: Socket) -> list[str]:
    return [text["run"]["status"] for text in socket.texts()]


class TestChanged:
    async def test_read_once_for_all(self, feed: RunsFeed, reading: Reading, sockets: list[Socket]):
        reading.statuses = {"a": "pending", "b": "running"}
        feed.changed("a")
        feed.changed("b")
        for socket in sockets:
            await socket.until(2)
        assert reading.reads == [["a", "b"]]
        assert [statuses(socket) for socket in sockets] == [["pending", "running"]] * 3

    async def test_the_latest_wins_within_the_interval(
        self, feed: RunsFeed, reading: Reading, sockets: list[Socket]
    ):
        for status in ("pending", "running", "waiting", "completed"):
            reading.statuses["a"] = status
            feed.changed("a")
            for _ in range(10):
                await asyncio.sleep(0)
        await sockets[0].until(2)
        assert statuses(sockets[0]) == ["pending", "completed"]

    async def test_a_change_while_it_is_read_is_another_one(
        self, feed: RunsFeed, reading: Reading, sockets: list[Socket]
    ):
        reading.statuses["a"] = "pending"
        reading.gate.clear()
        feed.changed("a")
        await until(lambda: reading.reads)
        feed.changed("a")
        reading.gate.set()
        await sockets[0].until(1)
        reading.statuses["a"] = "running"
        await sockets[0].until(2)
        assert statuses(sockets[0]) == ["pending", "running"]

    async def test_what_was_told_is_not_told_again(
        self, feed: RunsFeed, reading: Reading, sockets: list[Socket], monkeypatch
    ):
        monkeypatch.setattr(module, "INTERVAL_SECONDS", 0.0)
        reading.statuses = {"a": "running", "b": "running"}
        for run in ("a", "a", "a", "b"):
            reading.reads.clear()
            feed.changed(run)
            await until(lambda: reading.reads)
        await sockets[0].until(2)
        assert [text["run"]["id"] for text in sockets[0].texts()] == ["a", "b"]

    async def test_after_the_database_was_away(
        self, feed: RunsFeed, reading: Reading, sockets: list[Socket], monkeypatch
    ):
        monkeypatch.setattr(feeds, "RETRY_SECONDS", 0.0)
        reading.statuses["a"] = "running"
        reading.away = 3
        feed.changed("a")
        await sockets[0].until(1)
        assert reading.reads == [["a"]] * 4

    async def test_a_run_that_is_nobodys(
        self, feed: RunsFeed, reading: Reading, sockets: list[Socket]
    ):
        reading.statuses["there"] = "running"
        feed.changed("not there")
        feed.changed("there")
        await sockets[0].until(1)
        assert sockets[0].texts()[0]["run"]["id"] == "there"

    async def test_what_is_remembered_is_bounded(
        self, feed: RunsFeed, reading: Reading, sockets: list[Socket], monkeypatch
    ):
        monkeypatch.setattr(module, "REMEMBERED", 5)
        monkeypatch.setattr(module, "MOST_AT_ONCE", 7)
        reading.statuses = {str(number): "running" for number in range(20)}
        for run in reading.statuses:
            feed.changed(run)
        await sockets[0].until(20)
        assert [len(ids) for ids in reading.reads] == [7, 7, 6]
        assert len(feed._told) == 5


class TestWatchers:
    async def test_who_may_see_only_their_own(self, feed: RunsFeed, reading: Reading):
        reading.statuses["a"] = "running"
        own, others = Socket(), Socket()
        watchers: list[Connection] = [
            own.connection("member", person="ada"),
            others.connection("member", person="bob"),
        ]
        sending = [asyncio.create_task(watcher.send_all()) for watcher in watchers]
        for watcher in watchers:
            feed.add(watcher)
        feed.changed("a")
        feed.again()
        await own.until(2)
        await others.until(1)
        assert sorted(text["type"] for text in own.texts()) == ["again", "run"]
        assert [text["type"] for text in others.texts()] == ["again"]
        for watcher in watchers:
            feed.remove(watcher)
        assert not feed.watched
        for task in sending:
            task.cancel()

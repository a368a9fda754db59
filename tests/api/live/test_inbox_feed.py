"""People hear that their lists have changed, and so does who stands in; nobody else does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest

from api.live import feed as feeds
from api.live import inbox_feed as module
from api.live.inbox_feed import InboxFeed
from store.standing_in import Absence
from tests.api.live.fakes import Socket, until

NOW = datetime.now(UTC)


class Reading:
    """Stands for the database."""

    def __init__(self) -> None:
        self.of: dict[str, list[Absence]] = {}
        self.reads = 0
        self.away = 0

    async def absences(self, tenant: str) -> dict[str, list[Absence]]:
        self.reads += 1
        if self.away:
            self.away -= 1
            raise ConnectionRefusedError("away")
        return self.of


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "INTERVAL_SECONDS", 0.0)
    monkeypatch.setattr(feeds, "RETRY_SECONDS", 0.0)


@pytest.fixture
async def reading() -> Reading:
    return Reading()


@pytest.fixture
async def feed(reading: Reading) -> AsyncIterator[InboxFeed]:
    feed = InboxFeed("t", reading)  # type: ignore[arg-type]
    yield feed
    feed.close()


Watching = Callable[[str], Socket]


@pytest.fixture
async def watching(feed: InboxFeed) -> AsyncIterator[Watching]:
    """`watching("ada")` opens a socket of hers that watches."""
    sending: list[asyncio.Task[None]] = []

    def watching(person: str) -> Socket:
        socket = Socket()
        watcher = socket.connection("member", person=person)
        feed.add(watcher)
        sending.append(asyncio.create_task(watcher.send_all()))
        return socket

    yield watching
    for task in sending:
        task.cancel()
    await asyncio.gather(*sending, return_exceptions=True)


def away(person: str, deputy: str | None) -> Absence:
    hour = timedelta(hours=1)
    return Absence(f"of {person}", person, NOW - hour, NOW + hour, deputy)


def kinds(socket: Socket) -> list[str]:
    return [text["type"] for text in socket.texts()]


class TestChanged:
    async def test_all_sockets_of_the_person_and_no_other(
        self, feed: InboxFeed, watching: Watching
    ):
        one, another, bob = watching("ada"), watching("ada"), watching("bob")
        feed.changed("ada")
        await one.until(1)
        await another.until(1)
        feed.changed("bob")
        await bob.until(1)
        assert [kinds(socket) for socket in (one, another, bob)] == [["inbox"]] * 3

    async def test_who_stands_in_however_many_are_away(
        self, feed: InboxFeed, reading: Reading, watching: Watching
    ):
        reading.of = {"ada": [away("ada", "bob")], "bob": [away("bob", "mei")]}
        bob, mei = watching("bob"), watching("mei")
        feed.changed("ada")
        await mei.until(1)
        assert (kinds(bob), kinds(mei)) == ([], ["inbox"])

    async def test_nobody_stands_in(self, feed: InboxFeed, reading: Reading, watching: Watching):
        reading.of = {"ada": [away("ada", None)]}
        bob = watching("bob")
        feed.changed("ada")
        await until(lambda: reading.reads)
        feed.changed("bob")
        await bob.until(1)
        assert kinds(bob) == ["inbox"]

    async def test_who_watches_alone_needs_no_look_at_the_others(
        self, feed: InboxFeed, reading: Reading, watching: Watching
    ):
        ada = watching("ada")
        feed.changed("ada")
        await ada.until(1)
        assert reading.reads == 0

    async def test_many_changes_are_one_message(
        self, feed: InboxFeed, reading: Reading, watching: Watching
    ):
        ada = watching("ada")
        watching("bob")
        for _ in range(1_000):
            feed.changed("ada")
        await ada.until(1)
        assert (kinds(ada), reading.reads) == (["inbox"], 1)

    async def test_after_the_database_was_away(
        self, feed: InboxFeed, reading: Reading, watching: Watching
    ):
        reading.away = 3
        ada, _ = watching("ada"), watching("bob")
        feed.changed("ada")
        await ada.until(1)
        assert reading.reads == 4


class TestWatchers:
    async def test_again_is_said_to_all(self, feed: InboxFeed, watching: Watching):
        ada, bob = watching("ada"), watching("bob")
        feed.again()
        await ada.until(1)
        await bob.until(1)
        assert ada.texts() == bob.texts() == [{"type": "again", "topic": "inbox"}]

    async def test_until_the_last_has_gone(self, feed: InboxFeed):
        watchers = [Socket().connection(person=person) for person in ("ada", "ada", "bob")]
        for watcher in watchers:
            feed.add(watcher)
        for watcher in watchers:
            assert feed.watched
            feed.remove(watcher)
        assert not feed.watched

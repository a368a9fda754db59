"""Who has a sketch open hears how it stands and who else is there, across processes of the API."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from api.live import feed as feeds
from api.live.connection import Connection
from api.live.presence import LASTS_SECONDS
from api.live.reading import SketchPart
from api.live.sketch_feed import SketchFeed
from api.services import Services
from store.sketch_news import SketchNews
from store.sketches import SketchListed
from tests.api.conftest import Somebody
from tests.api.live.conftest import Listen
from tests.api.live.fakes import Socket, until

AT = "n/a"
SKETCH = "/api/v1/sketches/tests/hello"


def head(revision: int, by: str) -> SketchListed:
    return SketchListed("n", "a", revision, None, None, datetime.now(UTC), by, by.title())


class Reading:
    """Stands for the database, and for what comes back from it."""

    def __init__(self) -> None:
        self.heads = {AT: head(4, "bob")}
        self.feeds: list[SketchFeed] = []
        self.told: list[tuple[str, dict[str, list[str]]]] = []
        self.away = 0

    async def sketches(
        self, tenant: str, places: Collection[str], persons: Collection[str]
    ) -> SketchPart:
        if self.away:
            self.away -= 1
            raise ConnectionRefusedError("away")
        return SketchPart(self.heads, {person: person.title() for person in persons})

    async def here(self, tenant: str, listener: str, who: Mapping[str, Sequence[str]]) -> None:
        self.told.append((listener, {place: [*those] for place, those in who.items()}))
        for place, those in who.items():
            for feed in self.feeds:
                feed.heard(SketchNews(tenant, place, listener, tuple(those)))


class Process:
    """One of the API."""

    def __init__(self, reading: Reading, listener: str) -> None:
        self.feed = SketchFeed("t", reading, listener)  # type: ignore[arg-type]
        self.sending: list[asyncio.Task[None]] = []
        reading.feeds.append(self.feed)

    def watching(self, person: str, place: str = AT) -> tuple[Socket, Connection]:
        socket = Socket()
        watcher = socket.connection("designer", person=person)
        self.feed.add(watcher, place)
        self.sending.append(asyncio.create_task(watcher.send_all()))
        return socket, watcher

    async def close(self) -> None:
        self.feed.close()
        for task in self.sending:
            task.cancel()
        await asyncio.gather(*self.sending, return_exceptions=True)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "RETRY_SECONDS", 0.0)


@pytest.fixture
async def reading() -> Reading:
    return Reading()


@pytest.fixture
async def here(reading: Reading) -> AsyncIterator[Process]:
    process = Process(reading, "here")
    yield process
    await process.close()


@pytest.fixture
async def there(reading: Reading) -> AsyncIterator[Process]:
    process = Process(reading, "there")
    yield process
    await process.close()


async def heard(socket: Socket, **wanted: Any) -> dict[str, Any]:
    def last() -> dict[str, Any]:
        texts = socket.texts()
        return texts[-1] if texts else {}

    await until(lambda: wanted.items() <= last().items())
    return last()


async def test_how_it_stands_at_once(here: Process):
    socket, _ = here.watching("ada")
    assert await heard(socket, type="sketch") == {
        "type": "sketch",
        "process": AT,
        "revision": 4,
        "savedByName": "Bob",
        "yours": False,
        "others": [],
        "twice": False,
    }


async def test_saved_and_discarded(here: Process, reading: Reading):
    socket, _ = here.watching("ada")
    await heard(socket, revision=4)
    reading.heads = {AT: head(5, "ada")}
    here.feed.heard(SketchNews("t", AT))
    assert (await heard(socket, revision=5))["yours"]
    reading.heads = {}
    here.feed.heard(SketchNews("t", AT))
    assert (await heard(socket, revision=None))["savedByName"] is None


async def test_another_place_is_not_told(here: Process):
    ada, _ = here.watching("ada")
    bob, _ = here.watching("bob", "n/b")
    await heard(ada, revision=4, others=[])
    await heard(bob, process="n/b", others=[])
    number = len(bob.texts())
    here.feed.heard(SketchNews("t", AT))
    here.feed.heard(SketchNews("t", "n/unknown"))
    await ada.until(len(ada.sent) + 1)
    assert len(bob.texts()) == number


async def test_who_is_there_comes_and_goes(here: Process):
    ada, _ = here.watching("ada")
    _, bobs = here.watching("bob")
    assert (await heard(ada, type="sketch"))["twice"] is False
    assert len((await heard(ada, type="sketch"))["others"]) == 1
    here.feed.remove(bobs, AT)
    await heard(ada, others=[])
    here.watching("ada")
    await heard(ada, others=[], twice=True)


async def test_at_two_processes(here: Process, there: Process, reading: Reading):
    ada, _ = here.watching("ada")
    bob, bobs = there.watching("bob")
    await heard(ada, others=["Bob"])
    await heard(bob, others=["Ada"])
    there.watching("ada")
    await heard(ada, others=["Bob"], twice=True)
    there.feed.remove(bobs, AT)
    await heard(ada, others=[], twice=True)
    told = len(reading.told)
    here.feed.beat()
    await until(lambda: len(reading.told) > told)
    assert reading.told[-1] == ("here", {AT: ["ada"]})


async def test_the_last_one_says_so(here: Process, there: Process, reading: Reading):
    ada, _ = here.watching("ada")
    _, bobs = there.watching("bob")
    await heard(ada, others=["Bob"])
    there.feed.remove(bobs, AT)
    assert not there.feed.watched
    await there.feed.leave()
    await heard(ada, others=[])
    assert reading.told[-1] == ("there", {AT: []})


async def test_a_process_that_dies_is_forgotten(here: Process, monkeypatch: pytest.MonkeyPatch):
    ada, _ = here.watching("ada")
    here.feed.heard(SketchNews("t", AT, "dead", ("bob",)))
    await heard(ada, others=["Bob"])
    now = asyncio.get_running_loop().time()
    monkeypatch.setattr(here.feed, "_now", lambda: now + LASTS_SECONDS + 1)
    here.feed.beat()
    await heard(ada, others=[])


async def test_after_the_database_was_away(here: Process, reading: Reading):
    reading.away = 3
    ada, _ = here.watching("ada")
    await heard(ada, revision=4)
    assert reading.away == 0


async def test_again(here: Process, reading: Reading):
    ada, _ = here.watching("ada")
    await heard(ada, revision=4)
    reading.heads = {AT: head(9, "bob")}
    here.feed.again()
    await heard(ada, revision=9)


class TestServed:
    """By the hub, to whom it may be told."""

    async def save(self, client: httpx.AsyncClient, text: str, revision: int | None) -> None:
        seen = {"If-None-Match": "*"} if revision is None else {"If-Match": f'"{revision}"'}
        answer = await client.put(SKETCH, json={"text": text}, headers=seen)
        assert answer.status_code == 200, answer.text

    async def test_saved_by_somebody_else(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str, listen: Listen
    ):
        omar = await somebody(tenant, "designer")
        listener = await listen(admin)
        state = await listener.watch_sketch("tests/hello")
        assert (state["revision"], state["others"]) == (None, [])
        await self.save(omar, "one", None)
        state = await listener.hear("sketch")
        assert (state["revision"], state["savedByName"], state["yours"]) == (1, "Some Body", False)
        await self.save(admin, "two", 1)
        assert (await listener.hear("sketch"))["yours"] is True
        await listener.send({"type": "unwatch", "topic": "sketch", "process": "tests/hello"})
        await self.save(admin, "three", 2)
        await listener.hears_nothing()

    async def test_who_else_is_there(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str, listen: Listen
    ):
        here, other = await listen(admin), await listen(await somebody(tenant, "designer"))
        await here.watch_sketch("tests/hello")
        await other.watch_sketch("tests/hello")
        assert (await here.hear("sketch"))["others"] == ["Some Body"]
        await other.socket.close()
        assert (await here.hear("sketch"))["others"] == []

    async def test_another_tenant_hears_nothing_and_is_not_seen(
        self, admin: httpx.AsyncClient, somebody: Somebody, other_tenant: str, listen: Listen
    ):
        other = await listen(await somebody(other_tenant, "admin"))
        assert (await other.watch_sketch("tests/hello"))["others"] == []
        here = await listen(admin)
        assert (await here.watch_sketch("tests/hello"))["others"] == []
        await self.save(admin, "one", None)
        await here.hear("sketch")
        await other.hears_nothing()

    async def test_who_may_not_draw_it(
        self, somebody: Somebody, tenant: str, admin: httpx.AsyncClient, listen: Listen
    ):
        member = await listen(await somebody(tenant, "member"))
        topic = {"topic": "sketch", "process": "tests/hello"}
        await member.send({"type": "watch", **topic})
        refused = await member.hear("refused")
        assert {key: refused[key] for key in topic} == topic
        await self.save(admin, "one", None)
        await member.hears_nothing()

    async def test_again_when_some_may_not_have_been_heard(
        self, admin: httpx.AsyncClient, listen: Listen, services: Services
    ):
        listener = await listen(admin)
        await listener.watch_sketch("tests/hello")
        services.live.lost()
        assert (await listener.hear("sketch"))["revision"] is None

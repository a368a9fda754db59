"""Waiting requests look again when they are told to, and never for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from api.watch import RunWatch
from definitions.contracts import MESSAGE_CHANNEL, RUN_CHANNEL
from store.askings import INBOX_CHANNEL
from store.session import Notice
from store.sketch_news import SKETCH_CHANNEL, SketchNews


class Channel:
    """Stands for the database's notifications."""

    def __init__(self) -> None:
        self.told: asyncio.Queue[Notice | None] = asyncio.Queue()
        self.channels: tuple[str, ...] = ()

    async def listen(self, *channels: str) -> AsyncIterator[Notice | None]:
        self.channels = channels
        while True:
            yield await self.told.get()


class Looker:
    """Counts how often it was asked."""

    def __init__(self) -> None:
        self.looks = 0
        self.value = "running"
        self.looked = asyncio.Event()

    async def __call__(self) -> str:
        self.looks += 1
        self.looked.set()
        return self.value


@pytest.fixture
async def channel() -> Channel:
    return Channel()


@pytest.fixture
async def watch(channel: Channel) -> AsyncIterator[RunWatch]:
    watch = RunWatch(channel)
    watch.open()
    yield watch
    await watch.close()


def completed(value: str) -> bool:
    return value == "completed"


class TestUntil:
    async def test_enough_at_the_first_look_does_not_wait(self, watch: RunWatch):
        look = Looker()
        look.value = "completed"
        assert await watch.until("run", look, completed, 60) == "completed"
        assert look.looks == 1

    async def test_no_time_is_one_look(self, watch: RunWatch):
        look = Looker()
        assert await watch.until("run", look, completed, 0) == "running"
        assert look.looks == 1

    async def test_looks_again_when_told(self, watch: RunWatch, channel: Channel):
        look = Looker()
        waiting = asyncio.create_task(watch.until("run", look, completed, 60))
        await look.looked.wait()
        look.value = "completed"
        channel.told.put_nowait(Notice(RUN_CHANNEL, "tenant another"))
        channel.told.put_nowait(Notice(RUN_CHANNEL, "tenant run"))
        assert await waiting == "completed"
        assert look.looks == 2
        assert set(channel.channels) == {
            "baton_run",
            "baton_message",
            "baton_inbox",
            "baton_sketch",
        }

    async def test_looks_again_when_a_message_is_answered(self, watch: RunWatch, channel: Channel):
        look = Looker()
        waiting = asyncio.create_task(watch.until("a message", look, completed, 60))
        await look.looked.wait()
        look.value = "completed"
        channel.told.put_nowait(Notice(MESSAGE_CHANNEL, "a message"))
        assert await waiting == "completed"

    async def test_a_change_between_look_and_wait_is_not_missed(self, watch: RunWatch):
        values = iter(("running", "completed"))

        async def look() -> str:
            seen = next(values)
            watch.tell("run")  # happens while the first look is on its way
            return seen

        async with asyncio.timeout(2):
            assert await watch.until("run", look, completed, 60) == "completed"

    async def test_a_new_connection_makes_everyone_look(self, watch: RunWatch, channel: Channel):
        look = Looker()
        waiting = asyncio.create_task(watch.until("run", look, completed, 60))
        await look.looked.wait()
        look.value = "completed"
        channel.told.put_nowait(None)
        assert await waiting == "completed"

    async def test_the_time_is_over(self, watch: RunWatch):
        look = Looker()
        assert await watch.until("run", look, completed, 0.01) == "running"

    async def test_a_stop_answers_everyone(self, watch: RunWatch):
        look = Looker()
        waiting = asyncio.create_task(watch.until("run", look, completed, 60))
        await look.looked.wait()
        watch.stop()
        assert await waiting == "running"

    async def test_nobody_is_left_behind(self, watch: RunWatch):
        await watch.until("run", Looker(), completed, 0)
        assert watch._waiting == {}

    async def test_an_error_of_the_look_is_the_callers(self, watch: RunWatch):
        async def look() -> str:
            raise ValueError("away")

        with pytest.raises(ValueError, match="away"):
            await watch.until("run", look, completed, 60)
        assert watch._waiting == {}


class Follower:
    """Takes note of what it hears."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, ...]] = []
        self.enough = asyncio.Event()

    def changed(self, tenant: str, run: str) -> None:
        self.heard.append(("run", tenant, run))

    def inbox(self, tenant: str, person: str) -> None:
        self.heard.append(("inbox", tenant, person))

    def sketch(self, news: SketchNews) -> None:
        self.heard.append(("sketch", news.tenant, news.place))

    def lost(self) -> None:
        self.heard.append(("lost",))
        self.enough.set()


class TestFollow:
    async def test_hears_of_runs_of_lists_and_of_sketches(self, watch: RunWatch, channel: Channel):
        follower = Follower()
        watch.follow(follower)
        channel.told.put_nowait(Notice(RUN_CHANNEL, "tenant run open"))
        channel.told.put_nowait(Notice(INBOX_CHANNEL, "tenant person"))
        channel.told.put_nowait(Notice(SKETCH_CHANNEL, "tenant tests/hello"))
        channel.told.put_nowait(Notice(MESSAGE_CHANNEL, "a message"))
        channel.told.put_nowait(None)
        await follower.enough.wait()
        assert follower.heard == [
            ("run", "tenant", "run"),
            ("inbox", "tenant", "person"),
            ("sketch", "tenant", "tests/hello"),
            ("lost",),
        ]

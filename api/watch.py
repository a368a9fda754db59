"""Tells who waits or follows that something has changed: one LISTEN connection a process.

A notification only says "look again"; what a caller may see is asked of the database, under its
tenant. Never: a value in a notification, or a waiter that trusts one to come.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from definitions.contracts import MESSAGE_CHANNEL, OPEN, RUN_CHANNEL
from store.askings import INBOX_CHANNEL
from store.session import Notice
from store.sketch_news import SKETCH_CHANNEL, SketchNews, news_of

LOOK_AGAIN_SECONDS = 5.0
"""However quiet it is, waiters look again after this long: a lost notification costs no more."""

CHANNELS = (RUN_CHANNEL, MESSAGE_CHANNEL, INBOX_CHANNEL, SKETCH_CHANNEL)

_T = TypeVar("_T")


def end_of(run: str) -> str:
    """The key of who waits for nothing but its end."""
    return f"{run} ended"


class Listens(Protocol):
    """The database, as far as this module needs it."""

    def listen(self, *channels: str) -> AsyncIterator[Notice | None]: ...


class Follows(Protocol):
    """Wants to hear of everything, whoever's it is. What it does here must be quick."""

    def changed(self, tenant: str, run: str) -> None: ...

    def inbox(self, tenant: str, person: str) -> None:
        """What waits for this person, or what they have asked for, is not what it was."""
        ...

    def sketch(self, news: SketchNews) -> None:
        """It stands otherwise, or others have it open."""
        ...

    def lost(self) -> None:
        """Some changes may not have been heard."""
        ...


class RunWatch:
    """Who waits for what."""

    def __init__(self, database: Listens) -> None:
        self._database = database
        self._followers: list[Follows] = []
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._task: asyncio.Task[None] | None = None
        self.stopping = False

    def follow(self, follower: Follows) -> None:
        self._followers.append(follower)

    def open(self) -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._listen())

    def stop(self) -> None:
        """Everyone who waits answers now with what there is."""
        self.stopping = True
        self._tell_all()

    async def close(self) -> None:
        self.stop()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def until(
        self,
        key: str,
        look: Callable[[], Awaitable[_T]],
        enough: Callable[[_T], bool],
        seconds: float,
        cause: Callable[[], Awaitable[None]] | None = None,
    ) -> _T:
        """Look, and look again at each change, until it is enough or the time is over.

        Before a `cause` of the change has been seen to, there is nothing to look at.
        """
        clock = asyncio.get_running_loop().time
        deadline = clock() + seconds
        with self._subscribed(key) as changed:
            if cause is not None:
                await cause()
                await self._wait(changed, deadline - clock())
            while True:
                changed.clear()
                seen = await look()
                left = deadline - clock()
                if enough(seen) or left <= 0 or self.stopping:
                    return seen
                await self._wait(changed, left)

    async def _wait(self, changed: asyncio.Event, seconds: float) -> None:
        try:
            async with asyncio.timeout(min(seconds, LOOK_AGAIN_SECONDS)):
                await changed.wait()
        except TimeoutError:
            return

    def tell(self, key: str) -> None:
        for event in self._waiting.get(key, ()):
            event.set()

    async def _listen(self) -> None:
        async for notice in self._database.listen(*CHANNELS):
            if notice is None:  # (re)connected: what happened meanwhile was not heard
                self._tell_all()
                for follower in self._followers:
                    follower.lost()
            else:
                self._pass_on(notice)

    def _pass_on(self, notice: Notice) -> None:
        if notice.channel == RUN_CHANNEL:
            tenant, run, *state = notice.payload.split(" ")
            self.tell(run)
            if OPEN not in state:
                self.tell(end_of(run))
            for follower in self._followers:
                follower.changed(tenant, run)
        elif notice.channel == INBOX_CHANNEL:
            tenant, person = notice.payload.split(" ")
            for follower in self._followers:
                follower.inbox(tenant, person)
        elif notice.channel == SKETCH_CHANNEL:
            news = news_of(notice.payload)
            for follower in self._followers:
                follower.sketch(news)
        else:
            self.tell(notice.payload)

    def _tell_all(self) -> None:
        for key in self._waiting:
            self.tell(key)

    @contextmanager
    def _subscribed(self, key: str) -> Generator[asyncio.Event]:
        event = asyncio.Event()
        self._waiting.setdefault(key, set()).add(event)
        try:
            yield event
        finally:
            waiting = self._waiting[key]
            waiting.discard(event)
            if not waiting:
                del self._waiting[key]

"""Keeps what runs have become, many at once, behind the backs of those who say it.

One queue and one writer for each tenant: what comes while a transaction is under way goes together
in the next one, so a burst of runs costs few transactions. Soft recordings wait up to 100 ms for
company; a durable one is written at once and takes along what is queued before it, so that nothing
of a run is missing when its end is kept. While PostgreSQL is away the queue is held and tried
again for ever; `room` then holds back who would add to it. Never: waiting in `put`, which workflow
threads call. Never: a recording dropped by a process that lives; what a crash loses, the replay
after it makes again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

from activities.failures import described, is_away
from definitions.contracts import Outcome, Recording
from store import intents
from store.intents import Queued
from store.keys import Keyring
from store.session import Database

SOFT_SECONDS: Final = 0.1
RETRY_SECONDS: Final = 0.2
RETRY_SECONDS_MOST: Final = 2.0
WARN_AT: Final = (1, 10, 100, 1_000)
WRITERS: Final = 6
"""Transactions at once: the pool's other connections are for intents."""

BACKLOG_ROWS: Final = 5_000
"""Facts and trace lines that may wait before those who can wait have to."""

BATCH_ROWS: Final = 4_000
ABOARD_ROWS: Final = 200
"""Of a transaction that somebody waits for."""

_log = structlog.stdlib.get_logger()


@dataclass(slots=True, eq=False)
class Item:
    """A recording or an outcome, and who waits for it."""

    tenant: str
    run: str
    recording: Recording | None = None
    key: str = ""
    outcome: Outcome | None = None
    written: asyncio.Future[None] | None = None

    @property
    def rows(self) -> int:
        if self.recording is None:
            return 0 if self.outcome is None else 1
        return 1 + len(self.recording.facts) + len(self.recording.trace)


@dataclass(slots=True, eq=False)
class _Queue:
    """What waits for one tenant, oldest first, and who writes it."""

    items: deque[Item] = field(default_factory=deque[Item])
    aside: dict[str, list[Item]] = field(default_factory=dict[str, list[Item]])
    """Of runs that PostgreSQL refused: tried again together with what comes next of the run."""
    hurry: asyncio.Event = field(default_factory=asyncio.Event)
    writer: asyncio.Task[None] | None = None
    failures: int = 0


class Recorder:
    """One for a worker, made on its event loop."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._keyring = keyring
        self._loop = asyncio.get_running_loop()
        self._incoming: deque[Item] = deque()
        self._woken = False
        self._queues: dict[str, _Queue] = {}
        self._outcomes: dict[tuple[str, str], Outcome] = {}
        self._rows = 0
        self._room = asyncio.Event()
        self._room.set()
        self._writers = asyncio.Semaphore(WRITERS)
        self._closing = False

    # ---- from any thread

    def put(self, recording: Recording) -> None:
        """Aside with it; it is written soon."""
        self._take(Item(recording.tenant, recording.run, recording=recording))

    def settle(self, tenant: str, run: str, key: str, outcome: Outcome) -> None:
        """Keep how a call ended, in case its answer gets lost on the way to Temporal."""
        self._take(Item(tenant, run, key=key, outcome=outcome))

    def _take(self, item: Item) -> None:
        # A deque takes from many threads without a lock. The flag is cleared before the deque is
        # emptied, so whoever finds it set knows that the emptying is still to come.
        self._incoming.append(item)
        if not self._woken:
            self._woken = True
            try:
                self._loop.call_soon_threadsafe(self._collect)
            except RuntimeError:  # the loop has ended with the worker: a replay makes it again
                _log.warning("recorder.too_late", run=item.run)

    # ---- on the event loop

    async def write(self, recording: Recording) -> None:
        """Durably, with everything of its run that is queued; raises when it could not be kept.

        Who is cancelled while waiting leaves the recording in the queue: it is kept all the same.
        """
        await self._wait(Item(recording.tenant, recording.run, recording=recording))

    async def flush(self, tenant: str, run: str) -> None:
        """Come back when all that was put for the run until now is written."""
        await self._wait(Item(tenant, run))

    async def _wait(self, item: Item) -> None:
        item.written = self._loop.create_future()
        self._incoming.append(item)
        self._collect()
        await item.written

    def aboard(self, tenant: str) -> list[Item]:
        """What is queued, for a transaction that is made anyway; `landed` or `back` follows."""
        queue = self._queues.get(tenant)
        return [] if queue is None or queue.failures else _take_batch(queue, ABOARD_ROWS)

    def landed(self, items: Iterable[Item]) -> None:
        """They are kept."""
        for item in items:
            self._rows -= item.rows
            if item.outcome is not None:
                self._outcomes.pop((item.run, item.key), None)
            if item.written is not None and not item.written.done():
                item.written.set_result(None)
        self._mark_room()

    def back(self, tenant: str, items: Sequence[Item]) -> None:
        """They are not; they come before what has been queued since."""
        if items:
            queue = self._queue(tenant)
            queue.items.extendleft(reversed(items))
            self._begin(tenant, queue)

    async def room(self) -> None:
        """Wait while too much is queued."""
        await self._room.wait()

    def outcome(self, run: str, key: str) -> Outcome | None:
        """The end of a call that this process knows and PostgreSQL perhaps not yet."""
        return self._outcomes.get((run, key))

    async def close(self, timeout_seconds: float = 10.0) -> None:
        """Write what is left, as far as that can be done in the time given."""
        self._closing = True
        self._collect()
        for queue in self._queues.values():
            queue.hurry.set()
        writers = [queue.writer for queue in self._queues.values() if queue.writer is not None]
        if writers:
            _, late = await asyncio.wait(writers, timeout=timeout_seconds)
            for writer in late:
                writer.cancel()
            await asyncio.gather(*writers, return_exceptions=True)
        if self._rows:
            _log.error("recorder.left_behind", rows=self._rows)

    def _collect(self) -> None:
        self._woken = False
        while self._incoming:
            item = self._incoming.popleft()
            queue = self._queue(item.tenant)
            if queue.aside:
                queue.items.extend(queue.aside.pop(item.run, ()))
            queue.items.append(item)
            self._rows += item.rows
            if item.outcome is not None:
                self._outcomes[item.run, item.key] = item.outcome
            if item.written is not None or self._closing:
                queue.hurry.set()
            self._begin(item.tenant, queue)
        self._mark_room()

    def _queue(self, tenant: str) -> _Queue:
        queue = self._queues.get(tenant)
        if queue is None:
            queue = self._queues[tenant] = _Queue()
        return queue

    def _begin(self, tenant: str, queue: _Queue) -> None:
        if queue.writer is None:
            queue.writer = self._loop.create_task(self._serve(tenant, queue))

    def _mark_room(self) -> None:
        if self._rows < BACKLOG_ROWS:
            self._room.set()
        else:
            self._room.clear()

    # ---- the writer of one tenant

    async def _serve(self, tenant: str, queue: _Queue) -> None:
        """Write until nothing is left, then end; the next item begins a new writer."""
        try:
            while queue.items:
                await self._pause(queue)
                batch = _take_batch(queue, BATCH_ROWS)
                try:
                    await self._store(tenant, batch)
                except Exception as error:  # noqa: BLE001 - whatever it was, nothing is dropped
                    await self._failed(tenant, queue, batch, error)
                else:
                    queue.failures = 0
                    self.landed(batch)
        finally:
            queue.writer = None
            if not queue.items and not queue.aside:
                self._queues.pop(tenant, None)

    async def _pause(self, queue: _Queue) -> None:
        """For company; not when somebody waits. After a failure nobody shortens it."""
        if queue.failures:
            delay = RETRY_SECONDS * 2.0 ** min(queue.failures - 1, 10)
            await asyncio.sleep(min(delay, RETRY_SECONDS_MOST))
            return
        try:
            async with asyncio.timeout(SOFT_SECONDS):
                await queue.hurry.wait()
        except TimeoutError:
            return

    async def _store(self, tenant: str, batch: Sequence[Item]) -> None:
        if not any(item.rows for item in batch):
            return
        async with self._writers:
            keys = await self._keyring.of(tenant)
            await self._database.at_once(tenant, intents.keeping(keys, queued(batch)))

    async def _failed(
        self, tenant: str, queue: _Queue, batch: Sequence[Item], error: Exception
    ) -> None:
        """PostgreSQL away: all of it later. Else one run may spoil the batch: each for itself."""
        if is_away(error):
            queue.failures += 1
            if queue.failures in WARN_AT:
                _log.warning("recorder.database_away", tenant=tenant, rows=self._rows)
            queue.items.extendleft(reversed(self._refuse(batch, error)))
            return
        for run in dict.fromkeys(item.run for item in batch):
            own = [item for item in batch if item.run == run]
            try:
                await self._store(tenant, own)
            except Exception as cause:  # noqa: BLE001 - its run is put aside, the others go on
                _log.error("recorder.refused", tenant=tenant, run=run, **described(cause))
                left = self._refuse(own, cause)
                if left:
                    queue.aside.setdefault(run, []).extend(left)
            else:
                self.landed(own)

    def _refuse(self, batch: Iterable[Item], error: Exception) -> list[Item]:
        """Whoever waits hears of it and brings it again; the others are still ours to keep."""
        left: list[Item] = []
        for item in batch:
            if item.written is None or item.written.done():
                item.written = None
                left.append(item)
            else:
                item.written.set_exception(error)
                self._rows -= item.rows
        self._mark_room()
        return left


def queued(batch: Sequence[Item]) -> Queued:
    """What the items are to the database."""
    return Queued(
        [item.recording for item in batch if item.recording is not None],
        [(item.run, item.key, item.outcome) for item in batch if item.outcome is not None],
    )


def _take_batch(queue: _Queue, most: int) -> list[Item]:
    taken: list[Item] = []
    rows = 0
    while queue.items and rows < most:
        item = queue.items.popleft()
        taken.append(item)
        rows += item.rows
    queue.hurry.clear()
    if queue.items:
        queue.hurry.set()
    return taken

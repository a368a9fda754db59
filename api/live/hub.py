"""Everybody who listens at this process: who they are, what they watch, and when they must go.

Never: a topic of a run that the person may not see, or a socket that outlives its sign-in for long.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager

import structlog

from api.access.books import Books
from api.ids import is_id
from api.live import checking, protocol
from api.live.connection import Connection
from api.live.feed import AWAY
from api.live.inbox_feed import InboxFeed
from api.live.protocol import Close, MalformedError, Ping, Topic, Unwatch, Watch
from api.live.reading import Reading
from api.live.runs_feed import RunsFeed
from api.live.sketch_feed import SketchFeed
from api.live.trace_feed import TraceFeed
from api.runs.wire import may_see, sees_values
from api.watch import RunWatch
from store.keys import Keyring
from store.runs import RunLine
from store.session import Database
from store.sketch_news import SketchNews

CHECK_SECONDS = 15.0
"""How often sign-ins are looked at again; what ends here is noticed at once."""

MOST_CONNECTIONS = 20
"""Of one person."""

MOST_TOPICS = 20
"""Of one connection."""

_log = structlog.stdlib.get_logger()


class Live:
    """Of one process."""

    def __init__(
        self, database: Database, keyring: Keyring, watch: RunWatch, access: Books
    ) -> None:
        self._database = database
        self._access = access
        self._reading = Reading(database, keyring)
        self._topics: dict[Connection, set[Topic]] = {}
        self._persons: Counter[tuple[str, str]] = Counter()
        self._runs: dict[str, RunsFeed] = {}
        self._traces: dict[tuple[str, str], TraceFeed] = {}
        self._inboxes: dict[str, InboxFeed] = {}
        self._sketches: dict[str, SketchFeed] = {}
        self._leaving: set[asyncio.Task[None]] = set()
        self._checks: asyncio.Task[None] | None = None
        self._stopping = False
        watch.follow(self)

    def open(self) -> None:
        self._checks = asyncio.create_task(self._check())

    def stop(self) -> None:
        """Lets go of everybody; they come back elsewhere."""
        self._stopping = True
        for connection in self._topics:
            connection.close(Close.AWAY, "The server stops.")

    async def close(self) -> None:
        self.stop()
        if self._checks is not None:
            self._checks.cancel()
        of_tenants = [*self._runs.values(), *self._inboxes.values(), *self._sketches.values()]
        for feed in [*of_tenants, *self._traces.values()]:
            feed.close()

    def signed_out(self, proof: str) -> None:
        """What proved who this is has been ended."""
        for connection in self._topics:
            if connection.proven.proof == proof:
                connection.close(Close.SIGNED_OUT, "Signed out.")

    def changed(self, tenant: str, run: str) -> None:
        runs = self._runs.get(tenant)
        if runs is not None:
            runs.changed(run)
        trace = self._traces.get((tenant, run))
        if trace is not None:
            trace.look()

    def inbox(self, tenant: str, person: str) -> None:
        inboxes = self._inboxes.get(tenant)
        if inboxes is not None:
            inboxes.changed(person)

    def sketch(self, news: SketchNews) -> None:
        sketches = self._sketches.get(news.tenant)
        if sketches is not None:
            sketches.heard(news)

    def lost(self) -> None:
        for told in [*self._runs.values(), *self._inboxes.values(), *self._sketches.values()]:
            told.again()
        for trace in self._traces.values():
            trace.look()

    async def serve(self, connection: Connection) -> None:
        """Until the socket is closed."""
        with self._joined(connection):
            sending = asyncio.create_task(connection.send_all())
            try:
                while (message := await connection.receive()) is not None:
                    await self._heed(connection, message)
            finally:
                sending.cancel()
                await asyncio.gather(sending, return_exceptions=True)

    @contextmanager
    def _joined(self, connection: Connection) -> Generator[None]:
        person = connection.proven.person
        if self._stopping:
            connection.close(Close.AWAY, "The server stops.")
        elif self._persons[person] >= MOST_CONNECTIONS:
            connection.close(Close.TOO_MANY, f"You have {MOST_CONNECTIONS} connections already.")
        connection.on_room = self._has_room
        self._persons[person] += 1
        self._topics[connection] = set()
        try:
            yield
        finally:
            self._persons -= Counter([person])
            for topic in self._topics.pop(connection):
                self._leave(connection, topic)

    async def _heed(self, connection: Connection, message: str | bytes) -> None:
        if connection.ended:
            return
        try:
            wish = protocol.read(message)
        except MalformedError as error:
            connection.say(protocol.malformed(str(error)))
            return
        match wish:
            case Ping():
                connection.say(protocol.PONG)
            case Unwatch(topic=name, run=run, process=process):
                topic = Topic(name, run, process)
                if topic in self._topics[connection]:
                    self._topics[connection].discard(topic)
                    self._leave(connection, topic)
            case Watch(topic=name, run=run, process=process, after=after):
                await self._watch(connection, Topic(name, run, process), after)

    async def _watch(self, connection: Connection, topic: Topic, after: int) -> None:
        topics = self._topics[connection]
        if topic not in topics and len(topics) >= MOST_TOPICS:
            connection.close(Close.TOO_MANY, f"You watch {MOST_TOPICS} topics already.")
        elif topic.process is not None:
            self._watch_sketch(connection, topic, topic.process)
        elif topic.run is None:
            topics.add(topic)
            feed = self._inbox_feed if topic == protocol.INBOX else self._runs_feed
            feed(connection).add(connection)
            connection.say(protocol.watching(topic))
        elif (found := await self._visible(connection, topic.run)) is not None:
            values = sees_values(connection.proven.principal, found)
            if values and not await self._noted(connection, topic.run):
                return
            topics.add(topic)
            connection.say(protocol.watching(topic))
            self._trace_feed(connection, topic.run).add(connection, after, values=values)

    def _watch_sketch(self, connection: Connection, topic: Topic, place: str) -> None:
        namespace, _, name = place.partition("/")
        if not connection.proven.principal.may("definitions:write", (namespace, name)):
            connection.say(protocol.not_yours(topic))
            return
        self._topics[connection].add(topic)
        connection.say(protocol.watching(topic))
        self._sketch_feed(connection).add(connection, place)

    async def _noted(self, connection: Connection, run: str) -> bool:
        """Who sees values of somebody's run stands in the trail before the first is told."""
        try:
            await connection.reads(run)
        except AWAY:
            connection.say(protocol.unavailable(run))
            return False
        return True

    async def _visible(self, connection: Connection, run: str) -> RunLine | None:
        principal = connection.proven.principal
        try:
            found = await self._reading.run(principal.tenant, run) if is_id(run) else None
        except AWAY:
            connection.say(protocol.unavailable(run))
            return None
        if found is None or not may_see(principal, found):
            connection.say(protocol.not_found(run))
            return None
        return found

    def _leave(self, connection: Connection, topic: Topic) -> None:
        tenant = connection.proven.principal.tenant
        if topic.run is not None:
            trace = self._traces[tenant, topic.run]
            trace.remove(connection)
            if not trace.watched:
                self._traces.pop((tenant, topic.run)).close()
            return
        if topic.process is not None:
            sketches = self._sketches[tenant]
            sketches.remove(connection, topic.process)
            if not sketches.watched:
                leaving = asyncio.create_task(self._sketches.pop(tenant).leave())
                self._leaving.add(leaving)
                leaving.add_done_callback(self._leaving.discard)
            return
        feeds = self._inboxes if topic == protocol.INBOX else self._runs
        feeds[tenant].remove(connection)
        if not feeds[tenant].watched:
            feeds.pop(tenant).close()

    def _inbox_feed(self, connection: Connection) -> InboxFeed:
        tenant = connection.proven.principal.tenant
        if tenant not in self._inboxes:
            self._inboxes[tenant] = InboxFeed(tenant, self._reading)
        return self._inboxes[tenant]

    def _runs_feed(self, connection: Connection) -> RunsFeed:
        tenant = connection.proven.principal.tenant
        if tenant not in self._runs:
            self._runs[tenant] = RunsFeed(tenant, self._reading)
        return self._runs[tenant]

    def _sketch_feed(self, connection: Connection) -> SketchFeed:
        tenant = connection.proven.principal.tenant
        if tenant not in self._sketches:
            self._sketches[tenant] = SketchFeed(tenant, self._reading)
        return self._sketches[tenant]

    def _trace_feed(self, connection: Connection, run: str) -> TraceFeed:
        tenant = connection.proven.principal.tenant
        if (tenant, run) not in self._traces:
            self._traces[tenant, run] = TraceFeed(tenant, run, self._reading)
        return self._traces[tenant, run]

    def _has_room(self, connection: Connection) -> None:
        tenant = connection.proven.principal.tenant
        for topic in self._topics.get(connection, ()):
            if topic.run is not None:
                self._traces[tenant, topic.run].look()

    async def _check(self) -> None:
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            for sketches in self._sketches.values():
                sketches.beat()
            try:
                await checking.check(self._database, self._access, list(self._topics))
            except AWAY as error:
                _log.warning("live.not_checked", error=type(error).__name__)

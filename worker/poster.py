"""Posts the messages of outgoing webhooks. Lives in the relay's process.

What does not arrive is tried again after growing pauses for about a day, under the same id; then it
is a dead letter. Endpoints take turns, and each has so many at once: a slow one holds up nobody
else. Never: a connection of the database held while a receiver is spoken to; a message sent twice
on purpose; a secret, an address or an answer in a log.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final, Protocol

import structlog

from channels.webhook import about
from definitions import standard_webhooks
from definitions.errors import ProblemError
from gateway.rounds import by_itself, keep_on
from store import outbox, troubles, webhook_endpoints, webhooks
from store.keys import Keyring, TenantKeys
from store.outbox import OutboxRow
from store.session import Database
from store.webhook_endpoints import FAILING, GONE, EndpointRow
from store.webhooks import QUEUED, Outcome, Waiting

REST_SECONDS: Final = 1.0
SWEEP_SECONDS: Final = 600.0
SWEPT: Final = 500
AT_ONCE: Final = 40
OF_TENANT: Final = 20
OF_ENDPOINT: Final = 5

PAUSES: Final = (5.0, 30.0, 120.0, 600.0, 1_800.0, 3_600.0, 7_200.0, 14_400.0, 21_600.0, 28_800.0)
"""Before the second attempt, the third, and so on: 22 hours in all."""

LONGEST_REST: Final = timedelta(days=1)
"""However long a receiver asks to be left alone."""

GIVEN_UP_AFTER: Final = timedelta(days=2)
"""Where receivers ask to be left alone again and again."""

OFF_AFTER: Final = timedelta(days=3)
"""So long nothing has arrived."""

_SUCCESS, _REDIRECTION = 200, 300
_log = structlog.stdlib.get_logger()


class Posted(Protocol):
    """What a receiver has said."""

    @property
    def status(self) -> int: ...

    @property
    def beginning(self) -> str: ...

    @property
    def retry_after(self) -> str: ...


class Posts(Protocol):
    """The guarded client of outgoing calls."""

    async def post(self, uri: str, headers: Mapping[str, str], body: bytes) -> Posted:
        """Raises ProblemError where there is no answer."""
        ...


@dataclass(frozen=True, slots=True)
class _Ready:
    """A message with where it goes."""

    row: OutboxRow
    message: Waiting
    endpoint: EndpointRow
    keys: TenantKeys


def jitter(seconds: float) -> float:
    """So that what has failed together is not tried again together."""
    return seconds * random.uniform(0.9, 1.1)  # noqa: S311 - nothing secret


class Poster:
    """Looks again and again for messages that are due. Several may do so side by side."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        outside: Posts,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._outside = outside
        self._clock = clock
        self._under_way: dict[asyncio.Task[None], tuple[str, str]] = {}

    async def work(self, stop: asyncio.Event) -> None:
        try:
            await asyncio.gather(
                keep_on(stop, "poster", self.round, REST_SECONDS, busy_seconds=0.0),
                keep_on(stop, "poster.sweep", self.sweep, SWEEP_SECONDS, busy_seconds=1.0),
            )
        finally:
            await self.settled()

    async def settled(self) -> None:
        """What is under way comes to its end; sending is bounded."""
        while self._under_way:
            await asyncio.wait([*self._under_way])

    async def round(self) -> int:
        """Begins what is due and has room; answers how many. Doesn't wait for the slowest."""
        room = AT_ONCE - len(self._under_way)
        rows: list[OutboxRow] = []
        if room > 0:
            busy = Counter(self._under_way.values())
            async with self._database.relay() as session:
                rows = await webhooks.take(session, busy, room, OF_ENDPOINT, OF_TENANT)
        for ready in await self._ready(rows):
            task = asyncio.create_task(self._post(ready))
            self._under_way[task] = (ready.row.tenant, ready.endpoint.id)
            task.add_done_callback(self._ended)
        if not self._under_way:
            return len(rows)
        done, _ = await asyncio.wait(
            [*self._under_way], timeout=REST_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        return len(rows) or len(done)

    async def sweep(self) -> int:
        """Takes away what has been kept for long enough; answers how many."""
        async with self._database.relay() as session:
            old = await webhooks.over(session, SWEPT)
        for tenant in dict.fromkeys(one.tenant_id for one in old):
            async with self._database.tenant(tenant) as session:
                await webhooks.forget(session, [one.id for one in old if one.tenant_id == tenant])
        return len(old)

    def _ended(self, task: asyncio.Task[None]) -> None:
        _, endpoint = self._under_way.pop(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            # The outbox still has it: sent again when its lease is over, under the same id.
            _log.warning("poster.waits", endpoint=endpoint, error=type(error).__name__)

    async def _ready(self, rows: Sequence[OutboxRow]) -> list[_Ready]:
        """One look for each tenant. What has no way any more is settled here."""
        found: list[_Ready] = []
        for tenant in dict.fromkeys(row.tenant for row in rows):
            own = [row for row in rows if row.tenant == tenant]
            found += await by_itself("poster", tenant, self._of_tenant(tenant, own)) or []
        return found

    async def _of_tenant(self, tenant: str, rows: Sequence[OutboxRow]) -> list[_Ready]:
        found: list[_Ready] = []
        keys = await self._keyring.of(tenant)
        async with self._database.tenant(tenant) as session:
            known = await webhooks.waiting(session, [row.run for row in rows])
            ids = [one.endpoint_id for one in known.values()]
            endpoints = await webhook_endpoints.of_ids(session, keys, ids)
            for row in rows:
                message = known.get(row.run)
                endpoint = endpoints.get(message.endpoint_id) if message is not None else None
                if message is None or endpoint is None or message.state != QUEUED:
                    await outbox.done(session, [row.id])
                elif not endpoint.enabled:
                    await webhooks.unsent(session, row)
                else:
                    found.append(_Ready(row, message, endpoint, keys))
        return found

    async def _post(self, ready: _Ready) -> None:
        body, now = ready.message.opened(ready.keys), self._clock()
        secrets = ready.endpoint.secrets(now)
        signed = standard_webhooks.headers(secrets, ready.row.run, int(now.timestamp()), body)
        retry_after = ""
        try:
            answer = await self._outside.post(ready.endpoint.url, signed, body)
            outcome = Outcome(status=answer.status, answer=answer.beginning)
            retry_after = answer.retry_after
        except ProblemError as error:
            outcome = Outcome(status=None, trouble=error.problem.detail)
        if outcome.status is not None and _SUCCESS <= outcome.status < _REDIRECTION:
            await self._arrived(ready, outcome)
        else:
            await self._failed(ready, outcome, _rest(retry_after, now))

    async def _arrived(self, ready: _Ready, outcome: Outcome) -> None:
        row = ready.row
        await webhooks.sent(self._database, ready.keys, row, outcome)
        if ready.endpoint.failing_since is not None:
            async with self._database.tenant(row.tenant) as session:
                await webhook_endpoints.works(session, ready.endpoint.id)
        _log.info("poster.sent", message=row.run, endpoint=ready.endpoint.id, attempts=row.attempts)

    async def _failed(self, ready: _Ready, outcome: Outcome, rest: timedelta | None) -> None:
        row, endpoint = ready.row, ready.endpoint.id
        gone = outcome.status == HTTPStatus.GONE
        over = row.attempts > len(PAUSES)
        over = over or self._clock() - ready.message.queued_at > GIVEN_UP_AFTER
        async with self._database.tenant(row.tenant) as session:
            await webhook_endpoints.fails(session, endpoint)
            if gone or over:
                await webhooks.dead(session, ready.keys, row, outcome)
                why, after = (GONE, timedelta()) if gone else (FAILING, OFF_AFTER)
                off = await webhook_endpoints.switch_off(session, endpoint, why, after)
                name = f"{about(endpoint)}/off" if off else about(endpoint)
                said = trouble(ready.endpoint, outcome, off=off)
                today = self._clock().date().isoformat()
                await troubles.channel(session, ready.keys, name, said, today)
            else:
                pause = jitter(PAUSES[row.attempts - 1])
                if rest is not None:
                    pause = max(pause, rest.total_seconds())
                await webhooks.later(session, ready.keys, row, outcome, pause)
                if rest is not None:
                    await webhook_endpoints.rest(session, endpoint, datetime.now(UTC) + rest)
        _log.warning(
            "poster.dead" if gone or over else "poster.later",
            message=row.run,
            endpoint=endpoint,
            status=outcome.status,
            attempts=row.attempts,
        )


def trouble(endpoint: EndpointRow, outcome: Outcome, *, off: bool) -> str:
    """What operators are told; the address may be a key, so its description names it."""
    how = outcome.trouble or f"It answers {outcome.status}."
    whom = endpoint.description or endpoint.id
    if off:
        return f"The webhook {whom} was switched off. {how}"
    return f"A message for the webhook {whom} could not be delivered. {how}"


def _rest(retry_after: str, now: datetime) -> timedelta | None:
    """What Retry-After says: seconds, or a moment. What can't be read says nothing."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), LONGEST_REST)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(timedelta(), min(until - now, LONGEST_REST))

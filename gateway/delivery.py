"""Carries the outbox to Temporal: starts runs, signals their messages, in order, once.

The caller of a change delivers at once, the relay what was left. Never: an exception to the
caller; what could not be delivered stays in the outbox. Never: a message past an undelivered one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from temporalio.client import Client
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from definitions.contracts import MESSAGE_SIGNAL, TASK_QUEUE, Message
from definitions.values import JsonObject
from gateway.beginning import beginning, first
from gateway.naming import workflow_id
from gateway.rounds import UNREADABLE
from store import children, events, hearing, messages, outbox, runs
from store.keys import Keyring, TenantKeys
from store.outbox import OutboxRow
from store.runs import RunRow
from store.session import Database

RPC_TIMEOUT = timedelta(seconds=5)
PAUSE_SECONDS = 1.0
"""After Temporal failed to answer, callers leave delivery to the relay for this long."""

AT_ONCE = 3
"""Each delivery holds two connections of the pool, the second while it has the first: as many at
once as the pool has connections would wait for each other."""

MOST_HANDED_OUT = 20
"""Of events and new listeners for one row; the rest gets a row of its own behind all others."""

FOLLOWED = "The run goes on as another execution."

_Post: TypeAlias = Callable[[AsyncSession, TenantKeys, str], Awaitable[None]]

_log = structlog.stdlib.get_logger()


class Delivery:
    """One for a process."""

    def __init__(self, database: Database, keyring: Keyring, client: Client) -> None:
        self._database = database
        self._keyring = keyring
        self._client = client
        self._paused_until = 0.0
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._handing_out = asyncio.Lock()

    async def deliver_now(self, tenant: str, run: str, known: RunRow | None = None) -> None:
        """What the outbox has for this run; whatever fails is the relay's to do.

        `known` is the row of a run that its caller has just made.
        """
        if time.monotonic() < self._paused_until:
            return
        try:
            if known is None:
                await self._deliver_all(run)
            else:
                await self._deliver_start(tenant, known)
        except (SQLAlchemyError, OSError) as error:
            _log.warning("delivery.left_to_relay", run=run, tenant=tenant, error=str(error))

    async def _deliver_all(self, run: str) -> None:
        async with self._at_once, self._database.relay() as session:
            rows = await outbox.one(session, run)
            done = [row.id for row in rows if await self.deliver(row)]
            await outbox.done(session, done)

    async def _deliver_start(self, tenant: str, known: RunRow) -> None:
        """Holds no connection while Temporal takes it, so that as many as come go at once."""
        row = await outbox.start_at_once(self._database, tenant, known.id)
        if row is not None and await self.deliver(row, known):
            await outbox.done_at_once(self._database, row)

    async def deliver(self, row: OutboxRow, known: RunRow | None = None) -> bool:
        """True when the row has reached Temporal, or never will because the run has ended."""
        try:
            match row.kind:
                case "start":
                    await self._start(row, known)
                case "ended":
                    await self._post(row, children.tell_parent)
                case "cancel":
                    await self._post(row, children.cancel)
                case events.OUTBOX_KIND:
                    return await self._hand_out(row)
                case _:
                    await self._signal(row)
        except UNREADABLE as error:  # of one tenant: others' have nothing to wait for
            _log.error("delivery.unreadable", run=row.run, tenant=row.tenant, error=str(error))
            return False
        except (RPCError, RuntimeError) as error:  # RuntimeError: it could not even connect
            self._paused_until = time.monotonic() + PAUSE_SECONDS
            _log.warning(
                "delivery.failed", run=row.run, tenant=row.tenant, kind=row.kind, error=str(error)
            )
            return False
        return True

    async def _start(self, row: OutboxRow, known: RunRow | None) -> None:
        keys = await self._keyring.of(row.tenant)
        known = known or await runs.get_at_once(self._database, row.tenant, row.run)
        if known is None or known.ended_at is not None:
            return
        begun = first(keys, known)
        if begun is None:
            if known.execution > 1:
                await self._end(workflow_id(row.tenant, row.run, known.execution - 1))
            async with self._database.tenant(row.tenant) as session:
                begun = await beginning(session, keys, known)
        workflow, arguments = begun
        try:
            await self._client.start_workflow(
                workflow,
                args=arguments,
                id=workflow_id(row.tenant, row.run, known.execution),
                task_queue=TASK_QUEUE,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                rpc_timeout=RPC_TIMEOUT,
            )
        except WorkflowAlreadyStartedError:
            _log.info("delivery.already_started", run=row.run, tenant=row.tenant)

    async def _end(self, former: str) -> None:
        """The execution before this one, if it should live: a run has one at a time."""
        handle = self._client.get_workflow_handle(former)
        try:
            await handle.terminate(reason=FOLLOWED, rpc_timeout=RPC_TIMEOUT)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise

    async def _post(self, row: OutboxRow, post: _Post) -> None:
        """What comes of the end of another run; the message itself is a row of its own."""
        keys = await self._keyring.of(row.tenant)
        async with self._database.tenant(row.tenant) as session:
            await post(session, keys, row.run)

    async def _hand_out(self, row: OutboxRow) -> bool:
        """Whatever the tenant has of events and new listeners, not only what the row is for."""
        tenant = row.tenant
        keys = await self._keyring.of(tenant)
        try:
            # Who waits for its turn must not hold a connection meanwhile.
            async with self._handing_out:
                for _ in range(MOST_HANDED_OUT):
                    async with self._database.tenant(tenant) as session:
                        if not await hearing.hand_out(session, keys):
                            return True
            async with self._database.tenant(tenant) as session:
                await outbox.send(session, tenant, row.run, row.kind, grace_seconds=0)
                return True
        except SQLAlchemyError as error:
            # One tenant's trouble must not hold up what others have in the outbox.
            _log.warning("delivery.events_failed", tenant=tenant, error=type(error).__name__)
        return False

    async def _signal(self, row: OutboxRow) -> None:
        keys = await self._keyring.of(row.tenant)
        async with self._database.tenant(row.tenant) as session:
            found = await runs.get(session, row.run)
            waiting = await messages.undelivered(session, keys, row.run)
        if found is None:
            return
        handle = self._client.get_workflow_handle(workflow_id(row.tenant, row.run, found.execution))
        for message in waiting:
            try:
                await handle.signal(MESSAGE_SIGNAL, message, rpc_timeout=RPC_TIMEOUT)
            except RPCError as error:
                if error.status is not RPCStatusCode.NOT_FOUND or found.ended_at is None:
                    raise
                await self._too_late(row, message, found.status)
        if waiting:
            upto = waiting[-1].sequence
            await messages.delivered_at_once(self._database, row.tenant, row.run, upto)

    async def _too_late(self, row: OutboxRow, message: Message, status: str) -> None:
        async with self._database.tenant(row.tenant) as session:
            body: JsonObject = {"accepted": False, "detail": f"The run had already {status}."}
            await messages.close(session, row.run, message.id, body)

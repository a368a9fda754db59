"""The engine without REST: runs written beforehand, their executions started at Temporal itself.

Never: a run that the outbox starts; it would be measured twice.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import psycopg
from temporalio.client import Client

from bench.stack import Stack
from definitions.contracts import TASK_QUEUE
from gateway.beginning import beginning
from gateway.client import connect
from gateway.naming import workflow_id
from gateway.settings import GatewaySettings
from store import runs, startable
from store.keys import Keyring
from store.master_key import load_master_key
from store.runs import StartRun
from store.session import Database
from store.settings import StoreSettings


@dataclass(frozen=True)
class Beginning:
    """All that Temporal has to be told."""

    run: str
    name: str
    workflow: str
    arguments: Sequence[object]


class Engine:
    """Of the tenant whose key the stack's token is."""

    def __init__(
        self, stack: Stack, database: Database, keyring: Keyring, sealed: Client, plain: Client
    ) -> None:
        self._admin = stack.database_admin
        self._tenant = stack.tenant
        self._database = database
        self._keyring = keyring
        self.sealed = sealed
        self.plain = plain

    async def write(self, workflow: str, count: int) -> list[Beginning]:
        namespace, _, name = workflow.partition("/")
        keys = await self._keyring.of(self._tenant)
        made: list[Beginning] = []
        async with self._database.tenant(self._tenant) as session:
            process = await startable.find(session, namespace, name)
            assert process is not None
            for _ in range(count):
                wanted = StartRun(
                    run=runs.new_id(),
                    namespace=namespace,
                    name=name,
                    version=process.version,
                    hash=process.hash,
                    input=None,
                    started_by="bench",
                )
                row, _ = await runs.start(session, keys, wanted, grace_seconds=3_600)
                kind, arguments = await beginning(session, keys, row)
                name = workflow_id(self._tenant, row.id, row.execution)
                made.append(Beginning(row.id, name, kind, arguments))
        await self._withhold([one.run for one in made])
        return made

    async def carry_out(self, one: Beginning) -> None:
        await self.sealed.execute_workflow(
            one.workflow, args=one.arguments, id=one.name, task_queue=TASK_QUEUE
        )

    async def latest(self, workflow: str) -> str:
        """The execution of its last run."""
        query = (
            "SELECT id::text, execution FROM runs"
            " WHERE namespace = %s AND name = %s AND ended_at IS NOT NULL ORDER BY id DESC LIMIT 1"
        )
        async with await psycopg.AsyncConnection.connect(self._admin) as admin:
            row = await (await admin.execute(query, workflow.split("/"))).fetchone()
        assert row is not None
        return workflow_id(self._tenant, row[0], row[1])

    async def _withhold(self, made: list[str]) -> None:
        """From the relay, and from the count of those that have not begun."""
        async with await psycopg.AsyncConnection.connect(self._admin) as admin:
            await admin.execute("DELETE FROM outbox WHERE run_id = ANY(%s)", [made])
            await admin.execute("UPDATE runs SET status = 'running' WHERE id = ANY(%s)", [made])


@asynccontextmanager
async def engine(stack: Stack) -> AsyncIterator[Engine]:
    settings = StoreSettings(database_url=stack.database)
    database = await Database.open(settings)
    keyring = Keyring(database, load_master_key(settings))
    where = GatewaySettings(temporal_address=stack.temporal, temporal_namespace=stack.namespace)
    try:
        sealed = await connect(where, database, keyring)
        plain = await Client.connect(stack.temporal, namespace=stack.namespace)
        yield Engine(stack, database, keyring, sealed, plain)
    finally:
        await database.close()

"""The file of a run, line by line as it is asked for.

Facts come in pages, each from a transaction of its own: nothing is held while somebody reads
slowly. Never: a value unmasked for who may not have it, or an end to what was cut short.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import of_run, write
from api.auth.guard import check_for
from api.auth.principal import Principal
from api.runs.service import find
from api.runs.wire import process_of
from api.services import Services
from definitions.run_file import COMPLETE, MASKED, Above, Fact, Head, Part, Text, Writer
from definitions.values import JsonObject, decode
from store import definitions, recordings, run_files, runs
from store.keys import TenantKeys
from store.runs import RunRow
from workflows.files import masking

PAGE = 500


class Export:
    """Of one run, for one who may have it."""

    def __init__(
        self, services: Services, principal: Principal, row: RunRow, *, values: bool
    ) -> None:
        self._services = services
        self._tenant = principal.tenant
        self._row = row
        self._values = values
        self._writer = Writer()

    @classmethod
    async def begin(
        cls, services: Services, principal: Principal, run: str, *, values: bool
    ) -> Export:
        """Refuses what is not there before the first line is out. Who takes values is noted."""
        keys = await services.keyring.of(principal.tenant)
        async with services.database.tenant(principal.tenant) as session:
            row = await find(session, principal, run)
            if values:
                check_for(principal, "runs:export-values", process_of(row))
                deed = of_run(principal, row.id, "export", None, {"values": True})
                await write(session, keys, principal, deed)
        return cls(services, principal, row, values=values)

    async def lines(self) -> AsyncGenerator[bytes]:
        keys = await self._services.keyring.of(self._tenant)
        head = head_of(self._row, keys)
        written = _moment(datetime.now(UTC))
        yield self._writer.first(
            head if self._values else masking.head(head),
            COMPLETE if self._values else MASKED,
            written,
        )
        # Before the facts: what is answered here stands in one of them.
        messages = await self._messages(keys)
        if self._row.package is None:
            async with self._services.database.tenant(self._tenant) as session:
                yield self._writer.line("definition", await _text(session, self._row.hash))
        async for line in self._facts(keys):
            yield line
        async for line in self._trace(keys):
            yield line
        for kind, part in [*messages, *await self._rest(keys)]:
            yield self._writer.line(kind, part)
        yield self._writer.end()

    async def _facts(self, keys: TenantKeys) -> AsyncGenerator[bytes]:
        after = 0
        while True:
            async with self._services.database.tenant(self._tenant) as session:
                page = await recordings.facts_after(session, keys, self._row.id, after, PAGE)
            for one in page:
                row = one.fact
                fact = Fact(row.sequence, row.kind, row.at, row.body, one.execution)
                yield self._writer.line("fact", fact if self._values else masking.fact(fact))
            if len(page) < PAGE:
                return
            after += len(page)

    async def _trace(self, keys: TenantKeys) -> AsyncGenerator[bytes]:
        after = 0
        while True:
            async with self._services.database.tenant(self._tenant) as session:
                page = await recordings.read_trace(session, keys, self._row.id, after, PAGE)
            for row in page:
                yield self._writer.line("trace", row if self._values else masking.trace(row))
            if len(page) < PAGE:
                return
            after += len(page)

    async def _messages(self, keys: TenantKeys) -> list[tuple[str, Part]]:
        async with self._services.database.tenant(self._tenant) as session:
            found = await run_files.messages_of(session, keys, self._row.id)
        return [("message", one if self._values else masking.told(one)) for one in found]

    async def _rest(self, keys: TenantKeys) -> list[tuple[str, Part]]:
        """After the facts: an outcome that none of them holds yet helps all the same."""
        async with self._services.database.tenant(self._tenant) as session:
            intents = await run_files.intents_of(session, keys, self._row.id)
            children = await run_files.children_of(session, self._row.id)
            published = await run_files.published_of(session, self._row.id)
        return [
            *(("intent", one if self._values else masking.intent(one)) for one in intents),
            *(("child", one) for one in children),
            *(("event", one) for one in published),
        ]


def head_of(row: RunRow, keys: TenantKeys) -> Head:
    view = runs.view(row, keys)
    parent = None
    if row.parent_id is not None:
        parent = Above(row.parent_id, row.parent_task or "", row.awaited, row.depth)
    return Head(
        id=row.id,
        namespace=row.namespace,
        name=row.name,
        version=row.version,
        hash=row.hash,
        status=row.status,
        execution=row.execution,
        started_by=row.started_by,
        created_at=_moment(row.created_at),
        started_at=None if row.started_at is None else _moment(row.started_at),
        ended_at=None if row.ended_at is None else _moment(row.ended_at),
        cause=row.cause,
        parent=parent,
        package=row.package,
        input=view.input,
        output=view.output,
        error=view.error,
    )


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


async def _text(session: AsyncSession, digest: str) -> Text:
    document = decode(await definitions.document(session, digest))
    return Text(await definitions.source(session, digest), cast("JsonObject", document))

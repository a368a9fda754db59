"""A published definition and runs of it, on real PostgreSQL."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from definitions import content_hash, read
from definitions.values import Json, encode
from store import definitions, runs
from store.runs import RunRow, StartRun, new_id

SOURCE = """\
document: { dsl: '1.0.3', namespace: test, name: waits, version: '1.0.0' }
do:
  - pause: { wait: { seconds: 600 } }
"""

MakeRun = Callable[..., Awaitable[RunRow]]


@pytest.fixture
def make_run(database, keyring, tenant) -> MakeRun:
    async def make(given: Json = None, source: str = SOURCE) -> RunRow:
        keys = await keyring.of(tenant)
        reading = read(source)
        about = reading.workflow.document
        digest = content_hash(reading.document)
        draft = definitions.Draft(
            about.namespace, about.name, about.version, digest, source,
            encode(reading.document), "test",
        )  # fmt: skip
        async with database.tenant(tenant) as session:
            await definitions.save_draft(session, draft)
            await definitions.publish(session, about.namespace, about.name, about.version, "x")
            wanted = StartRun(
                new_id(), about.namespace, about.name, about.version, digest, given, "test"
            )
            row, _ = await runs.start(session, keys, wanted)
            return row

    return make

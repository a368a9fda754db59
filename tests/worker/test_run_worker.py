"""The worker process: carries a real run through, and drains when it is told to stop."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel

from definitions import content_hash, read
from definitions.contracts import FactRow, TraceRow
from definitions.functions import Caller, Example, function
from definitions.functions.installed import Installed
from definitions.values import Json, encode
from gateway.client import connect
from gateway.delivery import Delivery
from gateway.settings import GatewaySettings
from store import definitions, recordings, runs
from store.keys import Keyring
from store.runs import ENDED, StartRun, new_id
from tests.conftest import MASTER_KEY
from worker import run_worker
from worker.run_worker import serve
from worker.settings import WorkerSettings

SOURCE = """\
document: { dsl: '1.0.3', namespace: test, name: greets, version: '1.0.0' }
do:
  - pause: { wait: { milliseconds: 50 } }
  - greet: { set: { greeting: '${ "Hello, " + $workflow.input.name }' } }
"""


FUNCTIONS = """\
document: { dsl: '1.0.3', namespace: test, name: calls, version: '1.0.0' }
use: { functions: { twice: { set: { n: '${ .n * 2 }' } } } }
do:
  - id: { call: 'uuid:1.0.0', export: { as: '{ id: . }' } }
  - letter:
      call: template:1.0.0@default
      with: { template: 'Dear {{ name }},', values: { name: '${ $workflow.input.name }' } }
      output: { as: '{ letter: . }' }
  - note: { call: log, with: { message: '${ .letter }' }, output: { as: $input } }
  - order: { call: 'order:1.0.0', with: { number: 17 }, export: { as: '$context + { order: . }' } }
  - own: { call: twice, with: { n: '${ .number }' } }
  - end: { set: { all: '${ $context }', n: '${ .n }' } }
"""


class Number(BaseModel):
    number: int


CARRIED_OUT: list[str] = []


@function(
    "order",
    "1.0.0",
    title="Order",
    summary="Orders once.",
    category="tests",
    icon="box",
    examples=[Example(input={"number": 1}, output={"number": 1})],
)
async def order(given: Number, caller: Caller) -> Number:
    CARRIED_OUT.append(caller.key)
    return given


@dataclass
class Ended:
    status: str
    view: runs.RunView
    facts: list[FactRow]
    trace: list[TraceRow]


async def carried_through(database, tenant: str, source: str, given: Json) -> Ended:
    """Published, started, delivered, and waited for, while a worker of this process works."""
    keyring = Keyring(database, MASTER_KEY)
    client = await connect(GatewaySettings(), database, keyring)
    stop = asyncio.Event()
    working = asyncio.create_task(serve(WorkerSettings(), stop))
    reading = read(source)
    about = reading.workflow.document
    digest = content_hash(reading.document)
    named = (about.namespace, about.name, about.version)
    draft = definitions.Draft(*named, digest, source, encode(reading.document), "test")
    keys = await keyring.of(tenant)
    async with database.tenant(tenant) as session:
        await definitions.save_draft(session, draft)
        wanted = StartRun(new_id(), *named, digest, given, "test")
        run, _ = await runs.start(session, keys, wanted)
    await Delivery(database, keyring, client).deliver_now(tenant, run.id)
    async with asyncio.timeout(60):
        async for _ in database.listen("baton_run"):
            async with database.tenant(tenant) as session:
                row = await runs.get(session, run.id)
            if row.status in ENDED:
                break
    async with database.tenant(tenant) as session:
        facts = await recordings.read_facts(session, keys, run.id)
        trace = await recordings.read_trace(session, keys, run.id)
    stop.set()
    await asyncio.wait_for(working, 30)
    return Ended(row.status, runs.view(row, keys), facts, trace)


class TestServe:
    async def test_a_run_from_start_to_end(self, surroundings, database, tenant):
        ended = await carried_through(database, tenant, SOURCE, {"name": "Ada ☃"})
        assert ended.view.output == {"greeting": "Hello, Ada ☃"}
        assert [fact.kind for fact in ended.facts] == ["run.started", "timer.fired"]
        assert ended.trace[-1].kind == "run.completed"

    async def test_functions_of_every_kind(self, surroundings, database, tenant, monkeypatch):
        brought = [Installed(order.function, "tests 1")]
        monkeypatch.setattr(run_worker, "installed", lambda: brought)
        CARRIED_OUT.clear()
        ended = await carried_through(database, tenant, FUNCTIONS, {"name": "Ada"})
        assert ended.view.error is None
        assert ended.view.output["n"] == 34
        assert ended.view.output["all"]["order"] == {"number": 17}
        assert len(UUID(ended.view.output["all"]["id"]).hex) == 32
        assert len(CARRIED_OUT) == 1
        outputs = {row.task: row.body.get("output") for row in ended.trace if "output" in row.body}
        assert outputs["/do/2/note"] == {"letter": "Dear Ada,"}
        (said,) = (row for row in ended.trace if row.kind == "task.logged")
        assert (said.task, said.body) == ("/do/2/note", {"message": "Dear Ada,"})
        assert [fact.kind for fact in ended.facts] == ["run.started"] + ["call.finished"] * 4

    async def test_a_function_that_is_not_there_faults_the_run(
        self, surroundings, database, tenant
    ):
        ended = await carried_through(database, tenant, FUNCTIONS, {"name": "Ada"})
        assert ended.status == "faulted"
        assert ended.view.error is not None
        assert ended.view.error.instance == "/do/3/order"
        assert "no function 'order:1.0.0'" in ended.view.error.detail

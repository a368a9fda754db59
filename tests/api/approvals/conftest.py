"""A run that asks for a decision: a machine in the test, the real directory, the real shadow."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import cast

import httpx
import msgspec
import pytest

from definitions.approvals import APPROVERS, WhoIsMeant
from definitions.contracts import Recording
from definitions.values import Json
from store import approvers, messages
from tests.api.conftest import Somebody, Stage
from tests.api.repairs.conftest import compiled
from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.wanted import WantCall

RUNS = "/api/v1/runs"
APPROVALS = "/api/v1/approvals"
SOURCE = """\
document: {{ dsl: '1.0.3', namespace: tests, name: {name}, version: '1.0.0', title: To be decided }}
input: {{ schema: {{ format: json, document: {schema} }} }}
do:
  - ask:
      call: approval:1.0.0@default
      with: {arguments}
"""


class Clerk:
    """What a worker does for one run: it answers its calls, and hears what is delivered."""

    def __init__(self, stage: Stage, tenant: str, run: str, source: str) -> None:
        self.stage, self.tenant, self.run = stage, tenant, run
        self.machine = Machine(compiled(source))
        self.asleep = False
        """Nobody hears what is delivered."""

    async def start(self, given: Json = None) -> None:
        now = time.time_ns() // 1_000_000
        await self.feed(facts.Started(now, self.run, given))

    async def hear(self) -> None:
        if self.asleep:
            return
        keys = await self.stage.keyring.of(self.tenant)
        async with self.stage.database.tenant(self.tenant) as session:
            waiting = await messages.undelivered(session, keys, self.run)
            if waiting:
                await messages.delivered(session, self.run, waiting[-1].sequence)
        for message in waiting:
            await self.feed(facts.MessageArrived(time.time_ns() // 1_000_000, message))

    async def feed(self, fact: facts.Fact) -> None:
        self.machine.feed(fact)
        while self.machine.advance():
            pass
        taken = self.machine.take()
        state = self.machine.state
        recording = Recording(
            self.tenant,
            self.run,
            1,
            taken.facts,
            taken.trace,
            taken.answers,
            status=state.status,
            error=state.error,
            at=state.now,
            asking=taken.asking,
        )
        if self.machine.ended:
            recording.output = state.output
        await self.stage.write(recording)
        for wanted in taken.wanted:
            if isinstance(wanted, WantCall):
                await self._call(wanted)

    async def _call(self, wanted: WantCall) -> None:
        assert wanted.function == APPROVERS
        whom = msgspec.convert(wanted.arguments, WhoIsMeant)
        async with self.stage.database.tenant(self.tenant) as session:
            found = await approvers.of_run(session, self.run, whom)
        output = cast("dict[str, object]", msgspec.to_builtins(found))
        await self.feed(facts.CallFinished(self.machine.now, wanted.effect, output))

    @property
    def approval(self) -> str:
        """The one that is open."""
        return next(
            str((one.call or {})["approval"])
            for one in self.machine.state.effects.values()
            if one.kind == "approval"
        )


Asks = Callable[..., Awaitable[Clerk]]


@pytest.fixture
async def asks(admin: httpx.AsyncClient, stage: Stage, tenant: str) -> Asks:
    """`await asks(client, "{ subject: …, approvers: [...] }")` starts a run that does."""
    clerks: dict[str, Clerk] = {}

    async def hear() -> None:
        clerk = clerks.get(stage.delivered[-1])
        if clerk is not None:
            await clerk.hear()

    async def start(
        client: httpx.AsyncClient,
        arguments: str,
        name: str = "ask",
        schema: str = "true",
        given: Json = None,
    ) -> Clerk:
        source = SOURCE.format(name=name, arguments=arguments, schema=schema)
        kind = {"Content-Type": "application/yaml"}
        made = await admin.post("/api/v1/definitions", content=source, headers=kind)
        assert made.status_code in (200, 201), made.text
        await admin.post(f"/api/v1/definitions/tests/{name}/1.0.0/publish")
        started = await client.post(RUNS, json={"workflow": f"tests/{name}", "input": given})
        assert started.status_code == 201, started.text
        clerk = Clerk(stage, tenant, started.json()["id"], source)
        clerks[clerk.run] = clerk
        await clerk.start(given)
        return clerk

    stage.before = hear
    return start


@pytest.fixture
async def ann(somebody: Somebody, tenant: str) -> httpx.AsyncClient:
    return await somebody(tenant)


@pytest.fixture
async def bob(somebody: Somebody, tenant: str) -> httpx.AsyncClient:
    return await somebody(tenant)


@pytest.fixture
async def dora(somebody: Somebody, tenant: str) -> httpx.AsyncClient:
    """Who asks."""
    return await somebody(tenant)


def person(client: httpx.AsyncClient) -> str:
    return client.headers["X-Person"]

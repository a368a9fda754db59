"""A run that has failed, with real facts: a machine has made them, and the database has them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import httpx
import pytest

from definitions.contracts import Recording
from definitions.errors import communication
from definitions.plans import Program
from definitions.program import compile_program, content_hash
from definitions.reader import read
from tests.api.conftest import Stage
from tests.workflows.conftest import Driver
from workflows.machine import facts
from workflows.machine.rebuilding import rebuild

HEAD = "document: { dsl: '1.0.3', namespace: tests, name: line, version: '%s' }\n"
CALL = "{ call: http, with: { method: post, endpoint: https://x.example/%s, body: '${ . }' } }"
TASKS = "\n".join(["do:", *(f"  - {name}: {CALL % name}" for name in ("book", "pay", "send"))])
ADDRESS = "/api/v1/runs"

Failed = Callable[..., Awaitable[str]]


def compiled(source: str) -> Program:
    reading = read(source)
    assert reading.workflow is not None
    assert reading.document is not None
    return compile_program(reading.workflow, reading.document, content_hash(reading.document))


async def publish(client: httpx.AsyncClient, version: str, tasks: str = TASKS) -> str:
    source = HEAD % version + tasks
    kind = {"Content-Type": "application/yaml"}
    answer = await client.post("/api/v1/definitions", content=source, headers=kind)
    assert answer.status_code == 201, answer.text
    answer = await client.post(f"/api/v1/definitions/tests/line/{version}/publish")
    assert answer.status_code == 200, answer.text
    return source


@pytest.fixture
async def line(admin: httpx.AsyncClient) -> Program:
    return compiled(await publish(admin, "1.0.0"))


class Line:
    """What a worker makes of a run, call by call; `keep` writes it as one would."""

    def __init__(self, stage: Stage, tenant: str, run: str, program: Program) -> None:
        self.stage, self.tenant, self.run = stage, tenant, run
        self.driver = Driver(program)
        self.execution = 1
        self.kept = 0, 0

    def answer(self, output: object) -> None:
        self.driver.answer(output)

    def fail(self) -> None:
        effect = min(self.driver.calls)
        del self.driver.calls[effect]
        down = communication("The bank is closed.", 503)
        self.driver.feed(facts.CallFailed(self.driver.now, effect, down))

    async def keep(self) -> None:
        state, driver = self.driver.machine.state, self.driver
        done, shown = self.kept
        self.kept = len(driver.rows), len(driver.lines)
        ended = state.status in ("completed", "faulted", "cancelled")
        recording = Recording(
            self.tenant,
            self.run,
            self.execution,
            driver.rows[done:],
            driver.lines[shown:],
            status=state.status,
            error=state.error,
            at=state.now,
        )
        if ended:
            recording.output = state.output
        await self.stage.write(recording)

    async def revived(self, admin: httpx.AsyncClient, program: Program) -> Driver:
        """As the next execution has it, from the facts that the API shows."""
        found = (await admin.get(f"{ADDRESS}/{self.run}/facts?limit=200")).json()["items"]
        rows = [facts.FactRow(one["sequence"], one["kind"], 0, one["body"]) for one in found]
        driver = Driver(program, rebuild(program, rows))
        driver.machine.effects.want_again()
        while driver.machine.advance(1):
            pass
        driver.collect()
        return driver


@pytest.fixture
async def failed(admin: httpx.AsyncClient, stage: Stage, tenant: str, line: Program) -> Line:
    """Booked, and failed to pay."""
    started = await admin.post(ADDRESS, json={"workflow": "tests/line", "input": "in"})
    assert started.status_code == 201, started.text
    made = Line(stage, tenant, started.json()["id"], line)
    made.driver.feed(facts.Started(made.driver.now, made.run, "in"))
    made.answer("booked")
    made.fail()
    await made.keep()
    return made

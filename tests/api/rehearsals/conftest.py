"""Past runs without workers: the simulator plays them, and what it makes is kept as a run's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import httpx
import pytest

from definitions import compile_program, content_hash, read
from definitions.contracts import Recording
from definitions.values import Json
from tests.api.conftest import Stage
from workflows.simulator.simulation import Mock, Mocked, Simulation

HEAD = "document: { dsl: 1.0.3, namespace: tests, name: order, version: %s }\ndo:\n"
ASK = (
    "  - ask: { call: http, with: { method: post, endpoint: https://x.example, body: '${ . }' } }\n"
)
ONE = HEAD % "1.0.0" + ASK + "  - told: { set: { got: '${ .n }' } }\n"
YAML = {"Content-Type": "application/yaml"}
DRAFT = "/api/v1/definitions/tests/order/2.0.0/rehearse"
DOCUMENT = "/api/v1/definitions/rehearse"

Played = Callable[..., Awaitable[str]]


def two(tasks: str) -> str:
    return HEAD % "2.0.0" + tasks


async def register(client: httpx.AsyncClient, text: str) -> None:
    answer = await client.post("/api/v1/definitions", content=text, headers=YAML)
    assert answer.status_code == 201, answer.text


@pytest.fixture
async def process(admin: httpx.AsyncClient) -> None:
    await register(admin, ONE)
    answer = await admin.post("/api/v1/definitions/tests/order/1.0.0/publish")
    assert answer.status_code == 200, answer.text


@pytest.fixture
def played(stage: Stage, admin: httpx.AsyncClient, tenant: str, process: None) -> Played:
    """Starts a run of the process, which then has become what the simulator says."""

    async def make(
        mock: Mock | None = None, by: httpx.AsyncClient | None = None, given: Json = None
    ) -> str:
        wanted = {"workflow": "tests/order", "input": given}
        answer = await (by or admin).post("/api/v1/runs", json=wanted)
        assert answer.status_code == 201, answer.text
        run = answer.json()["id"]
        reading = read(ONE)
        program = compile_program(
            reading.workflow, reading.document, content_hash(reading.document)
        )
        simulation = Simulation(program, mock or (lambda _: Mocked({"n": 1}, None, 40)))
        state = simulation.run(given)
        await stage.write(
            Recording(
                tenant,
                run,
                1,
                simulation.facts,
                simulation.trace,
                status=state.status,
                output=state.output,
                error=state.error,
                at=1_700_000_000_000,
            )
        )
        return run

    return make


async def rehearsed(client: httpx.AsyncClient, tasks: str, **wanted: Json):
    body = {"document": two(tasks), **wanted}
    answer = await client.post(DOCUMENT, json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()

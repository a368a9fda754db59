"""A worker killed inside a call: it is made again where the key is honoured, and nowhere else."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chaos.local_stack import LocalStack, running
from tests.chaos.test_kill import Operator, killing

DEFINITION = """\
document:
  dsl: '1.0.3'
  namespace: chaos
  name: pay
  version: '1.0.0'
do:
  - pay:
      call: http
      with: { method: post, endpoint: '${ .service }', body: { total: 17 } }
"""


class Service:
    """Does what has the same key once. Its first answer never comes."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.asked = asyncio.Event()
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)

    def close(self) -> None:
        if self._server is not None:
            self._server.close()

    @property
    def place(self) -> str:
        assert self._server is not None
        return f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            lines = [line.partition(": ") for line in head.split("\r\n")]
            self.keys += [value for name, _, value in lines if name.lower() == "idempotency-key"]
            self.asked.set()
            if len(self.keys) == 1:
                await reader.read()  # until whoever asked is gone
            else:
                writer.write(b"HTTP/1.1 204 Done\r\nconnection: close\r\n\r\n")
                await writer.drain()
        writer.close()


@pytest.fixture
async def services() -> AsyncIterator[tuple[Service, Service]]:
    made = Service(), Service()
    for service in made:
        await service.open()
    yield made
    for service in made:
        service.close()


@pytest.fixture
async def stack(open_folder: Path, services: tuple[Service, Service]) -> AsyncIterator[LocalStack]:
    async with running(open_folder, BATON_HTTP_HONOURS_KEY=services[0].place) as made:
        yield made


async def started(operator: Operator, service: Service) -> str:
    given = {"service": f"http://{service.place}/pay"}
    asking = {"workflow": "chaos/pay", "input": given}
    answer = await operator.ask("POST", "/api/v1/runs", json=asking)
    assert answer.status_code == 201, answer.text
    await service.asked.wait()
    return str(answer.json()["id"])


@pytest.mark.timeout(600)
@pytest.mark.alone
class TestKill:
    async def test_a_worker_inside_a_call(
        self, stack: LocalStack, services: tuple[Service, Service]
    ) -> None:
        operator = Operator(stack, stack.token())
        await operator.publish(DEFINITION, "pay")
        runs = [await started(operator, service) for service in services]
        await killing("worker")(stack)
        honoured, unknown = [await operator.end(run) for run in runs]
        assert honoured["status"] == "completed", honoured
        assert unknown["status"] == "faulted"
        assert str(unknown["error"]).count("/communication/outcome-unknown") == 1
        declared, other = services
        assert len(declared.keys) == 2
        assert len(set(declared.keys)) == 1
        assert len(other.keys) == 1

"""The real process: it starts with sentences, and stops without losing a request."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from temporalio.client import Client
from websockets.asyncio.client import connect

from api import main
from api.app import create_app
from api.live.protocol import SUBPROTOCOL
from api.services import Services
from store import api_keys, people
from store.session import Database
from tests.api.conftest import Stage

RUNS = "/api/v1/runs"
PATIENCE_SECONDS = 80
"""A process starts in two seconds, and much slower where all cores are taken."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class TestBind:
    def test_a_taken_port_is_one_sentence(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            with pytest.raises(main.PortTakenError, match=r"BATON_PORT") as caught:
                main.bind("127.0.0.1", port)
        assert str(port) in str(caught.value)

    def test_an_address_that_is_not_ours(self):
        with pytest.raises(main.PortTakenError, match=r"203\.0\.113\.1"):
            main.bind("203.0.113.1", 0)

    def test_version_6(self):
        listening = main.bind("::1", 0)
        assert listening.family is socket.AF_INET6
        listening.close()


class TestServe:
    def test_unfit_settings_are_one_sentence(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(main, "configure_logs", lambda _: None)
        monkeypatch.setenv("BATON_PORT", "many")
        with pytest.raises(SystemExit, match=r"BATON_PORT: Input should be a valid integer"):
            main.serve()


class TestParts:
    async def test_temporal_answers(self, temporal_client: Client):
        await main.TemporalPart(temporal_client).ping()

    async def test_the_database_is_of_this_release(self, database: Database):
        await main.MigrationsPart(database).ping()

    async def test_or_is_not(self, database: Database, monkeypatch: pytest.MonkeyPatch):
        part = main.MigrationsPart(database)
        monkeypatch.setattr(part, "_head", "something newer")
        with pytest.raises(RuntimeError, match="baton migrate"):
            await part.ping()


@dataclass
class Running:
    server: main.GracefulServer
    task: asyncio.Task[None]
    url: str

    async def stop(self) -> None:
        self.server.should_exit = True
        async with asyncio.timeout(20):
            await self.task


@pytest.fixture
async def running(services: Services) -> AsyncIterator[Running]:
    services.settings.linger_seconds = 0.2
    listening = main.bind("127.0.0.1", 0)
    server = main.server(create_app(services), services)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    running = Running(server, task, f"http://127.0.0.1:{listening.getsockname()[1]}")
    yield running
    await running.stop()


class TestGracefulStop:
    async def test_who_waits_is_answered(
        self, running: Running, admin: httpx.AsyncClient, hello: str, services: Services
    ):
        run = (await admin.post(RUNS, json={"workflow": hello})).json()["id"]
        headers = {"Authorization": admin.headers["Authorization"]}
        async with httpx.AsyncClient(base_url=running.url, headers=headers) as http:
            waits = [
                asyncio.create_task(http.get(f"{RUNS}/{run}", params={"wait": "60"}, timeout=30))
                for _ in range(10)
            ]
            for _ in range(500):
                if len(services.watch._waiting.get(run, ())) == len(waits):
                    break
                await asyncio.sleep(0.01)
            await running.stop()
            answers = await asyncio.gather(*waits)
            with pytest.raises(httpx.ConnectError):
                await http.get("/health/live")
        assert {answer.status_code for answer in answers} == {200}
        assert {answer.headers["connection"] for answer in answers} == {"close"}

    async def test_who_listens_is_sent_elsewhere(self, running: Running, admin: httpx.AsyncClient):
        async with connect(
            running.url.replace("http", "ws") + "/api/v1/live",
            subprotocols=[SUBPROTOCOL],
            additional_headers={"Authorization": admin.headers["Authorization"]},
            proxy=None,
        ) as socket:
            stopping = asyncio.create_task(running.stop())
            async with asyncio.timeout(20):
                await socket.wait_closed()
            assert socket.close_code == 1001
            await stopping

    async def test_every_run_that_was_started_was_answered(
        self, running: Running, admin: httpx.AsyncClient, hello: str, stage: Stage
    ):
        """Clients start runs all the while; none of the runs stands there unanswered."""
        headers = {"Authorization": admin.headers["Authorization"]}
        answered: set[str] = set()

        async def start_runs(http: httpx.AsyncClient) -> None:
            while True:
                try:
                    answer = await http.post(RUNS, json={"workflow": hello})
                except httpx.TransportError:
                    return  # not taken any more: the client would try again elsewhere
                assert answer.status_code == 201, answer.text
                answered.add(answer.json()["id"])

        async with httpx.AsyncClient(base_url=running.url, headers=headers, timeout=20) as http:
            clients = [asyncio.create_task(start_runs(http)) for _ in range(6)]
            for _ in range(500):
                if len(answered) >= 20:
                    break
                await asyncio.sleep(0.01)
            await running.stop()
            async with asyncio.timeout(20):
                await asyncio.gather(*clients)
        kept: set[str] = set()
        query: dict[str, str] = {"limit": "200"}
        while True:
            page = (await admin.get(RUNS, params=query)).json()
            kept |= {item["id"] for item in page["items"]}
            if page["next"] is None:
                break
            query["cursor"] = page["next"]
        assert len(answered) >= 20
        assert kept == answered
        assert kept == set(stage.delivered)

    async def test_a_delivery_that_was_begun_is_finished(
        self, running: Running, admin: httpx.AsyncClient, hello: str, stage: Stage
    ):
        gate = asyncio.Event()
        finished: list[bool] = []

        async def slow() -> None:
            await gate.wait()
            finished.append(True)

        stage.before = slow
        headers = {"Authorization": admin.headers["Authorization"]}
        async with httpx.AsyncClient(base_url=running.url, headers=headers) as http:
            assert (await http.post(RUNS, json={"workflow": hello})).status_code == 201
        stopping = asyncio.create_task(running.stop())
        gate.set()
        await stopping
        assert finished == [True]


class TestProcess:
    """`python -m api.main`, with a Temporal that is away."""

    @pytest.fixture
    def environment(self, database_urls, tmp_path: Path) -> dict[str, str]:
        return {
            **os.environ,
            "BATON_DATABASE_URL": database_urls.app,
            "BATON_MASTER_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
            "BATON_TEMPORAL_ADDRESS": f"127.0.0.1:{free_port()}",
            "BATON_DATA": str(tmp_path),
            "BATON_WEB": str(tmp_path / "dist"),
            "BATON_PORT": str(free_port()),
        }

    async def start(self, environment: dict[str, str]) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "api.main"),
            env=environment,
            stderr=asyncio.subprocess.PIPE,
        )

    async def answers(self, http: httpx.AsyncClient) -> None:
        for _ in range(10_000):
            try:
                await http.get("/health/live")
            except httpx.ConnectError:
                await asyncio.sleep(0.05)
            else:
                return

    async def test_a_signal_ends_it_gracefully(
        self, environment: dict[str, str], database: Database, tenant: str
    ):
        async with database.tenant(tenant) as session:
            person = await people.add(session, "ada@a.example", "Ada", ["admin"])
            key = await api_keys.issue(session, person.id, "test")
        process = await self.start(environment)
        url = f"http://127.0.0.1:{environment['BATON_PORT']}"
        headers = {"Authorization": f"Bearer {key}", "X-Request-Id": "mine-1"}
        async with httpx.AsyncClient(base_url=url, headers=headers, timeout=20) as http:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self.answers(http)
            ready = await http.get("/health/ready")
            assert ready.status_code == 503
            assert ready.json()["missing"] == ["temporal"]
            assert (await http.get(f"{RUNS}/{uuid4()}")).status_code == 404
            process.send_signal(signal.SIGTERM)
            _, log = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
        assert process.returncode == 0, log.decode()
        lines = [json.loads(line) for line in log.decode().splitlines()]
        (line,) = [line for line in lines if line.get("status") == 404]
        assert line["request"] == "mine-1"
        assert line["tenant"] == f"tenant-{tenant[:8]}"
        assert key not in log.decode()

    async def test_a_taken_port_is_one_sentence(self, environment: dict[str, str]):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", int(environment["BATON_PORT"])))
            taken.listen()
            process = await self.start(environment)
            _, log = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
        assert process.returncode == 1
        assert "BATON_PORT" in log.decode()
        assert "Traceback" not in log.decode()

"""Alive, ready, and what is missing."""

from __future__ import annotations

import asyncio

import httpx

from api.health.readiness import Readiness
from api.services import Services
from tests.api.conftest import Part


class TestLive:
    async def test_alive_whatever_is_missing(
        self, stranger: httpx.AsyncClient, temporal_part: Part
    ):
        temporal_part.away = True
        answer = await stranger.get("/health/live")
        assert (answer.status_code, answer.json()) == (200, {"status": "live"})


class TestReady:
    async def test_all_is_there(self, stranger: httpx.AsyncClient):
        answer = await stranger.get("/health/ready")
        assert (answer.status_code, answer.json()) == (200, {"status": "ready"})

    async def test_names_what_is_missing(self, stranger: httpx.AsyncClient, temporal_part: Part):
        temporal_part.away = True
        answer = await stranger.get("/health/ready")
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["missing"] == ["temporal"]
        assert answer.json()["remedy"]

    async def test_while_it_stops(self, stranger: httpx.AsyncClient, services: Services):
        services.watch.stop()
        answer = await stranger.get("/health/ready")
        assert answer.json()["missing"] == ["api"]


class TestReadiness:
    async def test_a_part_that_hangs_is_missing(self, monkeypatch):
        class Hangs:
            async def ping(self) -> None:
                await asyncio.Event().wait()

        monkeypatch.setattr("api.health.readiness.PATIENCE_SECONDS", 0.01)
        assert await Readiness({"temporal": Hangs()}).look() == ["temporal"]

    async def test_many_questions_are_few_looks(self):
        looks = 0

        class Counts:
            async def ping(self) -> None:
                nonlocal looks
                looks += 1

        readiness = Readiness({"database": Counts()})
        for _ in range(100):
            assert await readiness.look() == []
        assert looks == 1


class TestMetrics:
    async def test_figures_by_route(self, stranger: httpx.AsyncClient, admin: httpx.AsyncClient):
        await admin.get("/api/v1/runs/nothing")
        text = (await stranger.get("/metrics")).text
        counted = 'baton_http_requests_total{method="GET",route="/api/v1/runs/{id}",status="404"}'
        assert counted in text

    async def test_starts_are_counted(
        self, stranger: httpx.AsyncClient, admin: httpx.AsyncClient, hello: str, tenant: str
    ):
        await admin.post("/api/v1/runs", json={"workflow": hello})
        answer = await stranger.get("/metrics")
        assert "baton_runs_started_total 1.0" in answer.text
        assert answer.headers["content-type"].startswith("text/plain")
        assert tenant not in answer.text

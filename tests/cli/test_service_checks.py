from __future__ import annotations

import asyncio
import socket

import pytest
from temporalio.worker import Worker

from cli import service_checks
from cli.service_checks import look, shown
from definitions.contracts import TASK_QUEUE
from gateway.settings import GatewaySettings
from store import migrate
from store.settings import StoreSettings
from worker.local.postgres import url_for
from workflows.run import Run

READY = "/health/ready"


@pytest.fixture
def nobody_there():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{taken.getsockname()[1]}"


@pytest.fixture
def settings(database_urls, temporal):
    return (
        StoreSettings(database_url=database_urls.app),
        GatewaySettings(temporal_address=temporal.address, temporal_namespace=temporal.namespace),
    )


@pytest.fixture
def away(nobody_there):
    return (
        StoreSettings(database_url=f"postgresql://baton_app:s3cret@{nobody_there}/baton"),
        GatewaySettings(temporal_address=nobody_there),
    )


def by_name(checks):
    return {check.name: check for check in checks}


class TestLook:
    async def test_all_there_but_workers(self, settings, api):
        api.answer("GET", READY, {"status": "ready"})
        found = by_name(await look(*settings, api.url))
        assert list(found) == ["postgres", "migrations", "temporal", "workers", "api"]
        assert found["migrations"].detail == f"revision {migrate.head()}"
        assert [name for name, check in found.items() if not check.ok] in ([], ["workers"])

    async def test_nothing_there(self, away, nobody_there):
        found = by_name(await look(*away, f"http://{nobody_there}"))
        assert not any(check.ok for check in found.values())
        assert all(check.remedy for check in found.values())
        assert "unknown while PostgreSQL is away" in found["migrations"].detail
        assert "s3cret" not in str(found)

    async def test_settings_that_lead_nowhere(self):
        store = StoreSettings(database_url="junk")
        found = by_name(await look(store, GatewaySettings(temporal_address="no address"), None))
        assert not any(check.ok for check in found.values())
        assert found["api"].detail == "no address known"


class TestPostgres:
    async def test_a_database_that_is_not_migrated(self, settings, database_urls):
        store = StoreSettings(database_url=url_for(database_urls.app, "postgres"))
        found = by_name(await look(store, settings[1], None))
        assert found["postgres"].ok
        assert found["migrations"].remedy == "Run `baton migrate`."


class TestTemporal:
    async def test_a_namespace_that_is_not_there(self, settings, temporal):
        gone = GatewaySettings(temporal_address=temporal.address, temporal_namespace="not-there")
        found = by_name(await look(settings[0], gone, None))
        assert found["temporal"].ok
        assert not found["workers"].ok

    async def test_a_worker_is_seen(self, settings, temporal_client):
        async with Worker(temporal_client, task_queue=TASK_QUEUE, workflows=[Run]):
            deadline = asyncio.get_running_loop().time() + 20
            workers = None
            while asyncio.get_running_loop().time() < deadline:
                workers = by_name(await look(*settings, None))["workers"]
                if workers.ok:
                    break
                await asyncio.sleep(0.1)
        assert workers is not None
        assert workers.ok
        assert temporal_client.identity in workers.detail

    async def test_one_that_fell_silent_is_gone(self, settings, monkeypatch):
        monkeypatch.setattr(service_checks, "SEEN_SECONDS", -60)
        found = by_name(await look(*settings, None))
        assert found["workers"].detail == "none asks for work"


class TestApi:
    async def test_what_it_misses(self, settings, api):
        api.problem("GET", READY, 503, "Missing: temporal.")
        found = by_name(await look(*settings, api.url))["api"]
        assert (found.ok, found.remedy) == (False, "Do better.")
        assert "Missing: temporal." in found.detail

    @pytest.mark.parametrize("raw", [b"", b"<html>", b"[]"])
    async def test_something_else_that_listens_there(self, settings, api, raw):
        api.answer("GET", READY, raw=raw, status=404)
        found = by_name(await look(*settings, api.url))["api"]
        assert "answers 404" in found.detail
        assert found.remedy


class TestShown:
    @pytest.mark.parametrize(
        ("url", "said"),
        [
            ("postgresql+psycopg://a:s3cret@h:5/d?sslmode=x", "postgresql://a@h:5/d"),
            ("postgresql://h/d?password=s3cret", "postgresql://h/d"),
            ("postgresql://a:p%40s3cret@[::1]:5/d", "postgresql://a@[::1]:5/d"),
            ("postgresql://a:s3cret@h:port/d", ""),
            ("postgresql://[s3cret", ""),
            ("junk s3cret", ""),
            ("", ""),
        ],
    )
    def test_no_password(self, url, said):
        assert shown(url) == said

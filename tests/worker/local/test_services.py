"""Tests of worker.local.services."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from worker.local import services
from worker.local.plan import waves
from worker.local.postgres import Cluster, Passwords
from worker.local.settings import read
from worker.local.temporal import DevServer

CLUSTER = Cluster(Path("/bin"), Path("/data/postgres"), 5432, None, Passwords("o", "a"))
SERVER = DevServer(Path("/bin/temporal"), Path("/data/temporal.db"), 1, 2, 3)


class TestServers:
    def test_postgres_ends_fast_not_smart(self) -> None:
        service = services.postgres(CLUSTER)
        assert service.stop_signal.name == "SIGINT"
        assert service.environment["LC_ALL"] == "C"

    @pytest.mark.parametrize("fresh", [True, False])
    def test_only_a_new_temporal_is_told_how_long_to_keep(
        self, tmp_path: Path, program, *, fresh: bool
    ) -> None:
        path = program(tmp_path / "temporal", "", f"echo $@ > {tmp_path}/called")
        services.temporal(replace(SERVER, program=path), {}, fresh=fresh).after()
        assert (tmp_path / "called").exists() is fresh


class TestBaton:
    def test_they_wait_for_the_preparation_and_end_before_the_servers(self) -> None:
        settings = replace(read({}), workers=2)
        servers = [services.postgres(CLUSTER), services.temporal(SERVER, {}, fresh=False)]
        done: list[str] = []
        prepared = services.preparation({}, servers, lambda: done.append("stamp"))
        rest = services.baton(settings, {}, [*servers, prepared])
        assert waves([*servers, prepared, *rest]) == [
            ["postgres", "temporal"],
            ["prepare"],
            ["api", "worker", "worker-2", "relay"],
        ]
        assert rest[0].command == (sys.executable, "-m", "cli.main", "serve", "api")
        assert all(set(one.uses) == {"postgres", "temporal", "prepare"} for one in rest)
        assert services.baton(settings, {}, servers)[0].needs == ()
        prepared.after()
        assert done == ["stamp"]

    def test_each_worker_has_a_port_of_its_own_for_metrics(self) -> None:
        settings = replace(read({}), workers=2)
        given = {"BATON_METRICS_PORT": "9000"}
        workers = services.baton(settings, given, [])[1:3]
        assert [one.environment["BATON_METRICS_PORT"] for one in workers] == ["9000", "9001"]

    def test_only_the_preparation_may_change_tables(self) -> None:
        found = services.baton(read({}), {"BATON_DATABASE_URL": "postgresql://x/y"}, [])
        assert not any("BATON_DATABASE_ADMIN_URL" in one.environment for one in found)


class TestReloading:
    def test_begins_last_and_speaks(self) -> None:
        rest = services.baton(read({}), {}, [])
        watch = services.reloading({"BATON_DATA": "/d"}, rest)
        assert waves([*rest, watch])[-1] == ["functions"]
        assert watch.speaks
        assert watch.command[1:] == ("-m", "worker.local.reloading")


class TestReady:
    def test_a_log_that_says_so(self, tmp_path: Path) -> None:
        log = tmp_path / "worker.log"
        ready = services.says(log, "worker.ready")
        assert not ready()
        log.write_text("worker.starting\n")
        assert not ready()
        log.write_bytes(b'\xff {"event": "worker.ready"}\n')
        assert ready()

    @pytest.mark.parametrize(("status", "ready"), [(200, True), (503, False)])
    def test_an_api_that_has_all_it_needs(self, status: int, *, ready: bool) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                assert self.path == "/health/ready"
                self.send_response(status)
                self.end_headers()

            def log_message(self, format: str, *_: object) -> None:  # noqa: A002
                del format

        with HTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.handle_request)
            thread.start()
            assert services._answers(server.server_port) is ready
            thread.join()
        assert not services._answers(server.server_port)


class TestPreparationStamp:
    def test_what_it_depends_on(self, tmp_path: Path) -> None:
        migration = tmp_path / "store" / "migrations" / "0001.py"
        migration.parent.mkdir(parents=True)
        migration.write_text("1")
        first = services.preparation_stamp(tmp_path, "postgresql://one")
        assert services.preparation_stamp(tmp_path, "postgresql://one") == first
        assert services.preparation_stamp(tmp_path, "postgresql://two") != first
        (tmp_path / "store" / "cache.pyc").write_text("no matter")
        assert services.preparation_stamp(tmp_path, "postgresql://one") == first
        migration.write_text("2")
        assert services.preparation_stamp(tmp_path, "postgresql://one") != first

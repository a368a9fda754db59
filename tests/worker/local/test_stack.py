"""Tests of worker.local.stack: what is planned, and the servers with all that may befall them."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from worker.local import postgres, stack, state
from worker.local.process import alive
from worker.local.settings import ROOT, read
from worker.local.stack import Keeper, Wishes, leash, make_data_folder, plan
from worker.local.state import State
from worker.local.trouble import LocalError

SECONDS = 60


def poll(found: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.02)


class Run:
    """The stack's servers as a process, as `make run` has it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.log = data.with_name("run.log")

    def start(self, *options: str, **more: str) -> subprocess.Popen[bytes]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("BATON_")}
        self.log.unlink(missing_ok=True)
        with self.log.open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "worker.local.stack", *options],
                cwd=ROOT,
                env={**kept, "BATON_DATA": str(self.data), **more},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def servers(self, *options: str) -> subprocess.Popen[bytes]:
        running = self.start("--servers-only", *options)
        poll(lambda: b"are ready" in self.log.read_bytes() or running.poll() is not None)
        assert running.poll() is None, self.log.read_text()
        return running

    def refused(self, *options: str, **more: str) -> str:
        running = self.start(*options, **more)
        assert running.wait(SECONDS) == 1
        return self.log.read_text()

    @property
    def state(self) -> State:
        return state.load(self.data)


@pytest.fixture
def run(open_folder: Path) -> Iterator[Run]:
    made = Run(open_folder / "data")
    yield made
    known = made.state
    if known.supervisor and alive(known.supervisor):
        os.kill(known.supervisor.pid, signal.SIGTERM)
        poll(lambda: not made.state.running)


def end(running: subprocess.Popen[bytes]) -> int:
    running.send_signal(signal.SIGINT)
    return running.wait(SECONDS)


class TestServers:
    def test_start_end_and_start_again_with_the_same_data_and_ports(self, run: Run) -> None:
        running = run.servers()
        first = run.state
        assert first.running
        assert set(first.children) == {"postgres", "temporal"}
        assert first.database_admin_url
        with psycopg.connect(first.database_admin_url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS value")
        assert end(running) == 0
        assert not any(alive(known) for known in first.children.values())
        assert (run.state.supervisor, run.state.children) == (None, {})

        running = run.servers()
        assert run.state.ports == first.ports
        with psycopg.connect(first.database_admin_url) as connection:
            assert connection.execute("SELECT value FROM kept").fetchone() == (7,)
        assert end(running) == 0

    def test_files_are_the_users_alone(self, run: Run) -> None:
        running = run.servers()
        end(running)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in run.data.iterdir()}
        assert {name for name, mode in modes.items() if mode & 0o077} == set()

    def test_after_kill_9_of_the_supervisor_it_starts_again(self, run: Run) -> None:
        running = run.servers()
        orphans = run.state.children
        running.kill()
        running.wait()
        again = run.servers()
        assert not any(alive(known) for known in orphans.values())
        assert end(again) == 0

    def test_a_second_one_on_the_same_data(self, run: Run) -> None:
        running = run.servers()
        second = Run(run.data)
        second.log = run.data.with_name("second.log")
        assert "already runs on this data (process" in second.refused("--servers-only")
        assert end(running) == 0

    def test_what_is_fleeting_goes_when_nobody_holds_its_leash(self, run: Run) -> None:
        file = run.data.with_name("leash")
        with file.open("w") as held:
            fcntl.flock(held, fcntl.LOCK_SH)
            running = run.servers("--fleeting", "--leash", str(file), "--namespace", "other")
        assert running.wait(SECONDS) == 0
        assert not run.data.exists()

    def test_what_is_fleeting_takes_no_folder_that_is_there(self, run: Run) -> None:
        run.data.mkdir()
        (run.data / "precious").touch()
        assert "exists" in run.refused("--fleeting", "--servers-only")
        assert (run.data / "precious").exists()


class TestRefusals:
    """Each is one sentence, and says what to do."""

    def test_a_taken_port(self, run: Run) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            said = run.refused(BATON_PORT=str(port))
        assert said.startswith(f"Baton can't start: Port {port} is taken by another program.")
        assert said.count("\n") == 1

    def test_a_database_of_a_newer_postgresql(self, run: Run) -> None:
        (run.data / "postgres").mkdir(parents=True)
        (run.data / "postgres" / "PG_VERSION").write_text("99\n")
        assert "written by PostgreSQL 99" in run.refused("--servers-only")

    def test_a_broken_file_of_temporals(self, run: Run) -> None:
        run.data.mkdir()
        run.data.chmod(0o711)
        (run.data / "temporal.db").write_bytes(b"x" * 5000)
        assert "temporal.db can't be read" in run.refused("--servers-only")

    def test_a_data_folder_that_is_a_file(self, run: Run) -> None:
        run.data.touch()
        said = run.refused("--servers-only")
        assert said.startswith("Baton can't start: ")
        assert "Traceback" not in said

    def test_no_temporal(self, run: Run, tmp_path: Path) -> None:
        said = run.refused("--servers-only", PATH="/nowhere", XDG_CACHE_HOME=str(tmp_path))
        assert "No Temporal server was found" in said

    def test_settings_that_are_none(self, run: Run) -> None:
        assert "BATON_WORKERS is 'many'" in run.refused(BATON_WORKERS="many")


class TestMakeDataFolder:
    def test_a_new_one_is_closed_to_others(self, tmp_path: Path) -> None:
        data = tmp_path / "a" / "data"
        make_data_folder(data)
        expected = 0o711 if os.getuid() == 0 else 0o700
        assert stat.S_IMODE(data.stat().st_mode) == expected

    def test_one_that_is_there_stays_as_it_is(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o750)
        make_data_folder(tmp_path)
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750

    def test_a_full_disk(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        usage = stack.shutil.disk_usage(tmp_path)
        monkeypatch.setattr(stack.shutil, "disk_usage", lambda _: usage._replace(free=0))
        with pytest.raises(LocalError, match="No space is left"):
            make_data_folder(tmp_path)


class TestLeash:
    def test_without_one_for_ever(self) -> None:
        assert leash(None)()

    def test_as_long_as_somebody_holds_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(stack, "_LEASH_SECONDS", 0.0)
        file = tmp_path / "leash"
        with file.open("w") as held:
            fcntl.flock(held, fcntl.LOCK_SH)
            assert leash(file)()
        assert not leash(file)()
        file.unlink()
        assert not leash(file)()


class TestPlan:
    """Without a server of our own where somebody else's are named."""

    @pytest.fixture
    def outside(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "BATON_TEMPORAL_ADDRESS": "there:7233",
            "BATON_DATABASE_URL": "postgresql://app@there/baton",
            "BATON_DATABASE_ADMIN_URL": "postgresql://owner@there/baton",
        }

    def test_outside_servers_are_used(self, tmp_path: Path, outside: dict[str, str]) -> None:
        keeper = Keeper(tmp_path, State())
        settings = read({**outside, "BATON_DATA": str(tmp_path)})
        parts = plan(settings, Wishes(), outside, keeper)
        assert [part.name for part in parts] == [
            "prepare",
            "api",
            "worker",
            "relay",
            "functions",
            "code",
        ]
        api = parts[1]
        assert api.environment["BATON_TEMPORAL_ADDRESS"] == "there:7233"
        assert api.environment["BATON_DATABASE_URL"] == "postgresql://app@there/baton"
        assert "BATON_DATABASE_ADMIN_URL" not in api.environment
        assert json.loads((tmp_path / "stack.json").read_text())["temporal_address"] == "there:7233"

    def test_what_is_prepared_is_not_prepared_again(
        self, tmp_path: Path, outside: dict[str, str]
    ) -> None:
        keeper = Keeper(tmp_path, State())
        settings = read({**outside, "BATON_DATA": str(tmp_path)})
        prepare = plan(settings, Wishes(), outside, keeper)[0]
        assert keeper.state.prepared is None
        prepare.after()
        names = [part.name for part in plan(settings, Wishes(), outside, keeper)]
        assert names == ["api", "worker", "relay", "functions", "code"]

    def test_many_workers_get_more_connections(self, tmp_path: Path, system: Path) -> None:
        del system
        environment = dict(os.environ)
        keeper = Keeper(tmp_path, State())
        settings = read({"BATON_DATA": str(tmp_path), "BATON_WORKERS": "3"})
        parts = plan(settings, Wishes(fleeting=True), environment, keeper)
        assert [part.name for part in parts] == [
            *(
                "postgres",
                "temporal",
                "prepare",
                "api",
                "worker",
                "worker-2",
                "worker-3",
                "relay",
                "functions",
                "code",
            ),
        ]
        assert f"max_connections={postgres.TESTED}" in parts[0].command
        temporal = parts[1].command
        assert "--headless" in temporal

    def test_pages_of_temporal_when_wanted(self, tmp_path: Path, system: Path) -> None:
        del system
        keeper = Keeper(tmp_path, State())
        settings = read({"BATON_DATA": str(tmp_path), "BATON_TEMPORAL_UI": "1"})
        parts = plan(settings, Wishes(servers_only=True, fleeting=True), os.environ, keeper)
        assert [part.name for part in parts] == ["postgres", "temporal"]
        assert "--ui-port" in parts[1].command

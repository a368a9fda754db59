"""Tests of worker.local.postgres, with the real server."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from worker.local import postgres, process
from worker.local.account import for_postgres
from worker.local.ports import choose
from worker.local.postgres import (
    Cluster,
    Passwords,
    check_version,
    environment,
    provide,
    readable_data,
    readable_programs,
    url_for,
    wheel,
)
from worker.local.trouble import LocalError

as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root runs it as somebody else")
SECONDS = 30
Start = Callable[[Cluster], "subprocess.Popen[bytes]"]


def poll(found: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def data(open_folder: Path, system: Path) -> Path:
    del system
    folder = open_folder / "data"
    folder.mkdir(0o711)
    folder.chmod(0o711)
    return folder


@pytest.fixture
def start(data: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[bytes]] = []

    def begin(cluster: Cluster) -> subprocess.Popen[bytes]:
        with (data / "log").open("ab") as log:
            running = process.spawn(
                cluster.command(),
                log=log,
                environment=environment(),
                folder=Path("/"),
                account=cluster.account,
                orphaned=signal.SIGINT,
            )
        started.append(running)
        poll(lambda: cluster.ready() or running.poll() is not None)
        return running

    yield begin
    for running in started:
        running.send_signal(signal.SIGINT)
        running.wait(SECONDS)


def made(data: Path, former: Path | None = None) -> Cluster:
    return provide(data, for_postgres({}), choose(()), former=former, fleeting=True)


class TestLife:
    def test_a_cluster_is_made_once_and_goes_on(self, data: Path, start: Start) -> None:
        cluster = made(data)
        running = start(cluster)
        with psycopg.connect(cluster.url(owner=True)) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS value")
            shown = connection.execute("SELECT current_setting('max_connections')").fetchone()
        assert shown == ("60",)
        running.send_signal(signal.SIGINT)
        assert running.wait(SECONDS) == 0
        assert not cluster.ready()

        again = made(data)
        assert again.passwords == cluster.passwords
        start(again)
        with psycopg.connect(again.url(owner=True)) as connection:
            assert connection.execute("SELECT value FROM kept").fetchone() == (7,)

    def test_nobody_gets_in_without_the_password(self, data: Path, start: Start) -> None:
        cluster = made(data)
        start(cluster)
        for url in (
            cluster.url(owner=True).replace(cluster.passwords.owner, "guess"),
            cluster.url(owner=True).replace(f":{cluster.passwords.owner}", ""),
        ):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(url)

    def test_passwords_are_the_users_alone(self, data: Path) -> None:
        made(data)
        files = sorted(data.glob("postgres-*-password"))
        assert len(files) == 2
        assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
        assert not list(data.glob("*.password"))

    def test_what_an_interrupted_start_left_is_no_hindrance(self, data: Path) -> None:
        (data / "postgres.new").mkdir()
        (data / "postgres.new" / "half").write_text("made")
        assert (made(data).data / "PG_VERSION").exists()
        assert not (data / "postgres.new").exists()


class TestStaleLock:
    def test_of_a_killed_server(self, data: Path, start: Start) -> None:
        cluster = made(data)
        running = start(cluster)
        running.kill()
        running.wait()
        cluster.clear_stale_lock()
        assert not (cluster.data / "postmaster.pid").exists()
        start(cluster)
        assert cluster.ready()

    def test_whose_id_a_stranger_has_now(self, data: Path) -> None:
        cluster = made(data)
        lock = cluster.data / "postmaster.pid"
        lock.write_text(f"{os.getpid()}\n{cluster.data}\n")
        cluster.clear_stale_lock()
        assert not lock.exists()

    def test_a_server_that_still_runs_is_ended(self, data: Path, start: Start) -> None:
        cluster = made(data)
        running = start(cluster)
        known = process.know(running.pid)
        assert known is not None
        cluster.clear_stale_lock()
        assert not process.alive(known)

    @pytest.mark.parametrize("content", ["", "\n", "no number\n", "-1\n"])
    def test_nonsense(self, data: Path, content: str) -> None:
        cluster = made(data)
        (cluster.data / "postmaster.pid").write_text(content)
        cluster.clear_stale_lock()
        assert not cluster.ready()


class TestVersion:
    @pytest.mark.parametrize(
        ("found", "words"),
        [
            ("19", r"written by PostgreSQL 19, and this Baton brings 18\. Start it with the newer"),
            ("17", r"written by PostgreSQL 17.*pg_dump of version 17.*BATON_DATA"),
            ("9.6", "written by PostgreSQL 9.6"),
        ],
    )
    def test_of_another_release(self, tmp_path: Path, found: str, words: str) -> None:
        (tmp_path / "PG_VERSION").write_text(f"{found}\n")
        with pytest.raises(LocalError, match=words):
            check_version(tmp_path)

    def test_a_folder_of_another_release_is_not_touched(self, data: Path) -> None:
        home = data / "postgres"
        home.mkdir()
        (home / "PG_VERSION").write_text("19\n")
        with pytest.raises(LocalError, match="newer"):
            made(data)
        assert [file.name for file in home.iterdir()] == ["PG_VERSION"]


class TestTrouble:
    def test_a_lost_password(self, data: Path) -> None:
        made(data)
        (data / "postgres-owner-password").unlink()
        with pytest.raises(LocalError, match=r"postgres-owner-password is missing.*Restore"):
            made(data)

    def test_a_full_disk(self, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        usage = shutil.disk_usage(data)
        monkeypatch.setattr(postgres.shutil, "disk_usage", lambda _: usage._replace(free=1))
        with pytest.raises(LocalError, match="No space is left on the disk that holds"):
            made(data)
        assert not (data / "postgres").exists()

    def test_a_program_that_fails(
        self, data: Path, monkeypatch: pytest.MonkeyPatch, open_folder: Path
    ) -> None:
        programs = open_folder / "bin"
        programs.mkdir(0o755)
        for name in ("initdb", "postgres"):
            (programs / name).write_text("#!/bin/sh\necho 'initdb: error: too small'\nexit 1\n")
            (programs / name).chmod(0o755)
        monkeypatch.setattr(postgres, "wheel", lambda: programs)
        monkeypatch.setattr(postgres, "readable_programs", lambda found, _: found)
        with pytest.raises(LocalError, match="Setting PostgreSQL up failed: initdb: error: too sm"):
            made(data)
        assert not (data / "postgres").exists()
        assert not list(data.glob("*.password"))

    def test_a_folder_that_may_not_be_written(self, data: Path, monkeypatch) -> None:
        def refused(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied", str(data / "postgres"))

        monkeypatch.setattr(postgres, "_make", refused)
        with pytest.raises(LocalError, match="may not be written by this account"):
            made(data)

    def test_no_wheel(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(postgres, "PACKAGE", "no_such_package")
        with pytest.raises(LocalError, match="missing from the environment"):
            wheel()


@as_root
class TestReach:
    """What root's closed folders hide from PostgreSQL's account."""

    def test_programs_are_copied_to_where_the_account_can_run_them(
        self, tmp_path: Path, system: Path
    ) -> None:
        account = for_postgres({})
        assert account is not None
        closed = tmp_path / "closed"
        package = wheel().parents[1]
        shutil.copytree(package / postgres.INSTALL, closed / "site" / package.name / "pginstall18")
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, closed / "site" / libraries.name)
        closed.chmod(0o700)
        hidden = closed / "site" / package.name / "pginstall18" / "bin"
        former = os.umask(0o077)
        try:
            found = readable_programs(hidden, account)
            again = readable_programs(hidden, account)
        finally:
            os.umask(former)
        assert found.is_relative_to(system)
        assert again == found
        assert account.can_run(found / "initdb")
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700

    def test_data_lie_where_the_account_can_enter(
        self, tmp_path: Path, data: Path, system: Path
    ) -> None:
        account, passwords = for_postgres({}), Passwords("one", "two")
        assert readable_data(data, account, passwords) == data / "postgres"
        closed = tmp_path / "closed"
        closed.mkdir(0o700)
        elsewhere = readable_data(closed, account, passwords)
        assert elsewhere.is_relative_to(system)
        assert elsewhere == readable_data(closed, account, passwords)
        assert elsewhere != readable_data(closed, account, Passwords("another", "two"))
        assert readable_data(closed, None, passwords) == closed / "postgres"

    def test_a_start_below_a_closed_folder(self, tmp_path: Path, system: Path) -> None:
        closed = tmp_path / "closed"
        closed.mkdir(0o700)
        cluster = made(closed)
        assert cluster.made
        assert cluster.data.is_relative_to(system)
        again = made(closed)
        assert (again.data, again.made) == (cluster.data, False)
        moved = closed.rename(tmp_path / "moved")
        assert made(moved).data == cluster.data
        (moved / "postgres-owner-password").unlink()
        with pytest.raises(LocalError, match="Restore the file"):
            made(moved, cluster.data)
        closed = moved
        assert stat.S_IMODE(cluster.data.stat().st_mode) == 0o700
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700

    def test_a_copy_that_can_not_be_run_either(
        self, tmp_path: Path, system: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del system
        account = for_postgres({})
        assert account is not None
        monkeypatch.setattr(type(account), "can_run", lambda *_: False)
        programs = tmp_path / postgres.PACKAGE / postgres.INSTALL / "bin"
        programs.mkdir(parents=True)
        (programs / "postgres").write_text("")
        with pytest.raises(LocalError, match="can't run PostgreSQL"):
            readable_programs(programs, account)


def test_another_database_of_the_same_server() -> None:
    assert url_for("postgresql://u:p@127.0.0.1:1/baton", "x") == "postgresql://u:p@127.0.0.1:1/x"

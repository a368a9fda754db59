"""Tests of worker.local.temporal."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from temporalio.client import Client

from worker.local.ports import choose
from worker.local.temporal import DevServer, environment
from worker.local.trouble import LocalError

SERVER = DevServer(Path("/bin/temporal"), Path("/data/temporal.db"), 1, 2, 3)


class TestCommand:
    def test_loopback_and_no_pages_unless_wanted(self) -> None:
        command = SERVER.command()
        assert command[command.index("--ip") + 1] == "127.0.0.1"
        assert "--headless" in command
        assert SERVER.address == "127.0.0.1:1"
        shown = replace(SERVER, ui_port=8233).command()
        assert "--headless" not in shown
        assert shown[shown.index("--ui-port") + 1] == "8233"

    def test_what_was_measured_is_set(self) -> None:
        command = SERVER.command()
        assert "journal_mode=wal" in command
        assert "history.transferProcessorMaxPollRPS=5000" in command
        assert "matching.numTaskqueueReadPartitions=1" in command

    def test_ended_runs_are_kept_a_week(self) -> None:
        assert "168h" in SERVER.keep_longer()

    def test_the_users_profile_is_none_of_its_business(self) -> None:
        given = {"TEMPORAL_ADDRESS": "cloud:7233", "BATON_MASTER_KEY": "k", "PATH": "/bin"}
        assert environment(given) == {"PATH": "/bin", "TEMPORAL_CONFIG_FILE": os.devnull}


class TestFile:
    def test_none_an_empty_and_a_real_one(self, tmp_path: Path) -> None:
        file = tmp_path / "temporal.db"
        server = replace(SERVER, file=file)
        server.check_file()
        file.touch()
        server.check_file()
        with closing(sqlite3.connect(file)) as database:
            database.execute("CREATE TABLE executions (id)")
        server.check_file()

    def test_one_that_is_something_else(self, tmp_path: Path) -> None:
        file = tmp_path / "temporal.db"
        file.write_bytes(os.urandom(8192))
        with pytest.raises(LocalError, match=r"temporal\.db can't be read.*move it away"):
            replace(SERVER, file=file).check_file()


class TestReady:
    def test_nobody_listens(self) -> None:
        assert not replace(SERVER, http_port=choose(())).ready()

    async def test_the_servers_of_the_suite_have_a_namespace_for_each_worker(
        self, temporal
    ) -> None:
        client = await Client.connect(temporal.address, namespace=temporal.namespace)
        assert [found async for found in client.list_workflows("WorkflowType = 'none'")] == []

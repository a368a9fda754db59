from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli import stack
from cli.errors import CliError


@pytest.fixture
def supervisor():
    """A process whose command line is that of a supervisor."""
    program = "import sys; print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program, stack.SUPERVISOR],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()
        yield running
        running.kill()


class TestFind:
    def test_what_the_file_says(self, nowhere):
        told = {
            "format": 1,
            "url": "http://localhost:8080",
            "supervisor": {"pid": 7, "began": "x"},
            "children": {"worker": {"pid": 9}, "api": {"pid": 8}},
            "database_url": "postgresql://a",
            "database_admin_url": "postgresql://b",
            "temporal_address": "127.0.0.1:7233",
            "temporal_namespace": "default",
            "temporal_program": "/t",
        }
        (nowhere / stack.FILE).write_text(json.dumps(told))
        found = stack.find(os.environ)
        assert found == stack.LocalStack(
            data=nowhere,
            url="http://localhost:8080",
            temporal_address="127.0.0.1:7233",
            temporal_namespace="default",
            temporal_program="/t",
            database_url="postgresql://a",
            database_admin_url="postgresql://b",
            supervisor_id=7,
            parts=("api", "worker"),
        )

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"{",
            b"[]",
            b"\xff",
            b"[" * 100_000,
            b'{"url": 7, "supervisor": 1, "children": [], "database_url": null}',
            b'{"url": "", "supervisor": {"pid": "7"}}',
            b'{"supervisor": {"pid": true}}',
            b'{"supervisor": {"pid": -1}}',
        ],
    )
    def test_a_file_that_says_nothing_right(self, nowhere, content):
        (nowhere / stack.FILE).write_bytes(content)
        assert stack.find(os.environ) == stack.LocalStack(nowhere)

    def test_no_file(self, nowhere):
        assert stack.find(os.environ) == stack.LocalStack(nowhere)

    def test_one_of_another_account(self, nowhere, monkeypatch):
        def forbidden(_path: Path) -> bytes:
            raise PermissionError(13, "Permission denied")

        (nowhere / stack.FILE).write_text("{}")
        monkeypatch.setattr(Path, "read_bytes", forbidden)
        with pytest.raises(CliError, match="another account"):
            stack.find(os.environ)

    def test_a_relative_folder_is_looked_for_here_then_in_the_clone(self, tmp_path):
        here, root = tmp_path / "here", tmp_path / "clone"
        (root / "data").mkdir(parents=True)
        assert stack.find({"BATON_DATA": "data"}, here, root).data == here / "data"
        (root / "data" / stack.FILE).write_text("{}")
        assert stack.find({"BATON_DATA": "data"}, here, root).data == root / "data"
        (here / ".baton").mkdir(parents=True)
        (here / ".baton" / stack.FILE).write_text("{}")
        assert stack.find({}, here, root).data == here / ".baton"


class TestSupervisor:
    def test_one_that_lives(self, tmp_path, supervisor):
        found = stack.LocalStack(tmp_path, supervisor_id=supervisor.pid).supervisor
        assert found is not None
        assert found.pid == supervisor.pid

    def test_one_that_has_died(self, tmp_path, supervisor):
        supervisor.kill()
        local = stack.LocalStack(tmp_path, supervisor_id=supervisor.pid)
        assert os.waitid(os.P_PID, supervisor.pid, os.WEXITED | os.WNOWAIT) is not None
        assert local.supervisor is None, "not yet reaped"
        supervisor.wait()
        assert local.supervisor is None

    @pytest.mark.parametrize(
        "pid", [None, os.getpid(), 2**31 - 1, 2**70], ids=["none", "mine", "nobody", "huge"]
    )
    def test_another_process_or_none(self, tmp_path, pid):
        assert stack.LocalStack(tmp_path, supervisor_id=pid).supervisor is None

from __future__ import annotations

import json
import subprocess
import sys

import psutil
import pytest

from cli import stack, stop
from cli.errors import CliError

DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); "


@pytest.fixture
def supervisor(nowhere):
    """Starts one that is written down as the stack's."""
    running: list[subprocess.Popen[bytes]] = []

    def start(before: str = "") -> subprocess.Popen[bytes]:
        program = f"{before}import sys; print(flush=True); sys.stdin.read()"
        process = subprocess.Popen(
            [sys.executable, "-c", program, stack.SUPERVISOR],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        running.append(process)
        assert process.stdout is not None
        process.stdout.readline()
        (nowhere / stack.FILE).write_text(json.dumps({"supervisor": {"pid": process.pid}}))
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


class TestStop:
    def test_it_ends(self, baton, supervisor):
        process = supervisor()
        result = baton("stop")
        assert (result.exit_code, result.stdout) == (0, "Stopped.\n")
        assert process.wait() is not None

    def test_none_runs(self, baton, nowhere):
        result = baton("stop")
        assert result.exit_code == 0
        assert result.stderr == f"No stack runs on {nowhere}.\n"

    def test_one_that_does_not_end(self, supervisor):
        supervisor(DEAF)
        with pytest.raises(CliError, match=r"has not ended within 0\.2 seconds"):
            stop.run(0.2)

    def test_one_of_another_account(self, baton, supervisor, monkeypatch):
        def denied(process: psutil.Process) -> None:
            raise psutil.AccessDenied(process.pid)

        supervisor()
        monkeypatch.setattr(psutil.Process, "terminate", denied)
        result = baton("stop")
        assert result.exit_code == 1
        assert "another account" in result.stderr

    def test_one_that_ends_by_itself_meanwhile(self, baton, supervisor, monkeypatch):
        def gone(process: psutil.Process) -> None:
            raise psutil.NoSuchProcess(process.pid)

        supervisor()
        monkeypatch.setattr(psutil.Process, "terminate", gone)
        assert baton("stop").stdout == "Stopped.\n"

"""Tests of worker.local.process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from worker.local import process
from worker.local.process import Known, alive, began, end, know, spawn

SLEEPER = "import time\nprint('up', flush=True)\nwhile True: time.sleep(0.05)"
STUBBORN = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + SLEEPER
PARENT = """
import os, sys
from pathlib import Path
from worker.local.process import spawn
with open(sys.argv[1], "wb") as log:
    child = spawn([sys.executable, "-c", sys.argv[2]], log=log, environment=os.environ,
                  folder=Path("/"))
print(child.pid, flush=True)
child.wait()
"""
SECONDS = 20


def poll(found: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def sleeper(tmp_path: Path) -> Iterator[Callable[[str], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start(code: str, yields: int = 0) -> subprocess.Popen[bytes]:
        log = tmp_path / f"{len(started)}.log"
        with log.open("wb") as opened:
            started.append(
                spawn(
                    [sys.executable, "-c", code],
                    log=opened,
                    environment=os.environ,
                    folder=Path("/"),
                    yields=yields,
                )
            )
        poll(lambda: b"up" in log.read_bytes())
        return started[-1]

    yield start
    for running in started:
        running.kill()
        running.wait()


class TestKnow:
    def test_a_process_keeps_its_identity(self) -> None:
        known = know(os.getpid())
        assert known is not None
        assert alive(known)
        assert began(os.getpid()) == known.began

    def test_another_process_of_the_same_id_is_a_stranger(self) -> None:
        assert not alive(Known(os.getpid(), "another time"))

    @pytest.mark.parametrize("pid", [0, -1, 2**22 + 1])
    def test_nobody(self, pid: int) -> None:
        assert know(pid) is None

    def test_a_dead_one_that_nobody_reaped_is_dead(self, sleeper) -> None:
        running = sleeper(SLEEPER)
        known = know(running.pid)
        assert known is not None
        os.kill(running.pid, signal.SIGKILL)
        poll(lambda: not alive(known))
        assert running.poll() == -9

    def test_where_there_is_no_proc_ps_knows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(process, "_LINUX", False)
        known = know(os.getpid())
        assert known is not None
        assert alive(known)
        assert know(2**22 + 1) is None


class TestSpawn:
    def test_ctrl_c_on_the_terminal_does_not_reach_it(self, sleeper) -> None:
        running = sleeper(SLEEPER)
        assert os.getsid(running.pid) == running.pid

    def test_it_lets_others_go_first(self, sleeper) -> None:
        own = os.getpriority(os.PRIO_PROCESS, 0)
        running = sleeper(SLEEPER, yields=1)
        assert os.getpriority(os.PRIO_PROCESS, running.pid) == min(own + 1, 19)

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's part on Linux")
    def test_it_ends_when_its_parent_is_killed(self, tmp_path: Path) -> None:
        parent = subprocess.Popen(
            [sys.executable, "-c", PARENT, str(tmp_path / "log"), SLEEPER],
            cwd=Path(__file__).parents[3],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert parent.stdout is not None
        with parent.stdout:
            child = know(int(parent.stdout.readline()))
        assert child is not None
        parent.kill()
        parent.wait()
        poll(lambda: not alive(child))

    def test_without_the_kernels_help_it_starts_all_the_same(
        self, sleeper, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(process, "_LINUX", False)
        assert sleeper(SLEEPER).poll() is None


class TestEnd:
    def test_it_asks_and_then_insists(self, sleeper) -> None:
        mild, stubborn = sleeper(SLEEPER), sleeper(STUBBORN)
        known = [know(mild.pid), know(stubborn.pid)]
        end([one for one in known if one], patience=0.5)
        assert (mild.wait(), stubborn.wait()) == (-signal.SIGTERM, -signal.SIGKILL)

    def test_strangers_and_the_dead_are_left_alone(self, sleeper) -> None:
        running = sleeper(SLEEPER)
        end([Known(running.pid, "another time"), Known(2**22 + 1, "then")])
        assert running.poll() is None

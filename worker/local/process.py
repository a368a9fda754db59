"""Starts, recognises and ends processes of the local stack.

Never: a signal to a process that isn't the one that was started; ids are used again, so each is
kept with the time at which its process began.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, cast

from worker.local.account import Account

POLL_SECONDS = 0.05
_PR_SET_PDEATHSIG = 1
_LINUX = sys.platform.startswith("linux")
# Field 22 of /proc/<pid>/stat, counted behind the command's name, which may hold blanks.
_STAT_STATE = 0
_STAT_BEGAN = 19


@dataclass(frozen=True)
class Known:
    """A process as it is written down: its id and what tells it from a later one of that id."""

    pid: int
    began: str


def began(pid: int) -> str | None:
    """When the process began, or None when there is none (a dead one not yet reaped counts so)."""
    if pid <= 0:
        return None
    if not _LINUX:
        return _began_by_ps(pid)
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    if fields[_STAT_STATE] in "ZX":
        return None
    return f"{_boot()}/{fields[_STAT_BEGAN]}"


def know(pid: int) -> Known | None:
    start = began(pid)
    return None if start is None else Known(pid, start)


def alive(known: Known) -> bool:
    return began(known.pid) == known.began


def spawn(
    argv: Sequence[str],
    *,
    log: IO[bytes],
    environment: Mapping[str, str],
    folder: Path,
    account: Account | None = None,
    orphaned: signal.Signals = signal.SIGTERM,
    speaks: bool = False,
    yields: int = 0,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, so that Ctrl-C reaches the supervisor alone.

    On Linux the kernel sends the child `orphaned` when its parent dies, however it dies. One that
    `speaks` does so where the parent does. One that `yields` lets others go first.
    """
    return subprocess.Popen(
        list(argv),
        stdin=subprocess.DEVNULL,
        stdout=None if speaks else log,
        stderr=log,
        env=dict(environment),
        cwd=folder,
        start_new_session=True,
        preexec_fn=_before(orphaned, yields),  # noqa: PLW1509 - the caller has one thread
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def end(
    knowns: Sequence[Known], *, number: signal.Signals = signal.SIGTERM, patience: float = 5.0
) -> None:
    """Ask the processes to end, and after `patience` seconds end them."""
    left = [known for known in knowns if _send(known, number)]
    deadline = time.monotonic() + patience
    while left and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
        left = [known for known in left if alive(known)]
    for known in left:
        _send(known, signal.SIGKILL)
    while any(alive(known) for known in left):
        time.sleep(POLL_SECONDS)


def _send(known: Known, number: signal.Signals) -> bool:
    if not alive(known):
        return False
    try:
        os.kill(known.pid, number)
    except ProcessLookupError:
        return False
    return True


def _before(orphaned: signal.Signals, yields: int) -> Callable[[], None] | None:
    """What the child does before it becomes the program."""
    steps: list[Callable[[], object]] = [_tie_to_parent(orphaned)] if _LINUX else []
    if yields:
        steps.append(partial(os.nice, yields))
    if not steps:
        return None

    def each() -> None:
        for step in steps:
            step()

    return each


def _tie_to_parent(number: signal.Signals) -> Callable[[], object]:
    # Looked up before the fork: between fork and exec as little as possible may happen.
    prctl = cast("Callable[[int, int], int]", ctypes.CDLL(None).prctl)
    parent = os.getpid()

    def tie() -> None:
        prctl(_PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:  # the parent died before the tie was made
            os._exit(1)

    return tie


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def _began_by_ps(pid: int) -> str | None:
    result = subprocess.run(
        ["ps", "-o", "stat=,lstart=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    state, _, start = result.stdout.strip().partition(" ")
    return None if not state or state.startswith("Z") else start.strip()

"""Runs the programs of the preparing steps, keeps what they print, and can end them all.

Never: output on the terminal; it lies in a file, and people see the sentence.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from worker.local.trouble import LocalError, of_os_error, of_output

STOP_SECONDS = 3.0
_POLL_SECONDS = 0.05
_KEPT_LINES = 300


def _ignore(line: str) -> None:
    del line


@dataclass
class Commands:
    """One for all steps, so that Ctrl-C or a failure elsewhere ends what they have started."""

    logs: Path
    environment: Mapping[str, str]
    _running: set[subprocess.Popen[str]] = field(init=False, default_factory=set)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock)
    _stopped: bool = field(init=False, default=False)

    def run(
        self,
        what: str,
        argv: Sequence[str],
        *,
        folder: Path,
        log: str,
        more: Mapping[str, str] | None = None,
        on_line: Callable[[str], None] = _ignore,
        seconds: float | None = None,
    ) -> str:
        """The output of a program that succeeded. `what` begins the sentence if it didn't."""
        file = self.logs / f"{log}.log"
        lines: list[str] = []
        try:
            self.logs.mkdir(parents=True, exist_ok=True)
            with file.open("a") as kept:
                kept.write(f"$ {shlex.join(argv)}\n")
                running = self._start(argv, folder, {**self.environment, **(more or {})})
                with running, _limited(running, seconds):
                    for line in _lines(running):
                        kept.write(line)
                        kept.flush()
                        lines = [*lines[-_KEPT_LINES:], line]
                        on_line(line)
        except OSError as error:
            raise of_os_error(error, file) from error
        finally:
            self._forget_ended()
        if running.returncode != 0:
            raise of_output(what, "".join(lines), file)
        return "".join(lines)

    def stop(self, patience: float = STOP_SECONDS) -> None:
        """End what runs, with all that it has started itself; npm needs to be told twice."""
        with self._lock:
            self._stopped = True
            for running in self._running:
                _signal(running, signal.SIGTERM)
            deadline = time.monotonic() + patience
            while self._lives() and time.monotonic() < deadline:
                time.sleep(_POLL_SECONDS)
            for running in self._running:
                _signal(running, signal.SIGKILL)

    def _lives(self) -> bool:
        return any(running.poll() is None for running in self._running)

    def _forget_ended(self) -> None:
        with self._lock:
            # Popen's own wait has reaped it: from then on its id may belong to a stranger.
            self._running = {running for running in self._running if running.poll() is None}

    def _start(
        self, argv: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> subprocess.Popen[str]:
        with self._lock:
            if self._stopped:
                raise LocalError("Another step failed.")
            running = subprocess.Popen(
                list(argv),
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                process_group=0,
            )
            self._running.add(running)
            return running


def _signal(running: subprocess.Popen[str], number: signal.Signals) -> None:
    """To the whole group; its leader may be gone while a grandchild still holds the output."""
    with suppress(ProcessLookupError):
        os.killpg(running.pid, number)


def _lines(running: subprocess.Popen[str]) -> Iterator[str]:
    if running.stdout is not None:
        yield from cast("IO[str]", running.stdout)


@contextmanager
def _limited(running: subprocess.Popen[str], seconds: float | None) -> Generator[None]:
    """A program that hangs is ended after `seconds`."""
    if seconds is None:
        yield
        return
    timer = threading.Timer(seconds, _signal, (running, signal.SIGKILL))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()

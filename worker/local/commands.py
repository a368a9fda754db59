"""Runs the programs of the preparing steps, keeps what they print, and can end them all.

Never: output on the terminal; it lies in a file, and people see the sentence.
"""

from __future__ import annotations

import shlex
import subprocess
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from worker.local.trouble import LocalError, of_os_error, of_output

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
                        lines = [*lines[-_KEPT_LINES:], line]
                        on_line(line)
        except OSError as error:
            raise of_os_error(error, file) from error
        finally:
            self._forget_ended()
        if running.returncode != 0:
            raise of_output(what, "".join(lines), file)
        return "".join(lines)

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            for running in self._running:
                running.terminate()

    def _forget_ended(self) -> None:
        with self._lock:
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
            )
            self._running.add(running)
            return running


def _lines(running: subprocess.Popen[str]) -> Iterator[str]:
    if running.stdout is not None:
        yield from cast("IO[str]", running.stdout)


@contextmanager
def _limited(running: subprocess.Popen[str], seconds: float | None) -> Generator[None]:
    """A program that hangs is ended after `seconds`."""
    if seconds is None:
        yield
        return
    timer = threading.Timer(seconds, running.terminate)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()

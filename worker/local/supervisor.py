"""Runs the parts of the stack as processes: starts them, starts again what dies, ends them all.

Never: a part left behind. On Linux the kernel ends the children of a killed supervisor; elsewhere
the next start ends them, by what is written down in the state file.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from worker.local import process
from worker.local.account import Account
from worker.local.plan import Board, Part, Phase, waves
from worker.local.process import Known
from worker.local.trouble import of_os_error, of_output

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_BUSY_SECONDS = 0.03
_CALM_SECONDS = 0.5
_SAY_AFTER_SECONDS = 10.0
_KEPT_LOGS = 3
_TAIL_BYTES = 4096


def _nothing() -> None: ...


def _at_once() -> bool:
    return True


@dataclass(frozen=True)
class Service(Part):
    """A part with all that its process needs."""

    title: str = ""
    uses: tuple[str, ...] = ()
    """What it does without for a while, but not at its end: it ends before these do."""
    command: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    folder: Path = Path("/")
    account: Account | None = None
    ready: Callable[[], bool] = _at_once
    before: Callable[[], None] = _nothing
    after: Callable[[], None] = _nothing
    speaks: bool = False
    """What it prints is for whoever has started the stack; its errors go to its log."""
    yields: int = 0
    """How far others go first when there is more to do than the machine can."""
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 10.0


@dataclass
class Supervisor:
    services: Sequence[Service]
    logs: Path
    say: Callable[[str], None]
    changed: Callable[[Mapping[str, Known]], None]
    _board: Board = field(init=False)
    _running: dict[str, subprocess.Popen[bytes]] = field(init=False, default_factory=dict)
    _said: dict[str, float] = field(init=False, default_factory=dict)
    _stops: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._board = Board(self.services)

    def run(self, *, complete: Callable[[], None], keep: Callable[[], bool] = _at_once) -> None:
        """Until a signal, until `keep` says no, or until a part can't be started."""
        self.logs.mkdir(parents=True, exist_ok=True)
        for service in self.services:
            rotate(self.logs / f"{service.name}.log")
        announced = False
        with self._signals() as wakeup:
            try:
                while not self._stops and keep():
                    self._reap()
                    self._check_failed()
                    self._start_due()
                    self._check_ready()
                    if not announced and self._board.complete():
                        announced = True
                        complete()
                    self._sleep(wakeup)
            finally:
                self._end_all()

    def _start_due(self) -> None:
        for part in self._board.due(time.monotonic()):
            service = self._service(part.name)
            service.before()
            with (self.logs / f"{service.name}.log").open("ab") as log:
                self._running[service.name] = process.spawn(
                    service.command,
                    log=log,
                    environment=service.environment,
                    folder=service.folder,
                    account=service.account,
                    orphaned=service.stop_signal,
                    speaks=service.speaks,
                    yields=service.yields,
                )
            self._board.started(service.name, time.monotonic())
            self._write_down()

    def _check_ready(self) -> None:
        for part in self._board.starting():
            service, now = self._service(part.name), time.monotonic()
            waited = self._board.seconds(service.name, now)
            if not service.once and service.ready():
                service.after()
                self._board.ready(service.name, now)
                self.say(f"{service.title} is ready ({waited:.1f} s)")
            elif waited - self._said.get(service.name, 0.0) > _SAY_AFTER_SECONDS:
                self._said[service.name] = waited
                self.say(f"{service.title}: still at it ({waited:.0f} s), see {self._log(part)}")

    def _reap(self) -> None:
        for name, running in list(self._running.items()):
            code = running.poll()
            if code is None:
                continue
            del self._running[name]
            service, before = self._service(name), self._board.phase(name)
            if service.once and code == 0:
                service.after()
            self._board.ended(name, code, time.monotonic())
            self._said.pop(name, None)
            if self._board.phase(name) is Phase.WAITING and before is Phase.READY:
                self.say(f"{service.title} {_how(code)} and is started again")
            self._write_down()

    def _check_failed(self) -> None:
        part = self._board.failed()
        if part is not None:
            log = self._log(part)
            raise of_output(self._service(part.name).title, _tail(log), log)

    def _end_all(self) -> None:
        """What needs others ends first; a second signal ends all at once."""
        order = [Part(one.name, one.needs + one.uses) for one in self.services]
        for wave in reversed(waves(order)):
            ending = {name: self._running[name] for name in wave if name in self._running}
            for name, running in ending.items():
                running.send_signal(self._service(name).stop_signal)
            patience = max((self._service(name).stop_seconds for name in ending), default=0.0)
            deadline = time.monotonic() + patience
            for running in ending.values():
                self._await_end(running, deadline)
        self._running.clear()
        self._write_down()

    def _await_end(self, running: subprocess.Popen[bytes], deadline: float) -> None:
        while running.poll() is None:
            if time.monotonic() > deadline or self._stops > 1:
                running.kill()
                running.wait()
                return
            time.sleep(_BUSY_SECONDS)

    def _write_down(self) -> None:
        known = {name: process.know(running.pid) for name, running in self._running.items()}
        self.changed({name: one for name, one in known.items() if one is not None})

    def _sleep(self, wakeup: int) -> None:
        seconds = _BUSY_SECONDS if self._board.starting() else _CALM_SECONDS
        next_due = self._board.next_due()
        if next_due is not None:
            seconds = min(seconds, max(0.0, next_due - time.monotonic()))
        if select.select([wakeup], [], [], seconds)[0]:
            os.read(wakeup, 1024)

    @contextmanager
    def _signals(self) -> Generator[int]:
        """Signals are counted, and wake the loop through a pipe."""
        reader, writer = os.pipe()
        for end in (reader, writer):
            os.set_blocking(end, False)
        former = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        handlers = {number: signal.signal(number, self._on_stop) for number in STOP_SIGNALS}
        handlers[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        try:
            yield reader
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(former)
            os.close(reader)
            os.close(writer)

    def _on_stop(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._stops += 1
        if self._stops == 1:
            self.say("Ending … (once more: at once)")

    def _service(self, name: str) -> Service:
        return next(service for service in self.services if service.name == name)

    def _log(self, part: Part) -> Path:
        return self.logs / f"{part.name}.log"


def rotate(log: Path) -> None:
    """The last few starts keep their logs: NAME.log.1 is the one before."""
    try:
        for number in range(_KEPT_LOGS, 0, -1):
            older = log.with_name(f"{log.name}.{number - 1}") if number > 1 else log
            if older.exists():
                older.replace(log.with_name(f"{log.name}.{number}"))
    except OSError as error:
        raise of_os_error(error, log) from error


def _tail(log: Path) -> str:
    try:
        with log.open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - _TAIL_BYTES))
            return file.read().decode(errors="replace")
    except OSError:
        return ""


def _how(code: int) -> str:
    if code == 0:
        return "has come to its end"
    return f"ended (by {signal.Signals(-code).name})" if code < 0 else f"ended (with code {code})"

"""Keeps a worker for each installed package that brings workflows in Python.

One that ends is started again, later each time; packages that come, go or are edited are noticed.
Never: a package imported here, and never the end of one package's worker because of another's.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import structlog
from watchfiles import PythonFilter, watch

from gateway.logs import configure_logs
from worker.packages import HELD, WORKFLOWS, Package, packages, places
from worker.settings import WorkerSettings

LOOK_SECONDS: Final = 2.0
SETTLED_SECONDS: Final = 30.0
LONGEST_DELAY_SECONDS: Final = 30.0
GRACE_SECONDS: Final = 3.0
"""What a worker has beyond its time to drain, before it is killed."""

SAID_BYTES: Final = 4_096

_log = structlog.stdlib.get_logger()


def _say_nothing(_text: str) -> None:
    """The log says it."""


@dataclass
class Kept:
    """One package's worker, as its keeper sees it."""

    package: Package
    task: asyncio.Task[None] | None = None
    process: Process | None = None
    told: bool = False
    """It has been told to end, to begin anew."""


@dataclass
class Keeper:
    """All of them."""

    drain_seconds: float
    say: Callable[[str], None] = _say_nothing
    look: Callable[[], list[Package]] = lambda: packages(WORKFLOWS)
    command: Sequence[str] = (sys.executable, "-m", "worker.code")
    delay_seconds: float = 0.5
    kept: dict[str, Kept] = field(default_factory=dict[str, Kept])

    async def work(self, stop: asyncio.Event, *, watching: bool = False) -> None:
        """Until `stop` is set; then every worker has ended."""
        there = places()
        await self.settle()
        try:
            while not stop.is_set():
                edited = await self._rest(stop, watching=watching)
                now = places()
                if now != there:
                    there = now
                    await self.settle()
                await self._renew(edited)
        finally:
            await asyncio.gather(*(self._end(kept) for kept in self.kept.values()))

    async def settle(self) -> None:
        """Workers for the packages that are installed now, and for no others."""
        found = {package.name: package for package in self.look()}
        for name, kept in [*self.kept.items()]:
            if found.get(name) != kept.package:
                self.say(f"{name} has changed or is gone: its worker ends")
                await self._end(self.kept.pop(name))
        for name, package in found.items():
            if name not in self.kept:
                kept = self.kept[name] = Kept(package)
                kept.task = asyncio.create_task(self._keep(kept))

    async def _rest(self, stop: asyncio.Event, *, watching: bool) -> list[Path]:
        """A while, or until code is edited: which files."""
        folders = [one.package.folder for one in self.kept.values() if one.package.folder]
        there = [folder for folder in folders if folder.is_dir()]
        if not (watching and there):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await stop.wait()
            return []
        return await asyncio.to_thread(_edited, there)

    async def _renew(self, edited: Sequence[Path]) -> None:
        for kept in self.kept.values():
            folder = kept.package.folder
            if folder is not None and any(file.is_relative_to(folder) for file in edited):
                self.say(f"{kept.package.name} changed: its worker starts anew")
                kept.told = True
                _signal(kept.process, signal.SIGTERM)

    async def _keep(self, kept: Kept) -> None:
        """Start it again and again; what it says at a bad end is told once."""
        name, loop = kept.package.name, asyncio.get_running_loop()
        deaths, said = 0, None
        while True:
            began = loop.time()
            kept.told = False
            kept.process = process = await self._start(name)
            code, last = await _ended(process)
            if kept.told:
                deaths = 0
                continue
            deaths = 1 if loop.time() - began > SETTLED_SECONDS else deaths + 1
            _log.error("code.ended", package=name, code=code, said=last)
            if last != said:
                said = last
                why = last if code > 0 and last else f"with {code}"
                self.say(f"The worker of {name} has ended: {why}")
            delay = min(self.delay_seconds * 2.0 ** min(deaths - 1, 10), LONGEST_DELAY_SECONDS)
            await asyncio.sleep(delay)

    async def _start(self, name: str) -> Process:
        return await asyncio.create_subprocess_exec(
            *(*self.command, name, HELD),
            stdin=PIPE,
            stderr=PIPE,
            start_new_session=True,
        )

    async def _end(self, kept: Kept) -> None:
        if kept.task is not None:
            kept.task.cancel()
            await asyncio.wait([kept.task])
        process = kept.process
        if process is None or process.returncode is not None:
            return
        _signal(process, signal.SIGTERM)
        ended = asyncio.create_task(_ended(process))
        _, late = await asyncio.wait([ended], timeout=self.drain_seconds + GRACE_SECONDS)
        if late:
            _signal(process, signal.SIGKILL)
            await ended


def _edited(folders: Sequence[Path]) -> list[Path]:
    """Waits for the first edit, but not for long."""
    changes = watch(
        *folders,
        watch_filter=PythonFilter(),
        rust_timeout=int(LOOK_SECONDS * 1000),
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    return sorted(Path(file) for _, file in next(changes, ()))


def _signal(process: Process | None, number: signal.Signals) -> None:
    if process is not None and process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(number)


async def _ended(process: Process) -> tuple[int, str]:
    """Passes on what it says until it ends: how that was, and its last line."""
    last = b""
    if process.stderr is not None:
        async for line in process.stderr:
            sys.stderr.buffer.write(line)
            sys.stderr.flush()
            last = line.strip() or last
    return await process.wait(), last[:SAID_BYTES].decode(errors="replace")


async def serve(say: Callable[[str], None] = _say_nothing, *, watching: bool = False) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    keeper = Keeper(WorkerSettings().drain_seconds, say)
    _log.info("code_keeper.ready")
    await keeper.work(stop, watching=watching)


def main() -> None:
    configure_logs("code")
    asyncio.run(serve())


if __name__ == "__main__":
    main()

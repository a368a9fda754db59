"""Builds the Temporal server from its published Go module.

Never: a dependency that go.sum doesn't name, nor another Go than the one that was found.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from worker.local.commands import Commands
from worker.local.tools import Version, ask_version, on_path, parse_version
from worker.local.trouble import LocalError

MODULE = Path(__file__).with_name("temporal_build")
PROGRAM = "github.com/temporalio/cli/cmd/temporal"
# What `go build` names while it works; only for the progress that people see.
PACKAGES = 1_800
_SAY_EVERY = 200


def wanted_go(module: Path = MODULE) -> Version:
    """The oldest Go that can build the module, by the module's own word."""
    for line in (module / "go.mod").read_text().splitlines():
        if line.startswith("go "):
            version = parse_version(line)
            if version:
                return version
    raise LocalError(f"{module / 'go.mod'} names no Go version. Restore the file from the clone.")


def new_enough(go: Path, wanted: Version) -> bool:
    said = ask_version((str(go), "env", "GOVERSION"))
    version = parse_version(said) if said else None
    return version is not None and version >= wanted


@dataclass(frozen=True)
class GoBuild:
    """The build, with the machine's Go if it is new enough, else with a fetched one."""

    environment: Mapping[str, str]
    cache: Path
    commands: Commands
    fetch_go: Callable[[], Path]
    say: Callable[[str], None]
    more: Mapping[str, str] = field(default_factory=dict[str, str])
    module: Path = MODULE

    def __call__(self, destination: Path) -> None:
        with _alone(self.cache / "temporal-build.lock", self.say):
            if destination.exists() and ask_version((str(destination), "--version")):
                return  # another clone built it while this one waited
            go, own = self.go()
            self._build(go, destination, own=own)

    def go(self) -> tuple[Path, bool]:
        """The Go to build with, and whether it is the machine's own."""
        found = on_path("go", self.environment)
        if found and new_enough(found, wanted_go(self.module)):
            return found, True
        return self.fetch_go(), False

    def _build(self, go: Path, destination: Path, *, own: bool) -> None:
        work = self.cache / "temporal-build"
        fresh = destination.with_name(f"{destination.name}.{os.getpid()}")
        settings = {
            **self.more,
            "GOTOOLCHAIN": "local",
            "GOFLAGS": "-mod=readonly -trimpath -modcacherw",
            "GOWORK": "off",
            "CGO_ENABLED": "0",
        }
        if not own:
            # Nobody here uses Go: the gigabytes that the build leaves are removed after it.
            settings |= {"GOPATH": str(work / "path"), "GOCACHE": str(work / "cache")}
        try:
            self.commands.run(
                "Building the Temporal server",
                [str(go), "build", "-v", "-ldflags=-s -w", "-o", str(fresh), PROGRAM],
                folder=self.module,
                log="temporal",
                more=settings,
                on_line=_counter(self.say),
            )
            fresh.replace(destination)
        finally:
            fresh.unlink(missing_ok=True)
            if not own:
                shutil.rmtree(work, ignore_errors=True)


def _counter(say: Callable[[str], None]) -> Callable[[str], None]:
    """Go names each package that it builds; now and then that is worth a line."""
    built = 0

    def count(line: str) -> None:
        nonlocal built
        if line.startswith("go:"):
            return
        built += 1
        if built % _SAY_EVERY == 0:
            say(f"built {built} of about {max(PACKAGES, built)} packages")

    return count


@contextmanager
def _alone(lock: Path, say: Callable[[str], None]) -> Generator[None]:
    """One build at a time for all clones of a user; the lock goes with its process."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for the build that another clone has under way")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield

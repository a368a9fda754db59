"""Finds a Temporal server: one that runs, one on the machine, or one that is fetched or built.

The order is fixed: `BATON_TEMPORAL_ADDRESS`; `temporal` on PATH; the cached one; the SDK's own
download; a build with Go. Never: a server older than the workflow code can work with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from worker.local.commands import Commands
from worker.local.settings import ROOT
from worker.local.tools import ask_version, on_path, parse_server_version
from worker.local.trouble import LocalError

OLDEST_SERVER = (1, 29)
_DOWNLOAD_SECONDS = 600


@dataclass(frozen=True)
class Running:
    """A server that somebody else runs."""

    address: str


@dataclass(frozen=True)
class Program:
    """A program that the stack starts itself, and how it was come by."""

    path: Path
    way: str


Found = Running | Program


class Builder(Protocol):
    def __call__(self, destination: Path) -> None: ...


@dataclass(frozen=True)
class Finder:
    """The ways to a server, in their order."""

    environment: Mapping[str, str]
    cache: Path
    download: Builder
    build: Builder

    @property
    def cached(self) -> Path:
        return self.cache / "bin" / "temporal"

    def at_hand(self) -> Found | None:
        """What needs no network: answered in well under a second."""
        address = self.environment.get("BATON_TEMPORAL_ADDRESS")
        if address:
            return Running(address)
        candidates = (("PATH", on_path("temporal", self.environment)), ("cache", self.cached))
        for way, path in candidates:
            if path is not None and usable(path):
                return Program(path, way)
        return None

    def find(self, say: Callable[[str], None] = lambda _: None) -> Found:
        """What is at hand, else the slow ways."""
        found = self.at_hand()
        if found is not None:
            return found
        reasons: list[str] = []
        for way, get in (("download", self.download), ("build", self.build)):
            try:
                self.cached.parent.mkdir(parents=True, exist_ok=True)
                get(self.cached)
            except LocalError as error:
                reasons.append(f"{way}: {error}")
                say(f"The {way} of the Temporal server is not possible here.")
                continue
            if usable(self.cached):
                return Program(self.cached, way)
            reasons.append(f"{way}: what came can't be run on this machine.")
        raise LocalError(
            "No Temporal server was found, and none could be made. Do one of these and start "
            "again: set BATON_TEMPORAL_ADDRESS to a running server; put the program `temporal` on "
            f"the PATH; copy it to {self.cached}; let this machine reach the internet for the "
            "SDK's download; or let it reach the Go module proxy for a build with Go. "
            f"({' '.join(reasons)})"
        )


def usable(path: Path) -> bool:
    """A program of that name that answers, and whose server is new enough."""
    said = ask_version((str(path), "--version")) if path.is_file() else None
    version = parse_server_version(said) if said else None
    return version is not None and version >= OLDEST_SERVER


def sdk_download(commands: Commands, python: Path) -> Builder:
    """The download that the Temporal SDK knows; it needs the environment to be there."""

    def download(destination: Path) -> None:
        commands.run(
            "The SDK's download of the Temporal server",
            [str(python), "-m", "worker.local.temporal_download", str(destination)],
            folder=ROOT,
            log="temporal",
            seconds=_DOWNLOAD_SECONDS,
        )

    return download

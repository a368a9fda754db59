"""What the stack writes down about itself: `<data>/stack.json`, and the lock of who runs it.

Others read it to find the API; the next start reads it to find the same ports, and what a killed
supervisor left behind. Never: read by anybody but the user, since it holds a database address.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, cast

from worker.local.process import Known, alive
from worker.local.trouble import LocalError

FILE = "stack.json"
LOCK = "stack.lock"
FORMAT = 1


@dataclass(frozen=True)
class State:
    """Everything is optional: a file of an older version is still of use."""

    format: int = FORMAT
    url: str | None = None
    supervisor: Known | None = None
    children: Mapping[str, Known] = field(default_factory=dict[str, Known])
    ports: Mapping[str, int] = field(default_factory=dict[str, int])
    database_url: str | None = None
    database_admin_url: str | None = None
    temporal_address: str | None = None
    temporal_namespace: str | None = None
    temporal_program: str | None = None
    postgres_data: str | None = None
    postgres_programs: str | None = None
    prepared: str | None = None

    @property
    def running(self) -> bool:
        return self.supervisor is not None and alive(self.supervisor)

    def orphans(self) -> list[Known]:
        """Children that outlived their supervisor."""
        return [known for known in self.children.values() if alive(known)]


def load(data: Path) -> State:
    """The last state; an unreadable file counts as none, since all of it can be found anew."""
    try:
        content = cast("object", json.loads((data / FILE).read_text()))
    except (OSError, ValueError):
        return State()
    if not isinstance(content, dict):
        return State()
    values = cast("dict[str, object]", content)
    return State(
        supervisor=_known(values.get("supervisor")),
        children={
            name: known
            for name, value in _mapping(values.get("children")).items()
            if (known := _known(value)) is not None
        },
        ports={
            name: port
            for name, port in _mapping(values.get("ports")).items()
            if isinstance(port, int)
        },
        url=_text(values.get("url")),
        database_url=_text(values.get("database_url")),
        database_admin_url=_text(values.get("database_admin_url")),
        temporal_address=_text(values.get("temporal_address")),
        temporal_namespace=_text(values.get("temporal_namespace")),
        temporal_program=_text(values.get("temporal_program")),
        postgres_data=_text(values.get("postgres_data")),
        postgres_programs=_text(values.get("postgres_programs")),
        prepared=_text(values.get("prepared")),
    )


def save(data: Path, state: State) -> None:
    """Replaced as a whole: a reader sees the old or the new one."""
    fresh = data / f"{FILE}.{os.getpid()}"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(asdict(replace(state, format=FORMAT)), file, indent=2)
    fresh.replace(data / FILE)


def lock(data: Path, state: State) -> IO[str]:
    """Held as long as the stack runs. The system gives it back however the holder ends."""
    file = (data / LOCK).open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        who = f"process {state.supervisor.pid}, " if state.supervisor else ""
        raise LocalError(
            f"Baton already runs on this data ({who}{state.url or 'still starting'}). End it with "
            "Ctrl-C where it runs or with `baton stop`, or start another one beside it with "
            "BATON_DATA set to another folder and BATON_PORT to another port."
        ) from None
    except OSError as error:
        file.close()
        raise LocalError(
            f"The folder {data} can't be locked ({error.strerror}). Set BATON_DATA to a folder on "
            "a local disk."
        ) from error
    return file


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _mapping(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _known(value: object) -> Known | None:
    values = _mapping(value)
    pid, began = values.get("pid"), values.get("began")
    return Known(pid, began) if isinstance(pid, int) and isinstance(began, str) else None

"""The programs that carry scripts out: which they are, where they lie, and what they need to see.

Never: a program that was not asked for, or the folder of a user; of a Python or Node that lies
there only what belongs to it is shown.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from activities.sandbox.order import SCRIPT, WORK
from activities.sandbox.tree import SYSTEM
from definitions.scripts import PYTHON, SHELL

PATH: Final = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"
ENVIRONMENT: Final[Mapping[str, str]] = {
    "HOME": WORK,
    "LANG": "C.UTF-8",
    "PATH": PATH,
    "TMPDIR": WORK,
}
"""What each program finds there before its own variables."""


@dataclass(frozen=True, slots=True)
class Program:
    """Reads a script from a file."""

    command: tuple[str, ...]
    file: str
    """What the script is called; by its ending Node tells its kinds apart."""
    shown: tuple[str, ...] = ()

    def with_arguments(self, arguments: tuple[str, ...]) -> tuple[str, ...]:
        return (*self.command, f"{SCRIPT}/{self.file}", *arguments)


def find(kind: str, environment: Mapping[str, str]) -> Program | None:
    """None when the machine has no such program."""
    if kind == SHELL:
        return Program(("/bin/sh",), "script.sh") if Path("/bin/sh").exists() else None
    return _python() if kind == PYTHON else _node(environment)


def _python() -> Program:
    """Baton's own, without what is installed in its environment."""
    own = Path(sys.executable).resolve()
    command = (str(own), "-I", "-X", "utf8")
    return Program(command, "script.py", _unseen(str(Path(sys.base_prefix).resolve())))


def _node(environment: Mapping[str, str]) -> Program | None:
    """The machine's, else one that `make run` has fetched."""
    base = environment.get("XDG_CACHE_HOME")
    cache = Path(base) if base else Path.home() / ".cache"
    fetched = sorted((cache / "baton").glob("node-*/programs/node"))
    found = shutil.which("node", path=environment.get("PATH")) or next(iter(fetched), None)
    if found is None:
        return None
    own = str(Path(found).resolve())
    return Program((own,), "script.js", _unseen(own))


def _unseen(path: str) -> tuple[str, ...]:
    seen = any(path == known or path.startswith(f"{known}/") for known in (*SYSTEM, "/usr"))
    return () if seen else (path,)

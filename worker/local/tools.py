"""Versions of programs, and where the downloaded ones lie.

Never: a program of the machine changed or replaced; what Baton fetches lies in its own cache.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

Version = tuple[int, ...]
_VERSION = re.compile(r"\d+\.\d+(?:\.\d+)?")
_SECONDS = 20


def cache_folder(environment: Mapping[str, str]) -> Path:
    """The user's cache, shared by all clones."""
    base = environment.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "baton"


def parse_version(text: str) -> Version | None:
    """The first version in what a program says of itself."""
    found = _VERSION.search(text)
    if found is None:
        return None
    numbers = [int(number) for number in found.group().split(".")]
    return (*numbers, 0)[:3]


def parse_server_version(text: str) -> Version | None:
    """`temporal --version` says its own version first; the server's is the one that counts."""
    _, mark, rest = text.partition("Server ")
    return parse_version(rest if mark else text)


def satisfies(version: Version, requirement: str) -> bool:
    """Whether a version meets npm's form of a requirement, as far as `engines` needs it.

    Alternatives are joined by `||`, conditions by blanks: `>=`, `^`, `<` or an exact beginning.
    """
    return any(
        all(_meets(version, condition) for condition in alternative.split())
        for alternative in requirement.split("||")
    )


def _meets(version: Version, condition: str) -> bool:
    wanted = tuple(int(part) for part in cast("list[str]", re.findall(r"\d+", condition)))
    if condition.startswith(">="):
        return version >= wanted
    if condition.startswith("<"):
        return version < wanted
    if condition.startswith("^"):
        return version >= wanted and version[0] == wanted[0]
    return version[: len(wanted)] == wanted


def ask_version(command: Sequence[str]) -> str | None:
    """What the program prints when asked for its version; None when it can't be run."""
    try:
        result = subprocess.run(
            list(command), capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return result.stdout.strip() or None if result.returncode == 0 else None


def on_path(name: str, environment: Mapping[str, str]) -> Path | None:
    found = shutil.which(name, path=environment.get("PATH"))
    return Path(found) if found else None


def existing_parent(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(place for place in (folder, *folder.parents) if place.exists())

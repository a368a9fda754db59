"""Which packages are installed that bring something, and where their code is edited.

Light, for processes that wait all day. Never: a package imported; it is looked at from outside.
"""

from __future__ import annotations

import json
import site
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final, cast
from urllib.parse import unquote, urlsplit

FUNCTIONS: Final = "baton.functions"
WORKFLOWS: Final = "baton.workflows"
"""Groups of entry points, as the language has them, which is too heavy here."""


HELD: Final = "--held"
"""Tells a package's worker to end when its standard input does: who has started it is gone."""


@dataclass(frozen=True, slots=True)
class Package:
    """Something installed that brings functions or workflows."""

    name: str
    version: str
    folder: Path | None = None
    """Where its code is edited."""


def packages(group: str = FUNCTIONS) -> list[Package]:
    """All that are installed now; the file system is asked anew."""
    found = [
        Package(one.name, one.version, _edited(one))
        for one in distributions()
        if any(point.group == group for point in one.entry_points)
    ]
    return sorted(set(found), key=lambda one: (one.name, one.version, str(one.folder)))


def places() -> tuple[tuple[str, int], ...]:
    """Where packages are installed, and when something last came or went there."""
    found = [Path(place) for place in site.getsitepackages()]
    return tuple((str(place), place.stat().st_mtime_ns) for place in found if place.is_dir())


def _edited(distribution: Distribution) -> Path | None:
    """As installers write it down (PEP 610)."""
    try:
        said = cast("object", json.loads(distribution.read_text("direct_url.json") or "null"))
    except ValueError:
        return None
    match said:
        case {"url": str(url), "dir_info": {"editable": True}}:
            folder = Path(unquote(urlsplit(url).path))
            source = folder / "src"
            return source if source.is_dir() else folder
        case _:
            return None

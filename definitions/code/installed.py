"""Code of one installed package: what its entry points in `baton.workflows` lead to.

Only the package's own worker loads it; what it has declared is kept in PostgreSQL, where everybody
else reads it. Never: a package that begins with less than it declares; one that can't be loaded
says so in a sentence that names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from definitions.code.declaration import Code, Declared
from definitions.entry_points import InstalledError, loaded, package_of

GROUP = "baton.workflows"
QUEUE = "code/"
"""How the task queue of a package's worker begins; the name of the package follows."""


@dataclass(frozen=True, slots=True)
class Package:
    """What a package brings."""

    name: str
    codes: list[Code]

    @property
    def queue(self) -> str:
        return QUEUE + self.name

    @property
    def declared(self) -> list[Declared]:
        return [code.declared(self.name, self.queue) for code in self.codes]

    @property
    def workflows(self) -> list[type]:
        return list(dict.fromkeys(code.workflow for code in self.codes))

    @property
    def activities(self) -> list[Callable[..., object]]:
        return list(dict.fromkeys(one for code in self.codes for one in code.activities))


def normal(name: str) -> str:
    """As packages are compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def load(name: str) -> Package:
    """Everything that the package declares. Raises InstalledError."""
    points = [
        point
        for point in entry_points(group=GROUP)
        if point.dist is not None and normal(point.dist.name) == normal(name)
    ]
    if not points:
        raise InstalledError(f"No package {name} with an entry point in {GROUP} is installed.")
    found = [code for point in sorted(points) for code in _load(point)]
    return Package(normal(name), _unique(found, package_of(points[0])))


def _load(point: EntryPoint) -> list[Code]:
    codes = [one for one in loaded(point) if isinstance(one, Code)]
    if not codes:
        package = package_of(point)
        raise InstalledError(
            f"The entry point {point.name} = {point.value} of the package {package} leads to no "
            "Code. Declare one there, or remove the entry point."
        )
    return codes


def _unique(found: Iterable[Code], package: str) -> list[Code]:
    codes: dict[tuple[str, str, str], Code] = {}
    types: dict[str, Code] = {}
    for code in found:
        label = f"{code.namespace}/{code.name} {code.version}"
        if codes.setdefault((code.namespace, code.name, code.version), code) is not code:
            raise InstalledError(
                f"The package {package} declares {label} twice. Give one another name or version."
            )
        kind = code.declared(package, "").workflow
        if types.setdefault(kind, code).workflow is not code.workflow:
            raise InstalledError(
                f"The package {package} has two workflows that Temporal would call {kind}. Give "
                f'one another name, as in @workflow.defn(name="{kind}2").'
            )
    return list(codes.values())

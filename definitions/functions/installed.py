"""Functions of installed packages: what their entry points in `baton.functions` lead to.

Read once at the start of a process. Never: a package passed over in silence; one that can't be
loaded, or claims what another one has, stops the start with a sentence that names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from definitions.entry_points import InstalledError, loaded, package_of
from definitions.functions.authoring import Function, Written
from definitions.functions.catalogue import Catalogue, shipped
from definitions.models import STANDARD_CALLS

GROUP = "baton.functions"


@dataclass(frozen=True, slots=True)
class Installed:
    """A function and where it comes from."""

    function: Function
    package: str

    @property
    def key(self) -> tuple[str, str]:
        return self.function.declaration.key


def installed() -> list[Installed]:
    """All of them, by name and version."""
    points = sorted(entry_points(group=GROUP), key=lambda point: (package_of(point), point.name))
    found = _unique(one for point in points for one in _load(point))
    return sorted(found, key=lambda one: one.key)


def catalogue(found: Iterable[Installed]) -> Catalogue:
    """Those that come with Baton and these."""
    return Catalogue([*shipped(), *(one.function.declaration for one in found)])


def changed(keys: Iterable[tuple[str, str]], found: Iterable[Installed]) -> InstalledError:
    """What to say of functions that published processes know otherwise."""
    packages = {one.key: one.package for one in found}
    named = ", ".join(f"{' '.join(key)} ({packages.get(key, 'Baton')})" for key in sorted(keys))
    return InstalledError(
        f"Published processes know other schemas of these functions: {named}. Raise the version of "
        "each whose input or output has changed, and keep the earlier one beside it."
    )


def _load(point: EntryPoint) -> Iterator[Installed]:
    package = package_of(point)
    written = [one.function for one in loaded(point) if isinstance(one, Written)]
    if not written:
        raise InstalledError(
            f"The entry point {point.name} = {point.value} of the package {package} leads to no "
            "function. Decorate one with @function, or remove the entry point."
        )
    for one in dict.fromkeys(written):
        yield Installed(one, package)


def _unique(found: Iterable[Installed]) -> list[Installed]:
    ours = (*shipped().names, *STANDARD_CALLS)
    known: dict[tuple[str, str], Installed] = {}
    for one in found:
        name, version = one.key
        if name in ours:
            raise InstalledError(
                f"The package {one.package} declares the function {name}, which comes with Baton. "
                "Give it another name."
            )
        other = known.setdefault(one.key, one)
        if other.function is not one.function:
            raise InstalledError(
                f"The packages {other.package} and {one.package} both declare {name} {version}. "
                "Uninstall one of them, or give one another name or version."
            )
    return list(known.values())

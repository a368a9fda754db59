"""What the entry points of installed packages lead to, whatever Baton looks for there.

Never: a package passed over in silence; one that can't be loaded says so in a sentence that names
it.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint
from types import ModuleType
from typing import cast

from definitions.functions.declaration import DeclarationError


class InstalledError(Exception):
    """The installed packages can't be used as they are; the sentence says what to do."""


def package_of(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else "an unnamed package"


def loaded(point: EntryPoint) -> list[object]:
    """The object itself, or all that stands in the module. Raises InstalledError."""
    package = package_of(point)
    try:
        found = cast("object", point.load())
    except DeclarationError as error:
        raise InstalledError(f"{error} (It comes with the package {package}.)") from error
    except Exception as error:
        raise InstalledError(
            f"The package {package} can't be loaded: its entry point {point.name} = {point.value} "
            f"fails with {type(error).__name__}: {error}. Correct the package, or uninstall it."
        ) from error
    if isinstance(found, ModuleType):
        return list(cast("dict[str, object]", found.__dict__).values())
    return [found]

"""The catalogue: which functions there are, and which one a `call` means.

Never: a name that a task of the standard has, or two declarations of one version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from definitions.composer import ComposeError, compose
from definitions.functions.declaration import Declaration, DeclarationError, declare
from definitions.versions import precedence

DEFAULT = "default"
_FOLDER = "catalogue"
_FILE = "function.yaml"
_REFERENCE = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9_.-]*)(?::(?P<version>[0-9A-Za-z.+-]+))?"
    r"(?:@(?P<catalog>[A-Za-z0-9][A-Za-z0-9_-]*))?"
)
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Reference:
    """`name:version@catalog` in a `call`; only the name has to be there."""

    name: str
    version: str | None = None
    catalog: str = DEFAULT

    @classmethod
    def read(cls, text: str) -> Reference | None:
        """None of what names no function, such as an address."""
        found = _REFERENCE.fullmatch(text) if len(text) <= _LONGEST else None
        if found is None:
            return None
        return cls(found["name"], found["version"], found["catalog"] or DEFAULT)


class Catalogue:
    """The functions that can be called."""

    def __init__(self, declarations: Iterable[Declaration] = ()) -> None:
        ordered = sorted(declarations, key=lambda one: (one.name, precedence(one.version)))
        self._known = {one.key: one for one in ordered}

    def __iter__(self) -> Iterator[Declaration]:
        """By name, the lowest version first."""
        return iter(self._known.values())

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name, _ in self._known))

    def versions(self, name: str) -> tuple[str, ...]:
        return tuple(version for known, version in self._known if known == name)

    def get(self, name: str, version: str) -> Declaration | None:
        return self._known.get((name, version))

    def find(self, reference: Reference) -> Declaration | None:
        """Without a version the highest one; what only leads to a release has to be asked for."""
        if reference.catalog != DEFAULT:
            return None
        if reference.version is not None:
            return self.get(reference.name, reference.version)
        released = [one for one in self.versions(reference.name) if "-" not in one]
        return self.get(reference.name, released[-1]) if released else None


@cache
def shipped() -> Catalogue:
    """What comes with Baton, read once a process."""
    return Catalogue(_read_all(files("definitions").joinpath(_FOLDER)))


def _read_all(folder: Traversable) -> Iterator[Declaration]:
    for name in _folders(folder):
        for version in _folders(name):
            where = f"{_FOLDER}/{name.name}/{version.name}/{_FILE}"
            declared = read_declaration(version.joinpath(_FILE).read_text("utf-8"), where)
            if declared.key != (name.name, version.name):
                raise DeclarationError(
                    f"{where} declares {declared.name} {declared.version}: name the folder so."
                )
            yield declared


def _folders(folder: Traversable) -> list[Traversable]:
    return sorted((one for one in folder.iterdir() if one.is_dir()), key=lambda one: one.name)


def read_declaration(text: str, where: str) -> Declaration:
    """Of a `function.yaml`."""
    try:
        return declare(compose(text).value, where)
    except ComposeError as error:
        raise DeclarationError(f"{where} can't be read: {error}") from error

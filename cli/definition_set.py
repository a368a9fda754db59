"""Reads a set of definitions from files and folders, with all that is wrong in any of them.

Never: anything sent anywhere, or one of two files that contradict each other taken for the right
one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TypeVar

import msgspec

from cli import inputs, set_folder, validate
from cli.client import Key
from cli.errors import CliError
from cli.set_folder import LayoutFile, State, StatesFile, Strange
from definitions.diagnostics import Diagnostic
from definitions.functions.catalogue import Catalogue
from definitions.lint import lint
from definitions.program import content_hash
from definitions.reader import read
from definitions.subflow_lint import LATEST, Wanted, wanted
from definitions.values import JsonObject

_F = TypeVar("_F", StatesFile, LayoutFile)


@dataclass(frozen=True, slots=True)
class DefinitionFile:
    """A file with a definition that may be kept."""

    file: str
    source: bytes
    key: Key
    hash: str
    document: JsonObject
    runs: frozenset[Wanted]
    """The processes that it runs."""
    warnings: Sequence[Diagnostic]
    state: State | None = None
    """What `states.json` says that it shall be."""

    @property
    def label(self) -> str:
        return "{}/{} {}".format(*self.key)

    @property
    def text(self) -> str:
        """As the registry keeps it."""
        return self.source.decode("utf-8-sig")


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that can't be part of the set."""

    file: str
    why: str
    faults: Sequence[Diagnostic] = ()


@dataclass(slots=True)
class DefinitionSet:
    """What the files say."""

    definitions: list[DefinitionFile] = field(default_factory=list[DefinitionFile])
    layouts: list[tuple[str, LayoutFile]] = field(default_factory=list[tuple[str, LayoutFile]])
    refused: list[RefusedFile] = field(default_factory=list[RefusedFile])


def gather(paths: Sequence[Path], known: Catalogue | None = None) -> DefinitionSet:
    """With a catalogue what publishing would refuse is warned of."""
    found = DefinitionSet()
    states: dict[Key, State] = {}
    for path in _each(paths, found.refused):
        try:
            if path.name == set_folder.STATES:
                _keep_states(path, states)
            elif path.name == set_folder.LAYOUT:
                found.layouts.append((str(path), _manifest(path, LayoutFile)))
            else:
                one = _definition(path, known)
                if isinstance(one, RefusedFile):
                    found.refused.append(one)
                else:
                    found.definitions.append(one)
        except CliError as error:
            found.refused.append(RefusedFile(str(path), str(error)))
    stated = [replace(one, state=states.get(one.key)) for one in found.definitions]
    found.definitions = in_order([*_agreed(stated, found.refused)])
    return found


def _each(paths: Sequence[Path], refused: list[RefusedFile]) -> Iterator[Path]:
    """What is named twice is there once."""
    seen: set[Path] = set()
    for path in paths:
        for one in set_folder.files(path) if path.is_dir() else (path,):
            if isinstance(one, Strange):
                refused.append(RefusedFile(str(one.file), one.why))
            elif one not in seen:
                seen.add(one)
                yield one


def _definition(path: Path, known: Catalogue | None) -> DefinitionFile | RefusedFile:
    source = inputs.definition(path)
    reading = read(source)
    found = [*reading.diagnostics, *lint(reading)]
    errors = [one for one in found if one.severity == "error"]
    workflow, document = reading.workflow, reading.document
    if errors or workflow is None or document is None:
        return RefusedFile(str(path), "The definition has errors.", errors)
    about = workflow.document
    return DefinitionFile(
        file=str(path),
        source=source,
        key=(about.namespace, about.name, about.version),
        hash=content_hash(document),
        document=document,
        runs=frozenset(wanted(workflow).values()),
        warnings=[*found, *(validate.later(reading, known) if known else ())],
    )


# ---- what lies beside the definitions


def _keep_states(path: Path, states: dict[Key, State]) -> None:
    said = _manifest(path, StatesFile)
    namespace, _, name = said.process.partition("/")
    for version, state in said.states.items():
        key = (namespace, name, version)
        if states.setdefault(key, state) != state:
            raise CliError(
                f"{path} says that {said.process} {version} is {state}, and another file that it "
                f"is {states[key]}.",
                "Keep one of them.",
            )


def _manifest(path: Path, kind: type[_F]) -> _F:
    try:
        return msgspec.json.decode(inputs.manifest(path), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise CliError(
            f"{path} is not what `baton export` writes: {str(error).rstrip('.')}.",
            "Correct it, or delete it: the definitions can be applied without it.",
        ) from error


# ---- which of them, and which first


def _agreed(
    files: Iterable[DefinitionFile], refused: list[RefusedFile]
) -> Iterator[DefinitionFile]:
    """Those that contradict each other are refused, all of them."""
    versions: defaultdict[Key, list[DefinitionFile]] = defaultdict(list)
    for file in files:
        versions[file.key].append(file)
    for alike in versions.values():
        if len({file.hash for file in alike}) == 1:
            yield from alike
            continue
        for file in alike:
            other = next(one for one in alike if one.hash != file.hash)
            why = f"{other.file} is {file.label} too, with another content.\n  Keep one of them."
            refused.append(RefusedFile(file.file, why))


def in_order(files: Sequence[DefinitionFile]) -> list[DefinitionFile]:
    """Those that others run come before them; of what goes round in a circle any may be first."""
    places: defaultdict[Wanted, list[int]] = defaultdict(list)
    for place, file in enumerate(files):
        for version in (file.key[2], LATEST):
            places[Wanted(*file.key[:2], version)].append(place)
    needs = {
        place: [one for wanted in sorted(file.runs) for one in places[wanted] if one != place]
        for place, file in enumerate(files)
    }
    try:
        return [files[place] for place in TopologicalSorter(needs).static_order()]
    except CycleError:
        return [*files]

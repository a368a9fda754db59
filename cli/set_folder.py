"""A set of definitions as files: what lies where, and what of a folder belongs to the set.

    NAMESPACE/NAME/VERSION.yaml   the text of a version, as it was written
    NAMESPACE/NAME/states.json    which of them are drafts, published or deprecated
    NAMESPACE/NAME/layout.json    where the boxes of the process stand

Each file says itself what it belongs to; the folders are for people. Never: a link followed, or a
name from outside taken for a path.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, TypeAlias

import msgspec
from pydantic import TypeAdapter, ValidationError

from cli.client import Key
from cli.errors import CliError
from definitions.models.document import Name, Version
from definitions.values import Json, JsonObject

STATES, LAYOUT = "states.json", "layout.json"
ENDINGS = frozenset({".yaml", ".yml", ".json"})
MOST_FILES = 10_000

State: TypeAlias = Literal["draft", "published", "deprecated"]
_PART = "[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?"
Process: TypeAlias = Annotated[str, msgspec.Meta(pattern=f"^{_PART}/{_PART}$", max_length=127)]

_NAME = TypeAdapter[str](Name)
_VERSION = TypeAdapter[str](Version)


class StatesFile(msgspec.Struct, forbid_unknown_fields=True):
    """`states.json`."""

    process: Process
    states: dict[str, State]


class LayoutFile(msgspec.Struct, forbid_unknown_fields=True):
    """`layout.json`."""

    process: Process
    positions: JsonObject


@dataclass(frozen=True, slots=True)
class Strange:
    """What lies there and can't be part of a set."""

    file: Path
    why: str


def files(folder: Path) -> Iterator[Path | Strange]:
    """Those of a set, folder by folder; nothing hidden, such as what Git keeps."""
    count = 0
    waiting = [folder]
    while waiting:
        below: list[Path] = []
        for entry in _entries(waiting.pop()):
            if isinstance(entry, Strange):
                yield entry
            elif entry.is_dir(follow_symlinks=False):
                below.append(Path(entry.path))
            elif (one := _file(entry)) is not None:
                count += 1
                yield one
        if count > MOST_FILES:
            raise CliError(
                f"{folder} has more than {MOST_FILES} files.", "Apply its folders one by one."
            )
        waiting += reversed(below)


def _entries(folder: Path) -> list[os.DirEntry[str]] | list[Strange]:
    try:
        with os.scandir(folder) as entries:
            seen = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        return [Strange(folder, f"The folder can't be read: {error.strerror or error}.")]
    return sorted(seen, key=lambda entry: entry.name)


def _file(entry: os.DirEntry[str]) -> Path | Strange | None:
    """None of what has nothing to do with definitions."""
    path = Path(entry.path)
    known = path.suffix.lower() in ENDINGS
    if entry.is_symlink():
        if known or entry.is_dir():
            return Strange(path, "Links are not followed. Put the file itself there.")
        return None
    if known and not entry.is_file(follow_symlinks=False):
        return Strange(path, "This is no ordinary file.")
    return path if known else None


def is_name(text: str) -> bool:
    return _fits(_NAME, text)


def place(key: Key) -> PurePosixPath:
    """Of a version's text. What the API says is checked: a name could lead elsewhere."""
    namespace, name, version = key
    if not (is_name(namespace) and is_name(name) and _fits(_VERSION, version)):
        raise CliError(
            f"The API has a definition that can't be one: {namespace}/{name} {version}.",
            "Check BATON_URL.",
        )
    return PurePosixPath(namespace, name, f"{version}.yaml")


def ours(file: PurePosixPath) -> bool:
    """Whether an export gives files such names."""
    namespace, name, last = file.parts
    known = last in (STATES, LAYOUT) or (
        last.endswith(".yaml") and _fits(_VERSION, last.removesuffix(".yaml"))
    )
    return known and is_name(namespace) and is_name(name)


def _fits(kind: TypeAdapter[str], text: str) -> bool:
    try:
        kind.validate_python(text)
    except ValidationError:
        return False
    return True


def states_text(process: str, states: Mapping[str, str]) -> bytes:
    return _text({"process": process, "states": dict[str, Json](states)})


def layout_text(process: str, positions: JsonObject) -> bytes:
    return _text({"process": process, "positions": positions})


def _text(value: JsonObject) -> bytes:
    """Always the same for the same, so that Git shows what has changed."""
    return f"{json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()

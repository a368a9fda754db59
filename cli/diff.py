"""`baton diff`: how two files, two versions, or a file and what is published differ by meaning.

Never: a difference in what doesn't count, such as comments, quotes and the order of keys.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from cli import access, difference_text, inputs
from cli.client import Client, Key
from cli.errors import CliError
from cli.output import note, say, tell
from definitions.difference import Difference, between_versions, difference
from definitions.reader import read
from definitions.values import JsonObject

SAME, DIFFERENT, TROUBLE = 0, 1, 2
"""The exit codes of diff."""

_NAMED = ("namespace", "name", "version")
_USAGE = (
    "baton diff FILE                            against what is published\n"
    "baton diff FILE FILE                       one against the other\n"
    "baton diff NAMESPACE/NAME VERSION VERSION  two versions of a process"
)


def run(wanted: Sequence[str], *, as_json: bool) -> int:
    """The exit code: 0 where nothing differs, 1 where something does, 2 in trouble."""
    try:
        found, told = _compare(wanted)
    except CliError as error:
        raise CliError(error.sentence, error.remedy, code=TROUBLE) from error
    if as_json:
        tell(told)
    elif found:
        for line in difference_text.lines(found):
            say(line)
    else:
        note(difference_text.NONE)
    return DIFFERENT if found else SAME


def _compare(wanted: Sequence[str]) -> tuple[Difference, JsonObject]:
    match len(wanted):
        case 1:
            new = _document(Path(wanted[0]))
            with access.connect(os.environ) as client:
                found = between_versions(_published(client, wanted[0], new), new)
        case 2:
            old, new = [_document(Path(file)) for file in wanted]
            found = difference(old, new)
        case 3:
            return _versions(*wanted)
        case _:
            raise CliError("That is nothing that can be compared.", _USAGE)
    return found, found.to_json()


def _versions(process: str, old: str, new: str) -> tuple[Difference, JsonObject]:
    namespace, slash, name = process.partition("/")
    if not slash or not all((namespace, name, old, new)):
        raise CliError(f"{process!r} is no process.", _USAGE)
    with access.connect(os.environ) as client:
        return client.difference((namespace, name, new), old)


def _document(file: Path) -> JsonObject:
    """Also one with faults can be compared, as long as it can be read at all."""
    reading = read(inputs.definition(file))
    if reading.document is None:
        fault = reading.diagnostics[0]
        raise CliError(f"{file}:{fault.line}: {fault.message}", fault.remedy)
    return reading.document


def _published(client: Client, file: str, new: JsonObject) -> JsonObject:
    """The same version if it is there, else the one that is started where nobody names one."""
    about = new.get("document")
    parts = [about.get(part) if isinstance(about, dict) else None for part in _NAMED]
    if not all(isinstance(part, str) and part for part in parts):
        raise CliError(
            f"{file} doesn't say what it is called.",
            "Give it `document` with `namespace`, `name` and `version`.",
        )
    key = namespace, name, version = cast("Key", tuple(parts))
    kept = client.definition(key)
    document = started(client, key) if kept is None else kept.document
    if document is None:
        raise CliError(
            f"{namespace}/{name} {version} is not there, and no other version is published.",
            "Compare it with another file.",
        )
    return document


def started(client: Client, key: Key) -> JsonObject | None:
    """The version of that process that is started where nobody names one."""
    namespace, name, _ = key
    version = client.started(namespace, name)
    kept = None if version is None else client.definition((namespace, name, version))
    return None if kept is None else kept.document

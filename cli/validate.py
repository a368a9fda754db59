"""`baton validate`: every fault of definition files at its place, without a server.

Never: anything sent anywhere, or a file passed that the API would refuse to keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from cli import inputs
from cli.errors import CliError
from cli.output import note, one_line, say, tell
from definitions.diagnostics import Diagnostic
from definitions.entry_points import InstalledError
from definitions.functions.catalogue import Catalogue
from definitions.functions.installed import catalogue, installed
from definitions.lint import lint, publishable
from definitions.reader import Reading, read
from definitions.values import Json


def examine(source: bytes, known: Catalogue) -> list[Diagnostic]:
    """What a publication would refuse is a warning here: as a draft it can be kept."""
    reading = read(source)
    return [*reading.diagnostics, *lint(reading), *later(reading, known)]


def later(reading: Reading, known: Catalogue) -> list[Diagnostic]:
    """What only a publication would refuse."""
    found = publishable(reading, known)
    return [msgspec.structs.replace(one, severity="warning") for one in found]


def run(files: Sequence[Path], *, as_json: bool) -> int:
    """The exit code: 1 if any file has an error."""
    results: list[Json] = []
    sound = True
    known = functions_here()
    for file in files:
        found: list[Diagnostic] = []
        trouble: str | None = None
        try:
            found = examine(inputs.definition(file), known)
        except CliError as error:
            trouble = str(error)
        fine = trouble is None and not any(one.severity == "error" for one in found)
        sound = sound and fine
        if as_json:
            told: list[Json] = [one.to_json() for one in found]
            results.append({"file": str(file), "ok": fine, "trouble": trouble, "diagnostics": told})
        elif trouble is not None:
            note(trouble)
        else:
            _show(file, found, fine=fine)
    if as_json:
        tell(results)
    return 0 if sound else 1


def functions_here() -> Catalogue:
    """Those installed here; a server may have others."""
    try:
        return catalogue(installed())
    except InstalledError as error:
        raise CliError(str(error)) from error


def _show(file: Path, found: Sequence[Diagnostic], *, fine: bool) -> None:
    for one in found:
        say(fault(file, one))
    if fine:
        say(f"{file}: valid")


def fault(file: Path, one: Diagnostic) -> str:
    """One line, in the form that editors jump to."""
    code = f"warning {one.code}" if one.severity == "warning" else one.code
    return one_line(f"{file}:{one.line}:{one.column} {code} {one.message} {one.remedy}")

"""`baton apply`: registers definitions and publishes them, and says of each what became of it.

Never: a later file left out because an earlier one was refused.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cli import access, inputs
from cli.answers import Fault
from cli.client import Client, RefusedError
from cli.errors import CliError
from cli.output import note, one_line, say, tell
from definitions.values import Json, JsonObject

YAML = "application/yaml"
JSON = "application/json"


@dataclass(frozen=True)
class Applied:
    """What became of one file."""

    file: str
    result: str
    """created, unchanged or refused."""
    workflow: str | None = None
    version: str | None = None
    why: str | None = None
    faults: Sequence[Fault] = ()

    def to_json(self) -> JsonObject:
        faults: list[Json] = [
            {
                "code": fault.code,
                "message": fault.message,
                "remedy": fault.remedy,
                "pointer": fault.pointer,
                "line": fault.line,
                "column": fault.column,
            }
            for fault in self.faults
        ]
        return {
            "file": self.file,
            "result": self.result,
            "workflow": self.workflow,
            "version": self.version,
            "why": self.why,
            "faults": faults,
        }


def run(files: Sequence[Path], *, as_json: bool) -> int:
    """The exit code: 1 if any file was refused."""
    results: list[Applied] = []
    with access.connect(os.environ) as client:
        for file in files:
            applied = _apply(client, file)
            results.append(applied)
            if not as_json:
                _show(applied)
    if as_json:
        tell([applied.to_json() for applied in results])
    return 1 if any(applied.result == "refused" for applied in results) else 0


def _apply(client: Client, file: Path) -> Applied:
    try:
        source = inputs.definition(file)
    except CliError as error:
        return Applied(str(file), "refused", why=str(error))
    kind = JSON if file.suffix.lower() == ".json" else YAML
    try:
        definition = client.register(source, kind)
        made = definition.state != "published"
        if made:
            definition = client.publish(definition)
    except RefusedError as error:
        if error.of_access:
            raise
        return Applied(str(file), "refused", why=str(error), faults=error.problem.errors)
    return Applied(
        str(file),
        "created" if made else "unchanged",
        definition.workflow,
        definition.version,
        faults=definition.warnings,
    )


def _show(applied: Applied) -> None:
    if applied.why is not None:
        say(f"{applied.file}: refused")
        for fault in applied.faults:
            say(_line(applied.file, fault))
        if not applied.faults:
            note(applied.why)
        return
    say(f"{applied.file}: {applied.result} {applied.workflow} {applied.version}")
    for fault in applied.faults:
        say(_line(applied.file, fault))


def _line(file: str, fault: Fault) -> str:
    where = (
        f"{file}:{fault.line}:{fault.column or 1}" if fault.line else f"{file}{fault.pointer or ''}"
    )
    return one_line(f"{where} {fault.code} {fault.message} {fault.remedy or ''}".rstrip())

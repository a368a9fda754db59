"""`baton validate` and `baton apply`: definition files.

Never: a file sent that doesn't read; its faults are shown at their lines instead.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from cli.client import Client, Refused
from cli.trouble import Trouble
from definitions import Diagnostic, Reading, read
from definitions.lint import lint, publishable
from definitions.values import Json, encode


def validate_files(files: Sequence[Path], *, as_json: bool) -> int:
    """1 when a file has a fault, 0 else."""
    found = {path: _faults(_read(path)) for path in files}
    if as_json:
        shown: Json = [
            {"file": str(path), **fault.to_json()}
            for path, faults in found.items()
            for fault in faults
        ]
        sys.stdout.write(encode(shown).decode() + "\n")
    else:
        for path, faults in found.items():
            for fault in faults:
                _show(path, fault)
            if not faults:
                sys.stdout.write(f"{path}: right\n")
    return int(any(fault.severity == "error" for faults in found.values() for fault in faults))


def apply_files(files: Sequence[Path]) -> int:
    """Register and publish each; 1 when one was refused."""
    refused = 0
    with Client() as client:
        for path in files:
            reading = _read(path)
            faults = _faults(reading)
            if reading.workflow is None or any(fault.severity == "error" for fault in faults):
                refused += 1
                for fault in faults:
                    _show(path, fault)
                continue
            about = reading.workflow.document
            name = f"{about.namespace}/{about.name}"
            try:
                saved = client.post_yaml("/definitions", _bytes(path))
                client.post(f"/definitions/{name}/{about.version}/publish")
            except Refused as error:
                refused += 1
                sys.stderr.write(f"{path}: {error}\n")
                continue
            again = saved.get("state") == "published"
            sys.stdout.write(
                f"{path}: {name} {about.version} {'was published before' if again else 'is published'}\n"
            )
    return int(refused > 0)


def _faults(reading: Reading) -> list[Diagnostic]:
    return [*reading.diagnostics, *lint(reading), *publishable(reading)]


def _read(path: Path) -> Reading:
    return read(_bytes(path))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Trouble(f"{path} can't be read: {error.strerror}.") from error


def _show(path: Path, fault: Diagnostic) -> None:
    sys.stdout.write(
        f"{path}:{fault.line}:{fault.column} {fault.severity} {fault.code}: "
        f"{fault.message} {fault.remedy}\n"
    )

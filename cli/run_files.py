"""Reads and writes the files of runs, sealed or not.

Never: a file that is there written over, or one with values that others can read.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import cast

import typer

from cli.errors import CliError
from cli.run_sealing import is_sealed, unseal
from definitions.run_file import MOST_BYTES, RunFile, RunFileError, read_run_file

_OVERHEAD = 4096


def content(file: Path, passphrase: Path | None) -> bytes:
    """In plain lines; a sealed one is opened."""
    try:
        with sys.stdin.buffer if str(file) == "-" else file.open("rb") as opened:
            found = opened.read(MOST_BYTES + _OVERHEAD)
    except OSError as error:
        raise CliError(
            f"{file} can't be read: {error.strerror or error}.", "Check the name and the rights."
        ) from error
    return unseal(found, secret(passphrase, new=False)) if is_sealed(found) else found


def read(file: Path, passphrase: Path | None) -> RunFile:
    try:
        return read_run_file(content(file, passphrase))
    except RunFileError as error:
        raise unusable(file, error) from error


def unusable(file: Path, error: RunFileError) -> CliError:
    return CliError(f"{file} can't be used. {error}", "docs/run-files.md says what such files are.")


def secret(file: Path | None, *, new: bool) -> str:
    """The passphrase: from a file, else asked for; twice where it is to seal."""
    if file is not None:
        try:
            return file.read_text().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise CliError(
                f"{file} can't be read: {error}.", "Check the passphrase file."
            ) from error
    if not sys.stdin.isatty():
        raise CliError(
            "The file is sealed by a passphrase, and nobody is there to be asked for it.",
            "Give it with --passphrase-file.",
        )
    return cast(
        "str", typer.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True)
    )


def keep(file: Path, written: bytes) -> None:
    """New, and its owner's alone from the first moment."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(written)
    except FileExistsError as error:
        raise CliError(f"There is a file {file} already.", "Name another one with -o.") from error
    except OSError as error:
        raise CliError(
            f"{file} can't be written: {error.strerror or error}.", "Name another one with -o."
        ) from error

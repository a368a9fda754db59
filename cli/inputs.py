"""Reads what people hand to a command: definition files, the input of a run, a secret's value.

Never: more of a file than a definition may have, or a secret from the command line, where other
people of the machine and the shell's history see it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import typer

from cli.errors import CliError
from definitions.composer import MAX_BYTES
from definitions.values import Json, decode

MOST_BYTES = 1024 * 1024
"""As large as a body of the API may be."""

_JSON_HELP = 'Write one JSON value, e.g. --input \'{"name": "Ada"}\', or @file, or - for stdin.'


def definition(file: Path) -> bytes:
    """The text of a definition; `-` is standard input."""
    try:
        if str(file) == "-":
            text = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with file.open("rb") as opened:
                text = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(file, error) from error
    if len(text) > MAX_BYTES:
        raise CliError(
            f"{file} is larger than {MAX_BYTES // 1024} KiB, which no definition may be.",
            "Split the process into several.",
        )
    return text


def manifest(file: Path) -> bytes:
    """What lies beside the definitions of a set."""
    try:
        with file.open("rb") as opened:
            text = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise _unreadable(file, error) from error
    if len(text) > MOST_BYTES:
        raise CliError(f"{file} is larger than {MOST_BYTES // 1024} KiB.", "The API takes no more.")
    return text


def value(given: str | None) -> Json:
    """The input of a run: JSON, `@file` or `-`; null if there is none."""
    if given is None:
        return None
    if given == "-":
        return _json(_standard_input(), "Standard input")
    if given.startswith("@"):
        file = Path(given[1:])
        try:
            return _json(file.read_bytes(), str(file))
        except OSError as error:
            raise _unreadable(file, error) from error
    return _json(given.encode(errors="surrogateescape"), "--input")


def text(file: Path | None) -> str:
    """Of a file, or of standard input where there is none. Bytes that are no UTF-8 are shown so."""
    try:
        found = _standard_input() if file is None or str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise _unreadable(Path("Standard input") if file is None else file, error) from error
    return found.decode("utf-8-sig", errors="replace")


def named(pairs: Sequence[str], *, as_json: bool) -> dict[str, Json]:
    """Values with names, joined by an equals sign."""
    found: dict[str, Json] = {}
    for pair in pairs:
        name, equals, given = pair.partition("=")
        if not equals:
            raise CliError(f"{name} has no value.", "Give a name and its value.", code=2)
        encoded = given.encode(errors="surrogateescape")
        found[name] = _json(encoded, f"The value of {name}") if as_json else given
    return found


def secret(*, as_json: bool) -> Json:
    """Asked for twice on a terminal; else all of standard input but the newline at its end."""
    if sys.stdin.isatty():
        typed = cast(
            "str", typer.prompt("Value", hide_input=True, confirmation_prompt=True, err=True)
        )
        text = typed.encode()
    else:
        text = _standard_input()
    if as_json:
        return _json(text, "The value", told=False)
    try:
        return text.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        # Without the cause: it would carry the value.
        raise CliError("The value is no UTF-8 text.", "Write binary values in base64.") from None


def _standard_input() -> bytes:
    return sys.stdin.buffer.read()


def _json(text: bytes, what: str, *, told: bool = True) -> Json:
    try:
        return decode(text.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        place = f" (line {error.lineno}, column {error.colno}: {error.msg})"
        sentence = f"{what} is no JSON{place if told else ''}."
    except UnicodeDecodeError:
        sentence = f"{what} is no UTF-8 text."
    except RecursionError:
        sentence = f"{what} is nested too deeply."
    except ValueError as error:
        sentence = f"{what} is no JSON: {error}"
    raise CliError(sentence, _JSON_HELP if what == "--input" else "Write one JSON value in UTF-8.")


def _unreadable(file: Path, error: OSError) -> CliError:
    return CliError(
        f"{file} can't be read: {error.strerror or error}.", "Check the name and the rights."
    )

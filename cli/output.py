"""Writes to the terminal: results to standard output, everything else to standard error.

Never: a control character of somebody else's text on a terminal; names, values and problems come
from whoever wrote the process.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import typer

from definitions.values import Json

SHORT = 100
"""A JSON value up to this many characters stays on one line."""

# C0 but for tab and newline, C1, what turns the direction of writing, and half surrogates.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BREAKS = re.compile("[\t\n\u2028\u2029]")


def plain(text: str) -> str:
    """Harmless on a terminal. What is replaced is written as in JSON, so that JSON stays JSON."""
    return _HARMFUL.sub(_escaped, text)


def one_line(text: str) -> str:
    return _BREAKS.sub(" ", plain(text))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def say(text: str) -> None:
    typer.echo(plain(text))


def note(text: str) -> None:
    """Beside the result: a pipe behind the command doesn't get it."""
    typer.echo(plain(text), err=True)


def written(value: Json) -> str:
    """A value as people read it: on one line as long as it fits there."""
    line = json.dumps(value, ensure_ascii=False)
    return line if len(line) <= SHORT else json.dumps(value, ensure_ascii=False, indent=2)


def tell(value: Json) -> None:
    """The result for programs."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Aligned, with two blanks between; the last column isn't padded."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(len(row[place]) for row in cells) for place in range(len(cells[0]))]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )
    return "\n".join(lines)

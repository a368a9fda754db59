"""`baton run replay`: a run step by step, forwards and back, on any machine.

Never: a server asked, or a value shown that the file does not hold.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import msgspec
import typer

from cli import run_files
from cli.errors import CliError
from cli.output import note, one_line, say, tell, written
from cli.run_picture import picture
from cli.trace_text import label
from definitions.run_file import RunFile, RunFileError
from definitions.values import Json, JsonObject
from workflows.files.stepping import Step, steps
from workflows.machine.wanted import WantCall, WantCancel, Wanted, WantTimer

KEYS = "n: next  p: back  a number and Enter: go there  q: quit"
_NEXT, _BACK, _QUIT = ("n", " ", "\r", "\n"), ("p", "\x7f"), ("q", "\x04")
LONGEST = 500
"""Characters of a value that a line shows."""


def run(file: Path, step: int | None, passphrase: Path | None, *, as_json: bool) -> None:
    found = run_files.read(file, passphrase)
    try:
        made = steps(found)
    except RunFileError as error:
        raise run_files.unusable(file, error) from error
    if not made:
        raise CliError(f"{file} holds no fact: the run has not begun.", "Export it again.")
    if step is not None and step > len(made):
        raise CliError(f"There is no step {step}: the last one is {len(made)}.", "", code=2)
    chosen = made if step is None else [made[step - 1]]
    if as_json:
        tell([_told(one) for one in chosen])
    elif step is not None:
        say(page(found, made, step))
    elif sys.stdin.isatty() and sys.stdout.isatty():
        walk(found, made, typer.getchar)
    else:
        for one in made:
            say(page(found, made, one.number) + "\n")


def walk(found: RunFile, made: Sequence[Step], key: Callable[[], str]) -> None:
    """As the keys say, until somebody quits."""
    at, typed = 1, ""
    say(page(found, made, at))
    note(KEYS)
    while True:
        pressed = key()
        before = at
        if pressed in _QUIT:
            return
        if pressed.isdecimal():
            typed += pressed
            continue
        if typed and pressed in ("\r", "\n"):
            at = int(typed[:9])
        elif pressed in _NEXT:
            at += 1
        elif pressed in _BACK:
            at -= 1
        typed, at = "", min(max(at, 1), len(made))
        if at == before:
            note("There is no step further." if pressed in (*_NEXT, *_BACK) else KEYS)
            continue
        say(page(found, made, at))


def page(found: RunFile, made: Sequence[Step], number: int) -> str:
    """One step: the fact, what came of it, and the tasks as they stand."""
    step = made[number - 1]
    at = datetime.fromtimestamp(step.at / 1000, UTC).isoformat(timespec="milliseconds")
    lines = [one_line(f"── {number} of {len(made)} · {at} · {found.run.label} · {step.status}")]
    if step.fact is not None:
        lines.append(one_line(f"fact     {step.fact.kind} {_short(_body(step))}"))
    lines += [one_line(f"wanted   {_want(wanted)}") for wanted in step.wanted]
    lines += [one_line(f"changed  {name}: {_short(value)}") for name, value in step.changed.items()]
    lines += [
        one_line(f"came     {label(row.task)} {row.kind.partition('.')[2]} {_short(row.body)}")
        for row in step.trace
    ]
    lines += picture(row for one in made[:number] for row in one.trace)
    return "\n".join(lines)


def _body(step: Step) -> JsonObject:
    body = {} if step.fact is None else step.fact.body
    return {name: value for name, value in body.items() if name != "steps"}


def _want(wanted: Wanted) -> str:
    match wanted:
        case WantCall():
            return f"{wanted.function} by {label(wanted.task)} {_short(wanted.arguments)}"
        case WantTimer():
            at = datetime.fromtimestamp(wanted.until / 1000, UTC)
            return f"a timer until {at.isoformat(timespec='milliseconds')}"
        case WantCancel():
            return f"the effect {wanted.effect} no more"


def _short(value: Json) -> str:
    text = written(value) if value or value in (0, False) else ""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _told(step: Step) -> JsonObject:
    """For programs."""
    return cast("JsonObject", msgspec.to_builtins(step, enc_hook=_plain))


def _plain(value: object) -> object:
    return [*cast("Sequence[object]", value)]

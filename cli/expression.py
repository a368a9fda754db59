"""`baton jq`: a jq program on JSON, as it would be evaluated in a process.

Never: the environment, or more than a process's expression may take; what works here works there.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from cli import inputs
from cli.errors import CliError
from cli.output import note, plain, say
from definitions import jq
from definitions.jq import Budget, Expression, JqError, JqSyntaxError
from definitions.jq.errors import JqHaltError
from definitions.jq.functions.json_text import JsonTextError, values
from definitions.jq.functions.writing import write
from definitions.jq.outside import CLOCK, Outside
from definitions.values import Json

NO_JSON, NO_PROGRAM, FAILED = 2, 3, 5
"""Exit codes, which are jq's."""


class Reading(Struct, frozen=True):
    """What the program is given, and how its outputs are shown."""

    nothing: bool = False
    """It starts with null, and asks for what it wants with `input`."""
    together: bool = False
    """All inputs as one array."""
    raw: bool = False
    """Texts as they are, not as JSON."""


class _Terminal(Outside):
    """The rest of the input, and standard error."""

    def __init__(self, found: Iterator[Json], name: str | None) -> None:
        self.found = found
        self._name = name

    def input(self) -> Json:
        for value in self.found:
            return value
        return super().input()

    def input_name(self) -> str | None:
        return self._name

    def debug(self, value: Json) -> None:
        note(f'["DEBUG:",{write(value)}]')

    def stderr(self, value: Json) -> None:
        note(value if isinstance(value, str) else write(value))


def run(program: str, file: Path | None, variables: Mapping[str, Json], reading: Reading) -> int:
    """The exit code: 5 if the program has failed on an input."""
    expression = _compiled(program, variables)
    text = inputs.text(file)
    found = values(text)
    outside = _Terminal(found, None if file is None else str(file))
    code = 0
    try:
        for value in _given(found, reading):
            if not _shown(expression, value, {**variables, CLOCK: time.time()}, outside, reading):
                code = FAILED
    except JqHaltError as halt:
        _last_words(halt)
        return halt.status
    except JsonTextError as error:
        raise CliError(f"The input is no JSON: {error}.", code=NO_JSON) from error
    except JqError as error:
        raise CliError(f"The input can't be read: {error}", code=NO_JSON) from error
    return code


def _compiled(program: str, variables: Mapping[str, Json]) -> Expression:
    try:
        return jq.compile(program, variables.keys())
    except JqSyntaxError as fault:
        before = program[: fault.position]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise CliError(
            f"The program is no jq: line {line}, column {column}: {fault.message}",
            "Variables are given with --arg NAME TEXT or --argjson NAME JSON.",
            code=NO_PROGRAM,
        ) from fault


def _given(found: Iterator[Json], reading: Reading) -> Iterator[Json]:
    if reading.nothing:
        yield None
    elif reading.together:
        yield [*found]
    else:
        yield from found


def _shown(
    expression: Expression,
    value: Json,
    variables: Mapping[str, Json],
    outside: Outside,
    reading: Reading,
) -> bool:
    """Its outputs as they come; whether it came to its end."""
    budget = Budget()
    try:
        for output in expression.results(value, variables, budget, outside):
            budget.hold(output)
            _show(output, reading)
    except JqError as error:
        note(f"jq: error: {error}")
        return False
    return True


def _show(value: Json, reading: Reading) -> None:
    if not reading.raw or not isinstance(value, str):
        say(write(value))
    elif sys.stdout.isatty():
        say(value)
    else:
        # Whoever reads it from a pipe gets what was made.
        sys.stdout.write(f"{value}\n")


def _last_words(halt: JqHaltError) -> None:
    """Of `halt_error`: a text as it is, without a line's end, as jq does."""
    if halt.silent:
        return
    if isinstance(halt.value, str):
        sys.stderr.write(plain(halt.value))
    else:
        note(write(halt.value))

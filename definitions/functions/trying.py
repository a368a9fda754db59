"""For the tests of functions: whether examples hold and processes that call them are sound.

Never: what a worker brings besides; time limits, intents and secrets are tried with it.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import TypeAlias

from definitions.functions.authoring import Caller, Function, Written
from definitions.functions.catalogue import Catalogue, shipped
from definitions.functions.declaration import Declaration
from definitions.functions.fitting import misfits, name_of
from definitions.lint import lint, publishable
from definitions.reader import read
from definitions.values import Json, encode

AnyWritten: TypeAlias = Written[..., object]

CALLER = Caller("tenant", "run", "test/example", "/do/0/call", "run:/do/0/call:0")
"""The same for every example."""


async def faults_of_examples(written: AnyWritten) -> list[str]:
    """What doesn't hold, in sentences; empty when all is well."""
    return await faults_of(written.function)


async def faults_of(function: Function) -> list[str]:
    declared = function.declaration
    found: list[str] = []
    for example in declared.examples:
        name = example.title or encode(example.input).decode()
        wrong = misfits(declared.input, example.input)
        found += [f"{name}: {name_of(one) or 'the input'} {one.wanted}" for one in wrong]
        if wrong:
            continue
        made = function.body(dict(example.input), CALLER)
        result: Json = function.told(await made if inspect.isawaitable(made) else made)
        odd = misfits(declared.output, result)
        found += [f"{name}: {name_of(one) or 'the result'} {one.wanted}" for one in odd]
        if result != example.output:
            found.append(f"{name}: it gives {encode(result).decode()}")
    return found


def faults_of_process(text: str, *written: AnyWritten) -> list[str]:
    """Of a definition that calls these functions."""
    known = Catalogue([*shipped(), *_declared(written)])
    reading = read(text)
    faults = [*reading.diagnostics, *lint(reading), *publishable(reading, known)]
    return [f"line {fault.line}: {fault.message} {fault.remedy}" for fault in faults]


def _declared(written: Iterable[AnyWritten]) -> list[Declaration]:
    return [one.function.declaration for one in written]

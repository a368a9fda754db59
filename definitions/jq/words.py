"""The functions of the language as people read of them: signature, a sentence, an example.

Never: a function that the language doesn't have, or one of its that is missing; a test compares.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from definitions.composer import compose
from definitions.jq.cursor import KEYWORDS
from definitions.jq.errors import Budget
from definitions.jq.expression import compile_program
from definitions.jq.functions.formats import FORMATS
from definitions.jq.outside import CLOCK
from definitions.values import Json

EXAMPLES_AT = 1_767_225_600
"""The moment of the examples: the beginning of 2026."""

_MODULES = frozenset({"import", "include", "module"})


@dataclass(frozen=True, slots=True)
class Word:
    """One function."""

    name: str
    arity: int
    signature: str
    category: str
    summary: str
    example: str
    result: Json
    """The first result of the example, on no data."""


@cache
def words() -> tuple[Word, ...]:
    """By name and number of arguments."""
    whole = compose(files("definitions").joinpath("jq/words.yaml").read_text("utf-8")).value
    if not isinstance(whole, dict):
        raise TypeError("words.yaml is a map of categories.")
    found = [
        _word(category, one)
        for category, ones in whole.items()
        for one in (ones if isinstance(ones, list) else ())
    ]
    return tuple(sorted(found, key=lambda one: (one.name, one.arity)))


def _word(category: str, written: Json) -> Word:
    match written:
        case [str() as signature, str() as summary, str() as example]:
            name, _, arguments = signature.partition("(")
            arity = len(arguments.split(";")) if arguments else 0
            return Word(name, arity, signature, category, summary, example, _result(example))
        case _:
            raise TypeError(f"A word is a signature, a sentence and an example, not {written!r}.")


def _result(example: str) -> Json:
    results = compile_program(example).evaluate(None, {CLOCK: EXAMPLES_AT}, Budget())
    return results[0] if results else None


def keywords() -> tuple[str, ...]:
    """Without those of modules, which no expression can have."""
    return tuple(sorted(KEYWORDS - _MODULES))


def formats() -> tuple[str, ...]:
    return tuple(f"@{name}" for name in FORMATS)


__all__ = ["EXAMPLES_AT", "Word", "formats", "keywords", "words"]

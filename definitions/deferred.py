"""What templates leave for an activity: expressions that read what only it may know.

Never: data read as an expression. A mark is made by a template and nobody else, and what stands
inside a mark's own input is looked into only where that input was a template's result too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from definitions import errors
from definitions.errors import ProblemError
from definitions.expressions import DEFERRED, SEALED
from definitions.jq import Budget, Expression, JqError, JqSyntaxError
from definitions.jq import compile as compile_jq
from definitions.values import Json, JsonObject

STEPS: Final = 100_000
VEIL: Final = "***"

Path: TypeAlias = tuple[str, ...]


@lru_cache(maxsize=512)
def _compiled(source: str) -> Expression:
    try:
        return compile_jq(source)
    except JqSyntaxError as error:
        # The machine leaves only what it has compiled: this is data that looks like it.
        raise ProblemError(
            errors.expression(f"The key {DEFERRED} is reserved; rename it in the data.")
        ) from error


@dataclass(frozen=True, slots=True)
class Deferred:
    """An expression that the machine has left, with what it knew."""

    source: str
    input: Json
    variables: JsonObject
    sealed: bool = False

    def values(self) -> Json:
        return [self.input, self.variables]

    def paths(self) -> set[Path]:
        """The secrets that it reads: names, each with the way into it."""
        read = [path[1:] for path in _compiled(self.source).references if path[0] == "$secrets"]
        if not all(read):
            raise ProblemError(
                errors.expression(
                    "An expression reads $secrets as a whole. Name the one that it needs, "
                    "such as $secrets.login.password."
                )
            )
        inside = deferred_in([self.input, self.variables.get("input")]) if self.sealed else ()
        return set(read).union(*(one.paths() for one in inside))

    def evaluate(self, found: JsonObject) -> Json:
        given, variables = self.input, {**self.variables, "secrets": found}
        if self.sealed:
            given = evaluated(given, found)
            variables["input"] = evaluated(variables.get("input"), found)
        try:
            results = _compiled(self.source).evaluate(given, variables, Budget(STEPS))
        except JqError as error:
            # jq quotes values in its errors, and this value may be the secret.
            raise ProblemError(
                errors.expression("An expression that reads a secret can't be evaluated.")
            ) from error
        return results[0] if results else None


def deferred_in(value: Json) -> Iterator[Deferred]:
    """All that was left in it, none of what stands in their own inputs."""
    match value:
        case dict():
            one = _read(value)
            if one is not None:
                yield one
                return
            for inner in value.values():
                yield from deferred_in(inner)
        case list():
            for inner in value:
                yield from deferred_in(inner)
        case _:
            return


def evaluated(value: Json, found: JsonObject, made: list[Json] | None = None) -> Json:
    """With every expression replaced by its result; results are noted in `made`."""
    match value:
        case dict():
            one = _read(value)
            if one is not None:
                result = one.evaluate(found)
                if made is not None:
                    made.append(result)
                return result
            return {name: evaluated(inner, found, made) for name, inner in value.items()}
        case list():
            return [evaluated(inner, found, made) for inner in value]
        case _:
            return value


def stand_ins(paths: set[Path], leaf: str) -> JsonObject:
    """Secrets of the shape that is read, with nothing in them."""
    planted: JsonObject = {}
    for path in sorted(paths):
        _plant(planted, path, leaf)
    return planted


def veiled(value: Json) -> Json:
    """As people may see it: the same, made of secrets that nobody knows."""
    paths = set[Path]().union(*(one.paths() for one in deferred_in(value)))
    try:
        return evaluated(value, stand_ins(paths, VEIL))
    except ProblemError:
        return VEIL


def _read(value: JsonObject) -> Deferred | None:
    source, variables = value.get(DEFERRED), value.get("variables")
    if isinstance(source, str) and isinstance(variables, dict):
        return Deferred(source, value.get("input"), variables, value.get(SEALED) is True)
    return None


def _plant(into: JsonObject, path: Path, leaf: str) -> None:
    """Make `into` have `leaf` at the path, unless something deeper is there."""
    *way, last = path
    for key in way:
        inner = into.get(key)
        if not isinstance(inner, dict):
            inner = into[key] = {}
        into = inner
    into.setdefault(last, leaf)

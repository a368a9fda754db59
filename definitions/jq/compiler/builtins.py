"""Every function that a program can call without defining it.

Never: a module read, or the world asked but through `Outside`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import lru_cache

from definitions.jq.compiler.flow import EMPTY, Collect, If, Pipe
from definitions.jq.compiler.loops import First, Last, Limit, Range, Search, Skip, Total
from definitions.jq.compiler.natives import PUBLIC, native
from definitions.jq.compiler.operation import of_one, unary
from definitions.jq.compiler.part import Leaf, Part, constant
from definitions.jq.compiler.paths import IDENTITY, Descend, Each, GetPath, PathOf, several
from definitions.jq.compiler.prelude import DEFINITIONS
from definitions.jq.compiler.updates import Delete
from definitions.jq.errors import Budget, JqError, JqHaltError, JqSyntaxError
from definitions.jq.functions import collections
from definitions.jq.functions.arithmetic import is_number, named
from definitions.jq.machine import Code, Environment, Machine, State
from definitions.jq.outside import CLOCK, Outside
from definitions.values import Json

_EACH = Each(IDENTITY, optional=False)
_REFUSED = ("get_search_list", "modulemeta", "get_prog_origin", "get_jq_origin")


class _Events(Part):
    """What `tostream` gives, one after the other."""

    def __init__(self) -> None:
        super().__init__(None)

    def stream(self, then: Code) -> Code:
        return several(collections.to_stream, then)


def _now(_value: Json, _env: Environment, machine: Machine) -> Json:
    try:
        return machine.variables[CLOCK]
    except KeyError:
        raise JqError("There is no clock here: now can't be asked") from None


def _input(_value: Json, _env: Environment, machine: Machine) -> Json:
    return machine.outside.input()


class _Aside(Part):
    """The input, told to somebody outside on the way."""

    __slots__ = ("_tell",)

    def __init__(self, tell: Callable[[Outside, Json], None]) -> None:
        super().__init__(None)
        self._tell = tell

    def stream(self, then: Code) -> Code:
        tell = self._tell

        def run(value: Json, env: Environment, machine: Machine) -> State:
            tell(machine.outside, value)
            return then, value, env

        return run

    def tracked(self, then: Code) -> Code:
        return self.stream(then)


def _halt(_value: Json, _budget: Budget) -> Json:
    raise JqHaltError(0, None, silent=True)


def _halt_with(value: Json, status: Json, _budget: Budget) -> Json:
    if not is_number(status):
        raise JqError(f"{named(value)} halt_error/1: number required")
    raise JqHaltError(int(status) if status == status else 0, value, silent=False)  # noqa: PLR0124


def _of_each(body: Part) -> Part:
    return Pipe((_EACH, body))


def _keys(key: Part) -> Part:
    """Of every item all that the program gives for it."""
    return Collect(_of_each(Collect(key)))


_ALONE: Mapping[str, Callable[[], Part]] = {
    "empty": lambda: EMPTY,
    "now": lambda: Leaf(_now),
    "input": lambda: Leaf(_input),
    "debug": lambda: _Aside(lambda outside, value: outside.debug(value)),
    "stderr": lambda: _Aside(lambda outside, value: outside.stderr(value)),
    "input_filename": lambda: Leaf(lambda _value, _env, machine: machine.outside.input_name()),
    "input_line_number": lambda: Leaf(lambda _value, _env, machine: machine.outside.input_line()),
    "halt": lambda: unary(_halt),
    "recurse": Descend,
    "builtins": lambda: constant([f"{name}/{count}" for name, count in known()]),
    "stream::events": _Events,
}
_OF_ONE: Mapping[str, Callable[[Part], Part]] = {
    "map": lambda body: Collect(_of_each(body)),
    "select": lambda condition: If(condition, IDENTITY, EMPTY),
    "any": lambda condition: Search(_of_each(condition), wanted=True),
    "all": lambda condition: Search(_of_each(condition), wanted=False),
    "sort_by": lambda key: of_one(collections.sort_by, _keys(key)),
    "group_by": lambda key: of_one(collections.group_by, _keys(key)),
    "unique_by": lambda key: of_one(collections.unique_by, _keys(key)),
    "min_by": lambda key: of_one(collections.least_by, _keys(key)),
    "max_by": lambda key: of_one(collections.greatest_by, _keys(key)),
    "path": PathOf,
    "getpath": GetPath,
    "del": Delete,
    "first": First,
    "last": Last,
    "add": Total,
    "halt_error": lambda status: of_one(_halt_with, status),
}
_OF_TWO: Mapping[str, Callable[[Part, Part], Part]] = {
    "range": Range,
    "limit": Limit,
    "skip": Skip,
    "any": lambda body, condition: Search(Pipe((body, condition)), wanted=True),
    "all": lambda body, condition: Search(Pipe((body, condition)), wanted=False),
}


@lru_cache(1)
def known() -> tuple[tuple[str, int], ...]:
    """Names and numbers of arguments, in order."""
    found = {
        *PUBLIC,
        *((name, 0) for name in _ALONE if "::" not in name),
        *((name, 1) for name in _OF_ONE),
        *((name, 2) for name in _OF_TWO),
        *DEFINITIONS,
    }
    return tuple(sorted(found))


def builtin(name: str, arguments: tuple[Part, ...]) -> Part | None:
    """None where it is written in jq, or not there."""
    match arguments:
        case () if name in _ALONE:
            return _ALONE[name]()
        case (body,) if name in _OF_ONE:
            return _OF_ONE[name](body)
        case (one, other) if name in _OF_TWO:
            return _OF_TWO[name](one, other)
        case _:
            return native(name, arguments)


def refusal(name: str, count: int, position: int, defined: list[tuple[str, int]]) -> JqSyntaxError:
    """Why a function can't be called so."""
    if name in _REFUSED or "::" in name:
        return JqSyntaxError(
            f"`{name}` can't be used: an expression stands alone and reads no modules. Write the "
            "functions that it needs into it, with `def`.",
            position,
        )
    everything = sorted({*known(), *defined})
    counts = sorted({known_count for known_name, known_count in everything if known_name == name})
    if counts:
        wanted = " or ".join(str(number) for number in counts)
        plural = "" if counts == [1] else "s"
        return JqSyntaxError(f"`{name}` takes {wanted} argument{plural}, not {count}.", position)
    near = get_close_matches(name, sorted({known_name for known_name, _ in everything}), n=1)
    hint = f"Did you mean `{near[0]}`?" if near else "A text stands in double quotes."
    return JqSyntaxError(f"jq has no function `{name}`. {hint}", position)

"""Ways into values: `.a`, `[key]`, `[begin:end]`, `[]`, `getpath`, and `path` around them.

Never: an error forgiven by `?` that is not the step's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from definitions.jq.compiler.operation import Operation, asked, kept
from definitions.jq.compiler.part import LOST, Part, Scalar
from definitions.jq.errors import Budget, JqBudgetError, JqError
from definitions.jq.functions.access import (
    children,
    entries,
    get_path,
    index,
    keys_of,
    near,
    slice_key,
)
from definitions.jq.functions.writing import shown
from definitions.jq.machine import Code, Environment, Machine, State, Trail
from definitions.values import Json


class Identity(Part):
    def __init__(self) -> None:
        super().__init__(lambda value, _env, _machine: value)

    def code(self, then: Code) -> Code:
        return then

    def stream(self, then: Code) -> Code:
        return then

    def tracked(self, then: Code) -> Code:
        return then


IDENTITY = Identity()


class Names(Part):
    """`.a.b.c` of a target: keys that are written out."""

    __slots__ = ("_names", "_target")

    def __init__(self, target: Part, names: tuple[str, ...]) -> None:
        super().__init__(_named(target.scalar, names), target)
        self._target = target
        self._names = names

    def stream(self, then: Code) -> Code:
        named = _named(lambda value, _env, _machine: value, self._names)

        def run(value: Json, env: Environment, machine: Machine) -> State:
            return then, value if named is None else named(value, env, machine), env

        return self._target.code(run)

    def tracked(self, then: Code) -> Code:
        names = self._names

        def run(value: Json, env: Environment, machine: Machine) -> State:
            trail = env.trail
            for name in names:
                trail, value = _followed(trail, value, name, machine.budget)
            return then, value, env.at(trail)

        return self._target.tracked(run)


def _named(target: Scalar | None, names: tuple[str, ...]) -> Scalar | None:
    if target is None:
        return None

    def run(value: Json, env: Environment, machine: Machine) -> Json:
        value = target(value, env, machine)
        for name in names:
            value = (
                value.get(name) if isinstance(value, dict) else index(value, name, machine.budget)
            )
        return value

    return run


def _followed(trail: Trail | None, value: Json, key: Json, budget: Budget) -> tuple[Trail, Json]:
    if trail is None or not trail.intact:
        raise near("access", key, value)
    return Trail(trail, key), index(value, key, budget)


class Index(Part):
    """`target[key]`. The key is asked first, and changes slowest."""

    __slots__ = ("_key", "_operation", "_optional", "_target")

    def __init__(self, target: Part, key: Part, *, optional: bool) -> None:
        target_of, key_of = target.scalar, key.scalar
        scalar = None
        if target_of is not None and key_of is not None and not optional:

            def run(value: Json, env: Environment, machine: Machine) -> Json:
                place = key_of(value, env, machine)
                return index(target_of(value, env, machine), place, machine.budget)

            scalar = run
        super().__init__(scalar, target, key)
        self._target = target
        self._key = key
        self._optional = optional

    def stream(self, then: Code) -> Code:
        optional = self._optional

        def run(value: Json, env: Environment, machine: Machine) -> State:
            try:
                return then, index(value, env.stack[-1], machine.budget), env.drop(2)
            except JqBudgetError:
                raise
            except JqError:
                if optional:
                    return machine.choices.pop()
                raise

        return kept(asked(self._key, 0, self._target.code(run)))

    def tracked(self, then: Code) -> Code:
        optional = self._optional

        def run(value: Json, env: Environment, machine: Machine) -> State:
            trail, key = env.trail, env.stack[-1]
            if trail is None or not trail.intact:
                raise near("access", key, value)
            try:
                found = index(value, key, machine.budget)
            except JqBudgetError:
                raise
            except JqError:
                if optional:
                    return machine.choices.pop()
                raise
            return then, found, env.drop(2).at(Trail(trail, key))

        return kept(asked(self._key, 0, self._target.tracked(run)))


def slice_of(begin: Part, end: Part) -> Part:
    """The key that stands for `[begin:end]`; the beginning changes slowest."""

    def apply(_value: Json, operands: tuple[Json, ...], _budget: Budget) -> Json:
        return slice_key(*operands)

    begin_of, end_of = begin.scalar, end.scalar
    if begin_of is None or end_of is None:
        return Operation((begin, end), apply, None)

    def run(value: Json, env: Environment, machine: Machine) -> Json:
        return slice_key(begin_of(value, env, machine), end_of(value, env, machine))

    return Operation((begin, end), apply, run)


class Each(Part):
    """`target[]`."""

    __slots__ = ("_optional", "target")

    def __init__(self, target: Part, *, optional: bool) -> None:
        super().__init__(None, target)
        self.target = target
        self._optional = optional

    def stream(self, then: Code) -> Code:
        optional = self._optional

        def run(value: Json, env: Environment, machine: Machine) -> State:
            if optional and not isinstance(value, list | dict):
                return machine.choices.pop()
            return _next_of(iter(children(value)), then)(None, env, machine)

        return self.target.code(run)

    def tracked(self, then: Code) -> Code:
        optional = self._optional

        def run(value: Json, env: Environment, machine: Machine) -> State:
            if env.trail is None or not env.trail.intact:
                raise near("iterate", None, value)
            if optional and not isinstance(value, list | dict):
                return machine.choices.pop()
            return _next_entry(iter(entries(value)), then)(None, env, machine)

        return self.target.tracked(run)


def _next_of(items: Iterator[Json], then: Code) -> Code:
    """The next item, with the others as a choice."""

    def run(_value: Json, env: Environment, machine: Machine) -> State:
        for item in items:
            machine.choices.append((run, None, env))
            return then, item, env
        return machine.choices.pop()

    return run


def _next_entry(found: Iterator[tuple[Json, Json]], then: Code) -> Code:
    def run(_value: Json, env: Environment, machine: Machine) -> State:
        for key, item in found:
            machine.choices.append((run, None, env))
            return then, item, env.at(Trail(env.trail, key))
        return machine.choices.pop()

    return run


class Descend(Part):
    """`..`: the input and all that is in it, from above."""

    def __init__(self) -> None:
        super().__init__(None)

    def stream(self, then: Code) -> Code:
        def run(value: Json, env: Environment, machine: Machine) -> State:
            return _next_of(_below(value), then)(None, env, machine)

        return run

    def tracked(self, then: Code) -> Code:
        def run(value: Json, env: Environment, machine: Machine) -> State:
            trail = env.trail
            if trail is None or not trail.intact:
                # As jq does: it is handed on, and only then looked into.
                machine.choices.append((_no_place, value, env))
                return then, value, env
            return _next_place(_places_below(value, trail), then)(None, env, machine)

        return run


def _no_place(value: Json, _env: Environment, _machine: Machine) -> State:
    raise near("iterate", None, value)


def _below(value: Json) -> Iterator[Json]:
    yield value
    open_ones = [iter(children(value))] if isinstance(value, list | dict) else []
    while open_ones:
        for item in open_ones[-1]:
            yield item
            if isinstance(item, list | dict):
                open_ones.append(iter(children(item)))
                break
        else:
            open_ones.pop()


def _places_below(value: Json, trail: Trail) -> Iterator[tuple[Trail, Json]]:
    yield trail, value
    open_ones = [(trail, iter(entries(value)))] if isinstance(value, list | dict) else []
    while open_ones:
        above, found = open_ones[-1]
        for key, item in found:
            place = Trail(above, key)
            yield place, item
            if isinstance(item, list | dict):
                open_ones.append((place, iter(entries(item))))
                break
        else:
            open_ones.pop()


def _next_place(found: Iterator[tuple[Trail, Json]], then: Code) -> Code:
    def run(_value: Json, env: Environment, machine: Machine) -> State:
        for trail, item in found:
            machine.choices.append((run, None, env))
            return then, item, env.at(trail)
        return machine.choices.pop()

    return run


def several(items: Callable[[Json, Budget], list[Json]], then: Code) -> Code:
    """All values of a list that a function makes of the input."""

    def run(value: Json, env: Environment, machine: Machine) -> State:
        return _next_of(iter(items(value, machine.budget)), then)(None, env, machine)

    return run


class GetPath(Part):
    """`getpath(path)`."""

    __slots__ = ("_path",)

    def __init__(self, path: Part) -> None:
        path_of = path.scalar
        scalar = None
        if path_of is not None:

            def run(value: Json, env: Environment, machine: Machine) -> Json:
                return get_path(value, path_of(value, env, machine), machine.budget)

            scalar = run
        super().__init__(scalar, path)
        self._path = path

    def stream(self, then: Code) -> Code:
        def run(value: Json, env: Environment, machine: Machine) -> State:
            return then, get_path(value, env.stack[-1], machine.budget), env.drop(2)

        return kept(asked(self._path, 0, run))

    def tracked(self, then: Code) -> Code:
        def run(value: Json, env: Environment, machine: Machine) -> State:
            trail = env.trail or LOST
            path = env.stack[-1]
            found = get_path(value, path, machine.budget)
            if trail.intact:
                for key in keys_of(path):
                    trail = Trail(trail, key)
            return then, found, env.drop(2).at(trail)

        return kept(asked(self._path, 0, run))


class PathOf(Part):
    """`path(body)`: where its values lie."""

    __slots__ = ("_body",)

    def __init__(self, body: Part) -> None:
        super().__init__(None, body)
        self._body = body

    def stream(self, then: Code) -> Code:
        def ended(value: Json, env: Environment, machine: Machine) -> State:
            path, outer = walked(value, env)
            machine.budget.made(len(path))
            return then, path, env.at(outer)

        return from_root(self._body.tracked(ended))


def from_root(then: Code) -> Code:
    """Into a path expression."""

    def run(value: Json, env: Environment, _machine: Machine) -> State:
        return then, value, env.at(Trail(outer=env.trail))

    return run


def walked(value: Json, env: Environment) -> tuple[list[Json], Trail | None]:
    """The path to the value at hand, and the trail around the path expression."""
    trail = env.trail or LOST
    if not trail.intact:
        raise JqError(f"Invalid path expression with result {shown(value)}")
    path: list[Json] = []
    while trail.above is not None:
        path.append(trail.key)
        trail = trail.above
    path.reverse()
    return path, trail.outer

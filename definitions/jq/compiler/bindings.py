"""Variables: `source as $name | body`, patterns, and what is tried next behind `?//`.

A pattern is taken apart into variables without names, one for each value that it looks into.
Never: a body compiled twice. With `?//` all patterns lead into the same one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from definitions.jq.compiler.flow import cutting, unguarded
from definitions.jq.compiler.part import Part, Scalar
from definitions.jq.compiler.scope import Scope
from definitions.jq.errors import JqError
from definitions.jq.functions.access import index
from definitions.jq.machine import Code, Environment, Handler, Machine, State
from definitions.jq.syntax import ArrayPattern, EntryPattern, NamePattern, Node, Pattern, names_of
from definitions.values import Json

Compile: TypeAlias = Callable[[Node, Scope], Part]
Binder: TypeAlias = Callable[[Code], Code]


class Binding:
    """Patterns, compiled: how to set their variables, and how to leave them again."""

    __slots__ = ("_guarded", "_variables", "bind", "scope")

    def __init__(self, patterns: tuple[Pattern, ...], scope: Scope, compiled: Compile) -> None:
        self.bind, self.scope = _binder(patterns, scope, compiled)
        self._variables = scope.size
        self._guarded = len(patterns) > 1

    def left(self, then: Code) -> Code:
        then = cutting(self._variables, then)
        return unguarded(then) if self._guarded else then


class Bind(Part):
    """The body with variables more, for each value of the source."""

    __slots__ = ("_binding", "_body", "_source")

    def __init__(self, source: Part, binding: Binding, body: Part) -> None:
        super().__init__(None, source, body)
        self._source = source
        self._binding = binding
        self._body = body

    def stream(self, then: Code) -> Code:
        return self._bound(self._body.code(self._binding.left(then)))

    def tracked(self, then: Code) -> Code:
        return self._bound(self._body.tracked(self._binding.left(then)))

    def _bound(self, body: Code) -> Code:
        """The source is asked about the input, and so is the body."""
        source = self._source.code(self._binding.bind(_restored(body)))

        def run(value: Json, env: Environment, _machine: Machine) -> State:
            return source, value, env.push(value)

        return run


def _restored(body: Code) -> Code:
    def run(_value: Json, env: Environment, _machine: Machine) -> State:
        return body, env.stack[-1], env.drop()

    return run


class BindOne(Part):
    """`source as $name | body`, the most common kind."""

    __slots__ = ("_body", "_source", "_variables")

    def __init__(self, source: Part, body: Part, scope: Scope) -> None:
        super().__init__(_having(source, body), source, body)
        self._source = source
        self._body = body
        self._variables = scope.size

    def stream(self, then: Code) -> Code:
        return self._bound(self._body.code(cutting(self._variables, then)))

    def tracked(self, then: Code) -> Code:
        return self._bound(self._body.tracked(cutting(self._variables, then)))

    def _bound(self, body: Code) -> Code:
        scalar, weight = self._source.scalar, self._source.weight
        if scalar is not None:

            def direct(value: Json, env: Environment, machine: Machine) -> State:
                machine.budget.left -= weight
                return body, value, env.having(scalar(value, env, machine))

            return direct

        def found(value: Json, env: Environment, _machine: Machine) -> State:
            return body, env.stack[-1], env.drop().having(value)

        source = self._source.code(found)

        def run(value: Json, env: Environment, _machine: Machine) -> State:
            return source, value, env.push(value)

        return run


def _having(source: Part, body: Part) -> Scalar | None:
    source_of, body_of = source.scalar, body.scalar
    if source_of is None or body_of is None:
        return None

    def run(value: Json, env: Environment, machine: Machine) -> Json:
        return body_of(value, env.having(source_of(value, env, machine)), machine)

    return run


# ---- patterns


def _binder(patterns: tuple[Pattern, ...], scope: Scope, compiled: Compile) -> tuple[Binder, Scope]:
    """What sets the variables, and the scope in which they stand."""
    match patterns:
        case (NamePattern(name),):
            return _taken, scope.with_variable(name)
        case (pattern,):
            steps, inner = _taken_apart(pattern, scope, scope, compiled)

            def bind(then: Code) -> Code:
                for step in reversed(steps):
                    then = step(then)
                return _taken(then)

            # The first variable is the value itself.
            return bind, inner
        case _:
            return _alternatives(patterns, scope, compiled)


def _taken(then: Code) -> Code:
    """The value at hand as the next variable."""

    def run(value: Json, env: Environment, _machine: Machine) -> State:
        return then, value, env.having(value)

    return run


def _taken_apart(
    pattern: Pattern, scope: Scope, outer: Scope, compiled: Compile
) -> tuple[list[Binder], Scope]:
    """Steps that look into the value, which is the next variable; names see only what is outer.

    As in jq, the later items of an array are looked at first.
    """
    if isinstance(pattern, NamePattern):
        return [], _named(scope, pattern.name, outer)
    whole = scope.size
    inner = scope.with_variables(("",))
    steps: list[Binder] = []
    if isinstance(pattern, ArrayPattern):
        for place, item in reversed([*enumerate(pattern.items)]):
            steps.append(_item_of(whole, place))
            found, inner = _taken_apart(item, inner, outer, compiled)
            steps += found
        return steps, inner
    for entry in pattern.entries:
        found, inner = _entry_taken(entry, whole, inner, outer, compiled)
        steps += found
    return steps, inner


def _named(scope: Scope, name: str, outer: Scope) -> Scope:
    """A name that a pattern sets twice keeps what was found first."""
    again = scope.variables.get(name, -1) >= outer.size
    return scope.with_variable("" if again else name)


def _item_of(variable: int, place: int) -> Binder:
    def bind(then: Code) -> Code:
        return _looked_up(variable, place, then)

    return bind


def _looked_up(variable: int, key: Json, then: Code) -> Code:
    def run(value: Json, env: Environment, machine: Machine) -> State:
        found = index(env.variables[variable], key, machine.budget)
        return then, value, env.having(found)

    return run


def _entry_taken(
    entry: EntryPattern, whole: int, inner: Scope, outer: Scope, compiled: Compile
) -> tuple[list[Binder], Scope]:
    # Keys see the variables from before the pattern, in an environment that has grown.
    seen = Scope(
        outer.variables, outer.functions, inner.size, outer.closures, outer.given, outer.private
    )
    key = compiled(entry.key, seen)
    steps: list[Binder] = [_keyed(whole, key)]
    if entry.name is not None:
        inner = _named(inner, entry.name, outer)
        if entry.pattern is None:
            return steps, inner
        steps.append(_copied(inner.size - 1))
    if entry.pattern is None:
        raise AssertionError
    found, inner = _taken_apart(entry.pattern, inner, outer, compiled)
    return steps + found, inner


def _keyed(variable: int, key: Part) -> Binder:
    """`variable[key]` as the next variable; the key is asked about that variable's value."""

    def bind(then: Code) -> Code:
        return _asked_for(variable, key.code(_keyed_by(variable, then)))

    return bind


def _asked_for(variable: int, key: Code) -> Code:
    def run(_value: Json, env: Environment, _machine: Machine) -> State:
        return key, env.variables[variable], env

    return run


def _keyed_by(variable: int, then: Code) -> Code:
    def run(value: Json, env: Environment, machine: Machine) -> State:
        return then, None, env.having(index(env.variables[variable], value, machine.budget))

    return run


def _copied(variable: int) -> Binder:
    """A variable once more, as the next one."""

    def bind(then: Code) -> Code:
        return _copying(variable, then)

    return bind


def _copying(variable: int, then: Code) -> Code:
    def run(value: Json, env: Environment, _machine: Machine) -> State:
        return then, value, env.having(env.variables[variable])

    return run


# ---- ?//


def _alternatives(
    patterns: tuple[Pattern, ...], scope: Scope, compiled: Compile
) -> tuple[Binder, Scope]:
    """Every variable of every pattern is there; those that a pattern doesn't set are null."""
    names = names_of(patterns)
    inner = scope.with_variables(names)
    size = scope.size
    tried: list[tuple[Binder, tuple[int | None, ...]]] = []
    for pattern in patterns:
        bind, found = _binder((pattern,), scope, compiled)
        places = tuple(
            place if place is not None and place >= size else None
            for place in (found.variables.get(name) for name in names)
        )
        tried.append((bind, places))

    def bind_all(then: Code) -> Code:
        code: Code | None = None
        for bind, places in reversed(tried):
            code = _attempt(bind(_arranged(places, size, then)), code)
        if code is None:
            raise AssertionError
        return code

    return bind_all, inner


def _arranged(places: tuple[int | None, ...], size: int, then: Code) -> Code:
    """The variables where the body looks for them."""

    def run(value: Json, env: Environment, _machine: Machine) -> State:
        found = tuple([None if place is None else env.variables[place] for place in places])
        arranged = Environment(
            env.variables[:size] + found,
            env.closures, env.stack, env.back, env.handler, env.trail, env.cell,
        )  # fmt: skip
        return then, value, arranged

    return run


def _attempt(code: Code, following: Code | None) -> Code:
    """An error from here on, the body included, leads to the next pattern, if there is one."""

    def run(value: Json, env: Environment, machine: Machine) -> State:
        after = _raised if following is None else _again(value, following)
        return code, value, env.guarded(Handler(len(machine.choices), after, env))

    return run


def _again(value: Json, then: Code) -> Code:
    """With the value instead of the error's."""

    def run(_error: Json, env: Environment, _machine: Machine) -> State:
        return then, value, env

    return run


def _raised(value: Json, _env: Environment, _machine: Machine) -> State:
    raise JqError(value)

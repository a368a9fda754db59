"""What comes after what: `|`, `,`, `if`, `and`, `//`, `try`, `label`, and `[…]` around it all.

Never: an error caught that comes from behind a `try` and not out of it.
"""

from __future__ import annotations

from definitions.jq.compiler.part import LOST, Leaf, Part, Scalar, constant
from definitions.jq.errors import JqBudgetError, JqError
from definitions.jq.functions.order import truthy
from definitions.jq.machine import (
    Cell,
    Code,
    Environment,
    Handler,
    Machine,
    State,
    backtrack,
)
from definitions.values import Json


class Empty(Part):
    """No value at all."""

    def __init__(self) -> None:
        super().__init__(None)

    def stream(self, then: Code) -> Code:
        del then
        return backtrack

    def tracked(self, then: Code) -> Code:
        return self.stream(then)


EMPTY = Empty()


class Pipe(Part):
    __slots__ = ("_parts",)

    def __init__(self, parts: tuple[Part, ...]) -> None:
        super().__init__(_in_turn(parts), *parts)
        self._parts = parts

    def stream(self, then: Code) -> Code:
        for part in reversed(self._parts):
            then = part.code(then)
        return then

    def tracked(self, then: Code) -> Code:
        for part in reversed(self._parts):
            then = part.tracked(then)
        return then


def _in_turn(parts: tuple[Part, ...]) -> Scalar | None:
    scalars = [part.scalar for part in parts if part.scalar is not None]
    if len(scalars) != len(parts):
        return None

    def run(value: Json, env: Environment, machine: Machine) -> Json:
        for scalar in scalars:
            value = scalar(value, env, machine)
        return value

    return run


class Comma(Part):
    __slots__ = ("_parts",)

    def __init__(self, parts: tuple[Part, ...]) -> None:
        super().__init__(None, *parts)
        self._parts = parts

    def stream(self, then: Code) -> Code:
        return _one_after_the_other([part.code(then) for part in self._parts])

    def tracked(self, then: Code) -> Code:
        return _one_after_the_other([part.tracked(then) for part in self._parts])


def _one_after_the_other(codes: list[Code]) -> Code:
    first, *rest = codes
    rest.reverse()

    def run(value: Json, env: Environment, machine: Machine) -> State:
        machine.choices += [(code, value, env) for code in rest]
        return first, value, env

    return run


class If(Part):
    __slots__ = ("_condition", "_otherwise", "_then")

    def __init__(self, condition: Part, then: Part, otherwise: Part) -> None:
        super().__init__(_chosen(condition, then, otherwise), condition, then, otherwise)
        self._condition = condition
        self._then = then
        self._otherwise = otherwise

    def stream(self, then: Code) -> Code:
        return self._choosing(self._then.code(then), self._otherwise.code(then))

    def tracked(self, then: Code) -> Code:
        return self._choosing(self._then.tracked(then), self._otherwise.tracked(then))

    def _choosing(self, one: Code, other: Code) -> Code:
        holds, weight = self._condition.scalar, self._condition.weight
        if holds is None:
            return self._asking(one, other)

        def run(value: Json, env: Environment, machine: Machine) -> State:
            machine.budget.left -= weight
            return one if truthy(holds(value, env, machine)) else other, value, env

        return run

    def _asking(self, one: Code, other: Code) -> Code:
        def answered(value: Json, env: Environment, _machine: Machine) -> State:
            return one if truthy(value) else other, env.stack[-1], env.drop()

        ask = self._condition.code(answered)

        def run(value: Json, env: Environment, _machine: Machine) -> State:
            return ask, value, env.push(value)

        return run


def _chosen(condition: Part, then: Part, otherwise: Part) -> Scalar | None:
    holds, one, other = condition.scalar, then.scalar, otherwise.scalar
    if holds is None or one is None or other is None:
        return None

    def run(value: Json, env: Environment, machine: Machine) -> Json:
        return (one if truthy(holds(value, env, machine)) else other)(value, env, machine)

    return run


def both(left: Part, right: Part) -> Part:
    return If(left, boolean(right), constant(value=False))


def either(left: Part, right: Part) -> Part:
    return If(left, constant(value=True), boolean(right))


def boolean(part: Part) -> Part:
    return Pipe((part, Leaf(lambda value, _env, _machine: truthy(value))))


class Alternative(Part):
    """`left // right`: what is there of the left, else the right."""

    __slots__ = ("_left", "_right")

    def __init__(self, left: Part, right: Part) -> None:
        left_of, right_of = left.scalar, right.scalar
        scalar = None
        if left_of is not None and right_of is not None:

            def run(value: Json, env: Environment, machine: Machine) -> Json:
                found = left_of(value, env, machine)
                return found if truthy(found) else right_of(value, env, machine)

            scalar = run
        super().__init__(scalar, left, right)
        self._left = left
        self._right = right

    def stream(self, then: Code) -> Code:
        return _looking(self._left.code(_looked(then)), self._right.code(then))

    def tracked(self, then: Code) -> Code:
        return _looking(self._left.tracked(_looked(then)), self._right.tracked(then))


def _looking(left: Code, right: Code) -> Code:
    def otherwise(value: Json, env: Environment, machine: Machine) -> State:
        if env.cell.found:
            return machine.choices.pop()
        return right, value, env.without()

    def run(value: Json, env: Environment, machine: Machine) -> State:
        inner = env.within(Cell(env.cell))
        machine.choices.append((otherwise, value, inner))
        return left, value, inner

    return run


def _looked(then: Code) -> Code:
    def run(value: Json, env: Environment, machine: Machine) -> State:
        if not truthy(value):
            return machine.choices.pop()
        env.cell.found = True
        return then, value, env.without()

    return run


class Try(Part):
    """`try body catch handler`; without a handler an error ends the values."""

    __slots__ = ("_body", "_handler")

    def __init__(self, body: Part, handler: Part | None) -> None:
        super().__init__(_tried(body, handler), body, *(() if handler is None else (handler,)))
        self._body = body
        self._handler = handler

    def stream(self, then: Code) -> Code:
        body = self._body.code(unguarded(then))
        return guarding(body, backtrack if self._handler is None else self._handler.code(then))

    def tracked(self, then: Code) -> Code:
        body = self._body.tracked(unguarded(then))
        if self._handler is None:
            return guarding(body, backtrack)
        handler = self._handler.tracked(then)

        def run(value: Json, env: Environment, _machine: Machine) -> State:
            return handler, value, env.at(LOST)

        return guarding(body, run)


def guarding(body: Code, handler: Code) -> Code:
    def run(value: Json, env: Environment, machine: Machine) -> State:
        return body, value, env.guarded(Handler(len(machine.choices), handler, env))

    return run


def unguarded(then: Code) -> Code:
    """Out of the body: what goes wrong from here on is none of its errors."""
    if then is returned or then is returned_tracked:
        return then

    def run(value: Json, env: Environment, _machine: Machine) -> State:
        handler = env.handler
        return then, value, env.guarded(None if handler is None else handler.env.handler)

    return run


def _tried(body: Part, handler: Part | None) -> Scalar | None:
    body_of = body.scalar
    handler_of = None if handler is None else handler.scalar
    if body_of is None or handler_of is None:
        return None

    def run(value: Json, env: Environment, machine: Machine) -> Json:
        try:
            return body_of(value, env, machine)
        except JqBudgetError:
            raise
        except JqError as error:
            return handler_of(error.value, env, machine)

    return run


class Label(Part):
    """`label $name | body`. Its variable holds how many choices were open then."""

    __slots__ = ("_body", "_variables")

    def __init__(self, body: Part, variables: int) -> None:
        super().__init__(None, body)
        self._body = body
        self._variables = variables

    def stream(self, then: Code) -> Code:
        return _labelled(self._body.code(cutting(self._variables, then)))

    def tracked(self, then: Code) -> Code:
        return _labelled(self._body.tracked(cutting(self._variables, then)))


def _labelled(body: Code) -> Code:
    def run(value: Json, env: Environment, machine: Machine) -> State:
        return body, value, env.having(len(machine.choices))

    return run


def returned(_value: Json, env: Environment, _machine: Machine) -> State:
    """The end of a function."""
    if env.back is None:
        raise AssertionError
    return env.back.code, _value, env.back.env


def returned_tracked(_value: Json, env: Environment, _machine: Machine) -> State:
    if env.back is None:
        raise AssertionError
    return env.back.code, _value, env.back.env.at(env.trail)


def cutting(variables: int, then: Code) -> Code:
    """Without the variables above so many; a function that ends drops all of them itself."""
    if then is returned or then is returned_tracked:
        return then

    def run(value: Json, env: Environment, _machine: Machine) -> State:
        return then, value, env.cut(variables)

    return run


class Break(Part):
    __slots__ = ("_variable",)

    def __init__(self, variable: int) -> None:
        super().__init__(None)
        self._variable = variable

    def stream(self, then: Code) -> Code:
        del then
        variable = self._variable

        def run(_value: Json, env: Environment, machine: Machine) -> State:
            choices = env.variables[variable]
            if isinstance(choices, int):
                del machine.choices[choices:]
            return machine.choices.pop()

        return run

    def tracked(self, then: Code) -> Code:
        return self.stream(then)


class Collect(Part):
    """`[body]`."""

    __slots__ = ("_body",)

    def __init__(self, body: Part) -> None:
        super().__init__(_alone(body), body)
        self._body = body

    def stream(self, then: Code) -> Code:
        def whole(_value: Json, env: Environment, machine: Machine) -> State:
            machine.budget.made(len(env.cell.items))
            return then, env.cell.items, env.without()

        body = self._body.code(_collected)

        def run(value: Json, env: Environment, machine: Machine) -> State:
            inner = env.within(Cell(env.cell))
            machine.choices.append((whole, None, inner))
            return body, value, inner

        return run


def _collected(value: Json, env: Environment, machine: Machine) -> State:
    env.cell.items.append(value)
    return machine.choices.pop()


def _alone(body: Part) -> Scalar | None:
    body_of = body.scalar
    if body_of is None:
        return None
    return lambda value, env, machine: [body_of(value, env, machine)]

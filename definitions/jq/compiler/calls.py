"""Calls: of functions of the program, and of programs that were passed to them.

A call in the last place of a function goes on in its stead, so that a loop written as a function
that calls itself takes no room. Never: a function copied into its caller; two calls of it would
make two copies, and thirty definitions on top of each other a thousand million.
"""

from __future__ import annotations

from definitions.jq.compiler.flow import returned, returned_tracked
from definitions.jq.compiler.operation import asked, kept
from definitions.jq.compiler.part import MAX_DEPTH, Part, Scalar
from definitions.jq.machine import Closure, Code, Environment, Machine, Return, State
from definitions.values import Json


class Program:
    """Something to call, with its code in both kinds, each made when it is first needed."""

    __slots__ = ("_plain", "_tracked", "part")

    def __init__(self, part: Part | None = None) -> None:
        self.part = part
        """None while its own body is being compiled, and so wherever it calls itself."""
        self._plain: Code | None = None
        self._tracked: Code | None = None

    def entry(self, *, tracked: bool) -> Code:
        if self.part is None:
            raise AssertionError
        if tracked:
            if self._tracked is None:
                self._tracked = self.part.tracked(returned_tracked)
            return self._tracked
        if self._plain is None:
            self._plain = self.part.code(returned)
        return self._plain


class Definition(Program):
    """A function: where it was defined, and which of its parameters are values."""

    __slots__ = ("closures", "parameters", "size")

    def __init__(self, parameters: tuple[str, ...], size: int, closures: int) -> None:
        super().__init__()
        self.parameters = parameters
        self.size = size
        self.closures = closures


class Call(Part):
    """A function with its arguments. Values are asked first, the first of them changing slowest."""

    __slots__ = ("_arguments", "_definition", "_values")

    def __init__(self, definition: Definition, arguments: tuple[Part, ...]) -> None:
        values = tuple(
            argument
            for name, argument in zip(definition.parameters, arguments, strict=True)
            if name.startswith("$")
        )
        super().__init__(_direct(definition, values, len(arguments)), *values)
        body = definition.part
        if body is not None and self.scalar is not None:
            self.depth = max(self.depth, body.depth + 1)
            if self.depth > MAX_DEPTH:
                self.scalar, self.depth = None, 0
        self._definition = definition
        self._arguments = tuple(Program(argument) for argument in arguments)
        self._values = values

    def stream(self, then: Code) -> Code:
        return self._called(then, tracked=False, last=then is returned)

    def tracked(self, then: Code) -> Code:
        return self._called(then, tracked=True, last=then is returned_tracked)

    def _called(self, then: Code, *, tracked: bool, last: bool) -> Code:
        definition, arguments, count = self._definition, self._arguments, len(self._values)
        size, closures = definition.size, definition.closures

        def run(value: Json, env: Environment, _machine: Machine) -> State:
            given: tuple[Json, ...] = ()
            if count:
                given = env.stack[-count:]
                env = env.drop(count + 1)
            passed = env.closures[:closures]
            if arguments:
                passed += tuple([Closure(argument, env) for argument in arguments])
            inner = Environment(
                env.variables[:size] + given,
                passed,
                (),
                env.back if last else Return(then, env),
                env.handler,
                env.trail,
                env.cell,
            )
            return definition.entry(tracked=tracked), value, inner

        if not count:
            return run
        code: Code = run
        for place in reversed(range(count)):
            code = asked(self._values[place], place, code)
        return kept(code)


def _direct(definition: Definition, values: tuple[Part, ...], count: int) -> Scalar | None:
    """Of a function that takes only values, and whose body is a scalar."""
    body = definition.part
    if body is None or body.scalar is None or len(values) != count:
        return None
    scalars = tuple(value.scalar for value in values if value.scalar is not None)
    if len(scalars) != count:
        return None
    function, weight, size = body.scalar, body.weight, definition.size

    def run(value: Json, env: Environment, machine: Machine) -> Json:
        machine.budget.step(weight)
        given = tuple([scalar(value, env, machine) for scalar in scalars])
        inner = Environment(env.variables[:size] + given, (), (), None, None, None, env.cell)
        return function(value, inner, machine)

    return run


class Passed(Part):
    """A call of a program that was passed. It sees what was seen where it was written."""

    __slots__ = ("_place",)

    def __init__(self, place: int) -> None:
        super().__init__(None)
        self._place = place

    def stream(self, then: Code) -> Code:
        return self._called(then, tracked=False, last=then is returned)

    def tracked(self, then: Code) -> Code:
        return self._called(then, tracked=True, last=then is returned_tracked)

    def _called(self, then: Code, *, tracked: bool, last: bool) -> Code:
        place = self._place

        def run(value: Json, env: Environment, _machine: Machine) -> State:
            closure = env.closures[place]
            seen = closure.env
            inner = Environment(
                seen.variables,
                seen.closures,
                (),
                env.back if last else Return(then, env),
                env.handler,
                env.trail,
                env.cell,
            )
            return closure.program.entry(tracked=tracked), value, inner

        return run

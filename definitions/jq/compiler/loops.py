"""Loops over the values of a program: `reduce`, `foreach`, `range`, `limit`, `skip`, `last`.

Never: a value asked for that is not needed. `limit` and its like drop the choices that are left.
"""

from __future__ import annotations

from definitions.jq.compiler.bindings import Binding
from definitions.jq.compiler.operation import asked, kept
from definitions.jq.compiler.part import Part
from definitions.jq.errors import JqError
from definitions.jq.functions.arithmetic import add, is_number, neat, subtract
from definitions.jq.functions.order import compare, truthy
from definitions.jq.machine import Cell, Code, Environment, Machine, State
from definitions.values import Json


class Reduce(Part):
    __slots__ = ("_binding", "_initial", "_source", "_update")

    def __init__(self, source: Part, binding: Binding, initial: Part, update: Part) -> None:
        super().__init__(None, source, initial, update)
        self._source = source
        self._binding = binding
        self._initial = initial
        self._update = update

    def stream(self, then: Code) -> Code:
        update = self._update.code(_stored)

        def body(_value: Json, env: Environment, _machine: Machine) -> State:
            cell = env.cell
            value, cell.value = cell.value, None
            return update, value, env

        def whole(_value: Json, env: Environment, _machine: Machine) -> State:
            return then, env.cell.value, env.without()

        return kept(
            asked(self._initial, 0, _opened(self._source.code(self._binding.bind(body)), whole))
        )


def _opened(source: Code, whole: Code) -> Code:
    """Into the loop, with its first state in a cell; what is to be done in the end is a choice."""

    def run(value: Json, env: Environment, machine: Machine) -> State:
        inner = env.drop(2).within(Cell(env.cell, env.stack[-1]))
        machine.choices.append((whole, None, inner))
        return source, value, inner

    return run


def _stored(value: Json, env: Environment, machine: Machine) -> State:
    """Of several states the last one counts, of none nothing is left: as jq has it."""
    env.cell.value = value
    return machine.choices.pop()


class Foreach(Part):
    __slots__ = ("_binding", "_extract", "_initial", "_source", "_update")

    def __init__(
        self, source: Part, binding: Binding, initial: Part, update: Part, extract: Part
    ) -> None:
        super().__init__(None, source, initial, update, extract)
        self._source = source
        self._binding = binding
        self._initial = initial
        self._update = update
        self._extract = extract

    def stream(self, then: Code) -> Code:
        def out(value: Json, env: Environment, _machine: Machine) -> State:
            return then, value, env.without()

        extract = self._extract.code(self._binding.left(out))

        def updated(value: Json, env: Environment, _machine: Machine) -> State:
            env.cell.value = value
            return extract, value, env

        update = self._update.code(updated)

        def body(_value: Json, env: Environment, _machine: Machine) -> State:
            cell = env.cell
            value, cell.value = cell.value, None
            return update, value, env

        source = self._source.code(self._binding.bind(body))

        def run(value: Json, env: Environment, _machine: Machine) -> State:
            return source, value, env.drop(2).within(Cell(env.cell, env.stack[-1]))

        return kept(asked(self._initial, 0, run))


class Range(Part):
    """`range(begin; end)` with steps of one; both are asked for every combination."""

    __slots__ = ("_begin", "_end")

    def __init__(self, begin: Part, end: Part) -> None:
        super().__init__(None, begin, end)
        self._begin = begin
        self._end = end

    def stream(self, then: Code) -> Code:
        def run(_value: Json, env: Environment, machine: Machine) -> State:
            begin, end = env.stack[-2:]
            if not is_number(begin) or not is_number(end):
                raise JqError("Range bounds must be numeric")
            return _counting(then)(begin, env.drop(3).within(Cell(env.cell, end)), machine)

        return kept(asked(self._begin, 0, asked(self._end, 1, run)))


def _counting(then: Code) -> Code:
    """From the number at hand to the one in the cell."""

    def run(value: Json, env: Environment, machine: Machine) -> State:
        end = env.cell.value
        if not is_number(value) or not is_number(end) or not value < end:
            return machine.choices.pop()
        machine.choices.append((run, neat(value + 1), env))
        return then, value, env.without()

    return run


class Limit(Part):
    """The first values of the body, as many as the count says."""

    __slots__ = ("_body", "_count")

    def __init__(self, count: Part, body: Part) -> None:
        super().__init__(None, count, body)
        self._count = count
        self._body = body

    def stream(self, then: Code) -> Code:
        return self._limited(self._body.code(_counted(then)))

    def tracked(self, then: Code) -> Code:
        return self._limited(self._body.tracked(_counted(then)))

    def _limited(self, body: Code) -> Code:
        def run(value: Json, env: Environment, machine: Machine) -> State:
            count, outer = env.stack[-1], env.drop(2)
            order = compare(count, 0, machine.budget)
            if order < 0:
                raise JqError("limit doesn't support negative count")
            if order == 0:
                return machine.choices.pop()
            cell = Cell(outer.cell, count, choices=len(machine.choices))
            return body, value, outer.within(cell)

        return kept(asked(self._count, 0, run))


def _counted(then: Code) -> Code:
    def run(value: Json, env: Environment, machine: Machine) -> State:
        cell = env.cell
        cell.value = subtract(cell.value, 1, machine.budget)
        if compare(cell.value, 0, machine.budget) <= 0:
            del machine.choices[cell.choices :]
        return then, value, env.without()

    return run


class First(Part):
    """The first value of the body."""

    __slots__ = ("_body",)

    def __init__(self, body: Part) -> None:
        super().__init__(body.scalar, body)
        self._body = body

    def stream(self, then: Code) -> Code:
        return _marking(self._body.code(_only(then)))

    def tracked(self, then: Code) -> Code:
        return _marking(self._body.tracked(_only(then)))


def _marking(body: Code) -> Code:
    def run(value: Json, env: Environment, machine: Machine) -> State:
        return body, value, env.within(Cell(env.cell, choices=len(machine.choices)))

    return run


def _only(then: Code) -> Code:
    def run(value: Json, env: Environment, machine: Machine) -> State:
        del machine.choices[env.cell.choices :]
        return then, value, env.without()

    return run


class Skip(Part):
    """The values of the body but the first ones."""

    __slots__ = ("_body", "_count")

    def __init__(self, count: Part, body: Part) -> None:
        super().__init__(None, count, body)
        self._count = count
        self._body = body

    def stream(self, then: Code) -> Code:
        return self._skipping(self._body.code(_skipped(then)))

    def tracked(self, then: Code) -> Code:
        return self._skipping(self._body.tracked(_skipped(then)))

    def _skipping(self, body: Code) -> Code:
        def run(value: Json, env: Environment, machine: Machine) -> State:
            count, outer = env.stack[-1], env.drop(2)
            if compare(count, 0, machine.budget) < 0:
                raise JqError("skip doesn't support negative count")
            return body, value, outer.within(Cell(outer.cell, count))

        return kept(asked(self._count, 0, run))


def _skipped(then: Code) -> Code:
    def run(value: Json, env: Environment, machine: Machine) -> State:
        cell = env.cell
        cell.value = subtract(cell.value, 1, machine.budget)
        if compare(cell.value, 0, machine.budget) >= 0:
            return machine.choices.pop()
        return then, value, env.without()

    return run


class Last(Part):
    """The last value of the body, if it has one."""

    __slots__ = ("_body",)

    def __init__(self, body: Part) -> None:
        super().__init__(body.scalar, body)
        self._body = body

    def stream(self, then: Code) -> Code:
        return _waiting(self._body.code(_remembered), then)

    def tracked(self, then: Code) -> Code:
        return _waiting(self._body.tracked(_remembered), then)


def _waiting(body: Code, then: Code) -> Code:
    def whole(_value: Json, env: Environment, machine: Machine) -> State:
        cell = env.cell
        if not cell.found:
            return machine.choices.pop()
        return then, cell.value, env.without().at(cell.trail)

    def run(value: Json, env: Environment, machine: Machine) -> State:
        inner = env.within(Cell(env.cell))
        machine.choices.append((whole, None, inner))
        return body, value, inner

    return run


def _remembered(value: Json, env: Environment, machine: Machine) -> State:
    cell = env.cell
    cell.value, cell.trail, cell.found = value, env.trail, True
    return machine.choices.pop()


class Search(Part):
    """`any` and `all`: whether a value is truthy, or one is not; the others aren't asked then."""

    __slots__ = ("_body", "_wanted")

    def __init__(self, body: Part, *, wanted: bool) -> None:
        super().__init__(None, body)
        self._body = body
        self._wanted = wanted

    def stream(self, then: Code) -> Code:
        wanted = self._wanted

        def seen(value: Json, env: Environment, machine: Machine) -> State:
            if truthy(value) is not wanted:
                return machine.choices.pop()
            del machine.choices[env.cell.choices :]
            return then, wanted, env.without()

        def unseen(_value: Json, env: Environment, _machine: Machine) -> State:
            return then, not wanted, env.without()

        body = self._body.code(seen)

        def run(value: Json, env: Environment, machine: Machine) -> State:
            inner = env.within(Cell(env.cell, choices=len(machine.choices)))
            machine.choices.append((unseen, None, inner))
            return body, value, inner

        return run


class Total(Part):
    """`add(body)`."""

    __slots__ = ("_body",)

    def __init__(self, body: Part) -> None:
        super().__init__(None, body)
        self._body = body

    def stream(self, then: Code) -> Code:
        def whole(_value: Json, env: Environment, _machine: Machine) -> State:
            return then, env.cell.value, env.without()

        body = self._body.code(_added)

        def run(value: Json, env: Environment, machine: Machine) -> State:
            inner = env.within(Cell(env.cell))
            machine.choices.append((whole, None, inner))
            return body, value, inner

        return run


def _added(value: Json, env: Environment, machine: Machine) -> State:
    env.cell.value = add(env.cell.value, value, machine.budget)
    return machine.choices.pop()

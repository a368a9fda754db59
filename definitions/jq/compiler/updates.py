"""Assignments: `target = value`, `target |= body`, and `del`.

Never: a value changed in place; what comes out is a copy.
"""

from __future__ import annotations

from definitions.jq.compiler.operation import asked, kept
from definitions.jq.compiler.part import Part
from definitions.jq.compiler.paths import from_root, walked
from definitions.jq.functions.access import delete_paths, get_path, set_path
from definitions.jq.machine import Cell, Code, Environment, Machine, State
from definitions.values import Json


class Assign(Part):
    """`target = value`: one copy for each value, which is asked about the whole input."""

    __slots__ = ("_target", "_value")

    def __init__(self, target: Part, value: Part) -> None:
        super().__init__(None, target, value)
        self._target = target
        self._value = value

    def stream(self, then: Code) -> Code:
        def set_here(value: Json, env: Environment, machine: Machine) -> State:
            path, _ = walked(value, env)
            cell = env.cell
            cell.value = set_path(cell.value, path, env.stack[-1], machine.budget)
            return machine.choices.pop()

        def whole(_value: Json, env: Environment, _machine: Machine) -> State:
            return then, env.cell.value, env.without().drop(2)

        root = from_root(self._target.tracked(set_here))

        def run(value: Json, env: Environment, machine: Machine) -> State:
            inner = env.within(Cell(env.cell, value))
            machine.choices.append((whole, None, inner))
            return root, value, inner

        return kept(asked(self._value, 0, run))


class Modify(Part):
    """`target |= body`: the body is asked about what lies there, and its first value counts.

    Where it has none the place is deleted, after all others have been gone through.
    """

    __slots__ = ("_body", "_target")

    def __init__(self, target: Part, body: Part) -> None:
        super().__init__(None, target, body)
        self._target = target
        self._body = body

    def stream(self, then: Code) -> Code:
        def whole(_value: Json, env: Environment, machine: Machine) -> State:
            gone = env.cell.items
            if gone:
                env.cell.value = delete_paths(env.cell.value, gone, machine.budget)
            return then, env.cell.value, env.without()

        root = from_root(self._target.tracked(self._changed_here()))

        def run(value: Json, env: Environment, machine: Machine) -> State:
            inner = env.within(Cell(env.cell, value))
            machine.choices.append((whole, None, inner))
            return root, value, inner

        return run

    def _changed_here(self) -> Code:
        body = self._body.code(_set_first)

        def run(value: Json, env: Environment, machine: Machine) -> State:
            path, _ = walked(value, env)
            cell = env.cell
            old = get_path(cell.value, path, machine.budget)
            machine.choices.append((_deleted, path, env))
            one = Cell(cell, choices=len(machine.choices) - 1)
            return body, old, env.push(path).within(one)

        return run


def _set_first(value: Json, env: Environment, machine: Machine) -> State:
    """The first value: the others, and the deletion, aren't wanted any more."""
    one = env.cell
    del machine.choices[one.choices :]
    cell = one.outer
    if cell is None:
        raise AssertionError
    cell.value = set_path(cell.value, env.stack[-1], value, machine.budget)
    return machine.choices.pop()


def _deleted(path: Json, env: Environment, machine: Machine) -> State:
    env.cell.items.append(path)
    return machine.choices.pop()


class Delete(Part):
    """`del(paths)`."""

    __slots__ = ("_paths",)

    def __init__(self, paths: Part) -> None:
        super().__init__(None, paths)
        self._paths = paths

    def stream(self, then: Code) -> Code:
        def whole(value: Json, env: Environment, machine: Machine) -> State:
            left = delete_paths(value, env.cell.items, machine.budget)
            return then, left, env.without()

        root = from_root(self._paths.tracked(_path_collected))

        def run(value: Json, env: Environment, machine: Machine) -> State:
            inner = env.within(Cell(env.cell))
            machine.choices.append((whole, value, inner))
            return root, value, inner

        return run


def _path_collected(value: Json, env: Environment, machine: Machine) -> State:
    path, _ = walked(value, env)
    machine.budget.made(len(path))
    env.cell.items.append(path)
    return machine.choices.pop()

"""Syntax tree to parts, name by name.

Never: a name left open. What a program calls or reads is there, or it is a JqSyntaxError at its
place; only variables that the caller will set are looked up while it runs.
"""

from __future__ import annotations

from functools import lru_cache

from definitions.jq import syntax
from definitions.jq.compiler.bindings import Bind, Binding, BindOne
from definitions.jq.compiler.builtins import builtin, refusal
from definitions.jq.compiler.calls import Call, Definition, Passed
from definitions.jq.compiler.construction import (
    empty_array,
    listed,
    made_object,
    named_object,
    text,
)
from definitions.jq.compiler.flow import (
    Alternative,
    Break,
    Collect,
    Comma,
    If,
    Label,
    Pipe,
    Try,
    both,
    either,
)
from definitions.jq.compiler.loops import Foreach, Reduce
from definitions.jq.compiler.operation import binary, unary
from definitions.jq.compiler.part import Leaf, Part, constant
from definitions.jq.compiler.paths import IDENTITY, Each, Index, Names, slice_of
from definitions.jq.compiler.prelude import DEFINITIONS
from definitions.jq.compiler.scope import Scope
from definitions.jq.compiler.updates import Assign, Modify
from definitions.jq.errors import JqError, JqSyntaxError
from definitions.jq.functions.arithmetic import OPERATORS, negate
from definitions.jq.functions.formats import FORMATS
from definitions.jq.machine import Environment, Machine
from definitions.jq.outside import ENVIRONMENT
from definitions.jq.parser import parse
from definitions.jq.syntax import Node
from definitions.values import Json


def part_of(node: Node, scope: Scope) -> Part:  # noqa: C901, PLR0911, PLR0912 - one for each kind
    match node:
        case syntax.Path(head, steps):
            return _path(part_of(head, scope), steps, scope)
        case syntax.Literal(value):
            return constant(value)
        case syntax.Call(name, arguments, position):
            return _call(name, tuple([part_of(each, scope) for each in arguments]), position, scope)
        case syntax.Identity():
            return IDENTITY
        case syntax.Variable(name, position):
            return _variable(name, position, scope)
        case syntax.Binary(operator, left, right):
            return binary(OPERATORS[operator], part_of(left, scope), part_of(right, scope))
        case syntax.Pipe(parts):
            return Pipe(tuple([part_of(each, scope) for each in parts]))
        case syntax.Object(entries):
            return _object(entries, scope)
        case syntax.Text(parts, name):
            return text(
                [part if isinstance(part, str) else part_of(part, scope) for part in parts],
                FORMATS[_format(name)],
            )
        case syntax.Logic(operator, left, right):
            return _logic(operator, part_of(left, scope), part_of(right, scope))
        case syntax.If(condition, then, otherwise):
            return If(
                part_of(condition, scope),
                part_of(then, scope),
                IDENTITY if otherwise is None else part_of(otherwise, scope),
            )
        case syntax.Array(body):
            return _array(body, scope)
        case syntax.Comma(parts):
            return Comma(tuple([part_of(each, scope) for each in parts]))
        case syntax.Try(body, handler):
            return Try(part_of(body, scope), None if handler is None else part_of(handler, scope))
        case syntax.Negate(body):
            return Pipe((part_of(body, scope), unary(negate)))
        case syntax.Format(name):
            return unary(FORMATS[_format(name)])
        case syntax.Bind(source, patterns, body):
            return _bind(source, patterns, body, scope)
        case syntax.Update(operator, target, value):
            return _update(operator, target, value, scope)
        case syntax.Reduce(source, patterns, initial, update):
            binding = Binding(patterns, scope, part_of)
            return Reduce(
                part_of(source, scope),
                binding,
                part_of(initial, scope),
                part_of(update, binding.scope),
            )
        case syntax.Foreach():
            return _foreach(node, scope)
        case syntax.Definitions(functions, body):
            for function in functions:
                scope = _defined(function, scope)
            return part_of(body, scope)
        case syntax.Label(name, body):
            return Label(part_of(body, scope.with_variable(f"*{name}")), scope.size)
        case syntax.Break(name, position):
            if f"*{name}" not in scope.variables:
                raise JqSyntaxError(
                    f"There is no label ${name} here to go to. Write `label ${name} | …` before.",
                    position,
                )
            return Break(scope.variables[f"*{name}"])


# ---- paths and variables


def _path(part: Part, steps: tuple[syntax.Step, ...], scope: Scope) -> Part:
    names: list[str] = []
    for step in steps:
        match step:
            case syntax.Key(syntax.Literal(str() as name), optional=False):
                names.append(name)
                continue
            case _:
                if names:
                    part = Names(part, tuple(names))
                    names = []
        match step:
            case syntax.Key(key, optional):
                part = Index(part, part_of(key, scope), optional=optional)
            case syntax.Slice(begin, end, optional):
                edges = [
                    constant(None) if edge is None else part_of(edge, scope)
                    for edge in (begin, end)
                ]
                part = Index(part, slice_of(*edges), optional=optional)
            case syntax.Each(optional):
                part = Each(part, optional=optional)
    return Names(part, tuple(names)) if names else part


def _variable(name: str, position: int, scope: Scope) -> Part:
    place = scope.variables.get(name)
    if place is not None:
        return Leaf(lambda _value, env, _machine: env.variables[place])
    if scope.given is not None and name not in scope.given:
        if name == ENVIRONMENT:
            return constant({})
        raise JqSyntaxError(f"The variable ${name} is not defined here.", position)

    def run(_value: Json, _env: Environment, machine: Machine) -> Json:
        try:
            return machine.variables[name]
        except KeyError:
            if name == ENVIRONMENT:
                return {}
            raise JqError(f"${name} is not defined here") from None

    return Leaf(run)


# ---- operators and construction


def _logic(operator: str, left: Part, right: Part) -> Part:
    if operator == "//":
        return Alternative(left, right)
    return both(left, right) if operator == "and" else either(left, right)


def _array(body: Node | None, scope: Scope) -> Part:
    match body:
        case None:
            return empty_array()
        case syntax.Comma(parts):
            found = tuple([part_of(each, scope) for each in parts])
            together = listed(found)
            return Collect(Comma(found)) if together is None else together
        case _:
            return Collect(part_of(body, scope))


def _object(entries: tuple[tuple[Node, Node], ...], scope: Scope) -> Part:
    names = [
        key.value
        for key, _ in entries
        if isinstance(key, syntax.Literal) and isinstance(key.value, str)
    ]
    values = tuple([part_of(value, scope) for _, value in entries])
    if len(names) == len(entries):
        return named_object(tuple(names), values)
    keys = [part_of(key, scope) for key, _ in entries]
    return made_object(tuple(zip(keys, values, strict=True)))


def _format(name: str) -> str:
    if name not in FORMATS:
        there = ", ".join(f"@{each}" for each in FORMATS)
        raise JqSyntaxError(f"There is no format @{name}. Those that are there: {there}.", 0)
    return name


def _update(operator: str, target: Node, value: Node, scope: Scope) -> Part:
    if operator == "=":
        return Assign(part_of(target, scope), part_of(value, scope))
    if operator == "|=":
        return Modify(part_of(target, scope), part_of(value, scope))
    inner = scope.with_variable("")
    place = scope.size
    operand = Leaf(lambda _value, env, _machine: env.variables[place])
    if operator == "//=":
        body: Part = Alternative(IDENTITY, operand)
    else:
        body = binary(OPERATORS[operator[:-1]], IDENTITY, operand)
    return BindOne(part_of(value, scope), Modify(part_of(target, inner), body), scope)


# ---- variables and loops


def _bind(source: Node, patterns: tuple[syntax.Pattern, ...], body: Node, scope: Scope) -> Part:
    match patterns:
        case (syntax.NamePattern(name),):
            inner = scope.with_variable(name)
            return BindOne(part_of(source, scope), part_of(body, inner), scope)
        case _:
            binding = Binding(patterns, scope, part_of)
            return Bind(part_of(source, scope), binding, part_of(body, binding.scope))


def _foreach(node: syntax.Foreach, scope: Scope) -> Part:
    binding = Binding(node.patterns, scope, part_of)
    return Foreach(
        part_of(node.source, scope),
        binding,
        part_of(node.initial, scope),
        part_of(node.update, binding.scope),
        IDENTITY if node.extract is None else part_of(node.extract, binding.scope),
    )


# ---- functions


def _defined(function: syntax.Function, scope: Scope) -> Scope:
    """With the function."""
    definition = _definition(function, scope)
    return scope.with_function(function.name, len(function.parameters), definition)


def _definition(function: syntax.Function, scope: Scope) -> Definition:
    """It knows itself."""
    parameters = function.parameters
    definition = Definition(parameters, scope.size, scope.closures)
    inner = scope.with_function(function.name, len(parameters), definition)
    for parameter in parameters:
        inner = inner.with_closure(parameter.removeprefix("$"))
    values = tuple(parameter[1:] for parameter in parameters if parameter.startswith("$"))
    definition.part = part_of(function.body, inner.with_variables(values))
    return definition


def _call(name: str, arguments: tuple[Part, ...], position: int, scope: Scope) -> Part:
    callee = scope.functions.get((name, len(arguments)))
    if isinstance(callee, Definition):
        return Call(callee, arguments)
    if callee is not None:
        return Passed(callee)
    if scope.private or "::" not in name:
        found = builtin(name, arguments)
        if found is not None:
            return found
        if (name, len(arguments)) in DEFINITIONS:
            return Call(_prelude(name, len(arguments)), arguments)
    raise refusal(name, len(arguments), position, [*scope.functions])


@lru_cache(None)
def _prelude(name: str, count: int) -> Definition:
    match parse(f"{DEFINITIONS[name, count]} ."):
        case syntax.Definitions((function,)):
            return _definition(function, Scope(given=(), private=True))
        case _:
            raise AssertionError(name)

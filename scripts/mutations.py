"""Mutations: the small changes of Python code that a good test should notice.

A comparison turned or moved by one, a condition negated, `and` for `or`, a number one more, a
truth the other way, a statement left out, nothing returned. Never: a change of words that people
read, or outside of functions; what a class or a module is made of can't be exchanged in a process
that has it loaded.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
    ast.LShift: ast.RShift,
}
_LEFT_OUT = (ast.Expr, ast.Assign, ast.AugAssign, ast.Raise, ast.Delete, ast.Break, ast.Continue)
_NO_CODE = ("annotation", "returns", "decorator_list")
_WIDTH = 100
"""Of a change that is shown."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One function with one thing changed."""

    path: str
    line: int
    end_line: int
    function: str
    """Its qualified name."""
    before: str
    after: str
    code: CodeType

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.function}: {self.before} → {self.after}"


def mutants_of(path: str, text: str) -> Iterator[Mutant]:
    """In the order of the text, each with the code of the function that it stands in."""
    tree = ast.parse(text)
    for name, function in _functions(tree, ""):
        for holder, field, place, old, new in _changes(function):
            _put(holder, field, place, new)
            try:
                code = _code(compile(ast.fix_missing_locations(tree), path, "exec"), name, function)
            except SyntaxError:
                code = None  # not everything that can be written can be compiled
            _put(holder, field, place, old)
            if code is not None:
                shown = _shown(old), _shown(new)
                end = getattr(old, "end_lineno", None) or old.lineno
                yield Mutant(path, old.lineno, end, name, *shown, code)


def _functions(at: ast.AST, within: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Those of the module and of its classes; what is inside of them belongs to them."""
    for node in ast.iter_child_nodes(at):
        if isinstance(node, ast.FunctionDef):
            yield f"{within}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{within}{node.name}.")


_Change = tuple[ast.AST, str, int | None, ast.AST, ast.AST]


def _changes(function: ast.FunctionDef) -> Iterator[_Change]:
    """Who holds what, and what to put there instead."""
    for place, statement in enumerate(function.body):
        yield from _at(function, "body", place, statement)
        for holder in ast.walk(statement):
            for field, value in ast.iter_fields(holder):
                if field in _NO_CODE:
                    continue
                for number, node in enumerate(value if isinstance(value, list) else [value]):
                    yield from _at(holder, field, number if isinstance(value, list) else None, node)


def _at(holder: ast.AST, field: str, place: int | None, node: object) -> Iterator[_Change]:
    if isinstance(node, ast.AST):
        for new in _instead(holder, field, node):
            yield holder, field, place, node, ast.copy_location(new, node)


def _instead(holder: ast.AST, field: str, node: ast.AST) -> Iterator[ast.AST]:
    asked = field == "test" or (field == "ifs" and isinstance(holder, ast.comprehension))
    if asked and not isinstance(node, ast.Compare | ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), node)
    match node:
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield ast.Constant(value + 1)
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield ast.Return(ast.Constant(None))
        case _ if isinstance(node, _LEFT_OUT) and not _is_words(node):
            yield ast.Pass()
        case _:
            yield from _other_operators(node)


def _other_operators(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=operators):
            for place, operator in enumerate(operators):
                for other in _COMPARED[type(operator)]:
                    changed = [*operators[:place], other(), *operators[place + 1 :]]
                    yield ast.Compare(node.left, changed, node.comparators)
        case ast.BoolOp(op=operator):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), node.values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(op=operator) if type(operator) in _COUNTED and not _is_text(node):
            yield ast.BinOp(node.left, _COUNTED[type(operator)](), node.right)
        case _:
            pass


def _is_text(node: ast.AST) -> bool:
    """Texts are put together with `+` too."""
    return any(isinstance(part, ast.JoinedStr) or _is_str(part) for part in ast.walk(node))


def _is_str(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_words(node: ast.AST) -> bool:
    """A docstring, or the dots of a protocol."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _put(holder: ast.AST, field: str, place: int | None, node: ast.AST) -> None:
    if place is None:
        setattr(holder, field, node)
    else:
        getattr(holder, field)[place] = node


def _code(module: CodeType, name: str, function: ast.FunctionDef) -> CodeType | None:
    waiting = [module]
    while waiting:
        for constant in waiting.pop().co_consts:
            if isinstance(constant, CodeType):
                if constant.co_qualname == name and constant.co_name == function.name:
                    return constant
                waiting.append(constant)
    return None


def _shown(node: ast.AST) -> str:
    text = ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).replace("\n", " ⏎ ")
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]}…"

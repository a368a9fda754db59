"""Rules for code that Temporal replays: the same facts must give the same steps, everywhere.

`workflows/` is replayed, and so is what it calls in `definitions/`. Never: a rule that only
holds for one Python version or one hash seed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.source import Finding, Module, called, imports

FORBIDDEN = (
    "time",
    "random",
    "secrets",
    "os",
    "socket",
    "subprocess",
    "multiprocessing",
    "locale",
    "getpass",
    "platform",
    "tempfile",
    "urllib.request",
    "httpx",
    "psycopg",
    "sqlalchemy",
)
"""Clock, chance, environment, I/O: each gives a replay something else than the first time."""

MACHINE_FORBIDDEN = ("asyncio", "temporalio", "threading", "concurrent", "pathlib", "contextvars")
"""The machine has other drivers than Temporal, so it must not know one."""

DRIVERS = ("workflows/run.py", "workflows/code.py", "workflows/code_ends.py")
"""The files that may import temporalio in workflows/."""

CLOCKS = frozenset({"now", "utcnow", "today", "uuid1", "uuid4", "getrandom", "urandom"})
MEMORY = frozenset({"hash", "id", "open", "input", "globals", "vars"})
_SET_METHODS = frozenset({"union", "intersection", "difference", "symmetric_difference", "copy"})
_SET_NAMES = frozenset({"set", "frozenset", "Set", "FrozenSet", "AbstractSet", "MutableSet"})
_ORDER_FREE = frozenset({"any", "all", "sum", "min", "max", "sorted", "set", "frozenset"})
_ORDER_MATTERS = frozenset({"list", "tuple", "iter", "enumerate", "zip", "map", "filter", "next"})


def effects(module: Module) -> Iterator[Finding]:
    forbidden = FORBIDDEN
    if module.path.startswith("workflows/machine/"):
        forbidden += MACHINE_FORBIDDEN
    elif module.room == "workflows" and module.path not in DRIVERS:
        forbidden += ("temporalio",)
    for name, node in imports(module.tree):
        for banned in forbidden:
            if name == banned or name.startswith(banned + "."):
                where = f"{module.path}::{banned}"
                yield Finding(where, f"line {node.lineno} imports {name}; this code is replayed.")


def clocks(module: Module) -> Iterator[Finding]:
    for node in ast.walk(module.tree):
        name = called(node)
        plain = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        bad = name in CLOCKS or (plain and name in MEMORY)
        if bad and isinstance(node, ast.Call) and not _from_temporal(node):
            where = f"{module.path}::{name}"
            yield Finding(where, f"line {node.lineno} calls {name}(); this code is replayed.")


def _from_temporal(node: ast.Call) -> bool:
    """`workflow.now()` and `workflow.uuid4()` come from the history."""
    func = node.func
    return isinstance(func, ast.Attribute) and ast.unparse(func.value) == "workflow"


def set_order(module: Module) -> Iterator[Finding]:
    """No iteration over sets: their order differs between processes. `sorted(...)` them."""
    named = _names_of_sets(module.tree)
    nodes = list(ast.walk(module.tree))
    harmless = {
        argument for node in nodes if called(node) in _ORDER_FREE for argument in _arguments(node)
    }
    for node in nodes:
        if node in harmless and isinstance(node, ast.GeneratorExp):
            continue
        for walked in _walked(node):
            if _is_set(walked, named):
                where = f"{module.path}:{walked.lineno}"
                shown = ast.unparse(walked)
                yield Finding(where, f"goes through the set {shown} in hash order: sort it.")


def _arguments(node: ast.AST) -> list[ast.expr]:
    return node.args if isinstance(node, ast.Call) else []


def _walked(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions whose order a piece of syntax lays open."""
    match node:
        case ast.For(iter=walked) | ast.AsyncFor(iter=walked):
            yield walked
        case ast.ListComp() | ast.GeneratorExp() | ast.DictComp():
            yield from (part.iter for part in node.generators)
        case ast.Starred(value=walked) | ast.YieldFrom(value=walked):
            yield walked
        case ast.Call(func=ast.Name(id=name), args=args) if name in _ORDER_MATTERS:
            yield from args
        case ast.Call(func=ast.Attribute(attr="join" | "extend"), args=args):
            yield from args
        case ast.Call(func=ast.Attribute(attr="pop", value=walked), args=[]):
            yield walked
        case _:
            pass


def _is_set(node: ast.expr, named: frozenset[str]) -> bool:
    found = False
    match node:
        case ast.Set() | ast.SetComp() | ast.Call(func=ast.Name(id="set" | "frozenset")):
            found = True
        case ast.Call(func=ast.Attribute(attr=method, value=value)) if method in _SET_METHODS:
            found = _is_set(value, named)
        case ast.BinOp(left=left, op=ast.BitOr() | ast.BitAnd() | ast.Sub() | ast.BitXor()):
            found = any(_is_set(side, named) or _is_view(side) for side in (left, node.right))
        case ast.IfExp(body=body, orelse=other):
            found = _is_set(body, named) or _is_set(other, named)
        case ast.Name(id=name):
            found = name in named
        case ast.Attribute(attr=name):
            found = "." + name in named
        case _:
            pass
    return found


def _is_view(node: ast.expr) -> bool:
    """Of dicts: alone it keeps its order, combined with another one it becomes a set."""
    return called(node) in {"keys", "items"}


def _names_of_sets(tree: ast.Module) -> frozenset[str]:
    """Names bound or annotated as sets anywhere in the file; of attributes with a dot before."""
    found: set[str] = set()
    grown = True
    while grown:
        before = len(found)
        for node in ast.walk(tree):
            found |= set(_set_bindings(node, frozenset(found)))
        grown = len(found) > before
    return frozenset(found)


def _set_bindings(node: ast.AST, named: frozenset[str]) -> Iterator[str]:
    match node:
        case ast.Assign(targets=targets, value=value) if _is_set(value, named):
            yield from (_spelled(target) for target in targets)
        case ast.AnnAssign(target=target, annotation=annotation) if _annotates_set(annotation):
            yield _spelled(target)
            yield "." + _spelled(target).lstrip(".")
        case ast.NamedExpr(target=target, value=value) if _is_set(value, named):
            yield _spelled(target)
        case ast.arg(arg=name, annotation=ast.expr() as annotation) if _annotates_set(annotation):
            yield name
        case _:
            pass


def _annotates_set(annotation: ast.expr) -> bool:
    if isinstance(annotation, ast.Subscript):
        annotation = annotation.value
    word = annotation.attr if isinstance(annotation, ast.Attribute) else None
    return (word or getattr(annotation, "id", "")) in _SET_NAMES


def _spelled(target: ast.expr) -> str:
    match target:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return "." + name
        case _:
            return ""


def activities_wanted(modules: tuple[Module, ...], constants: dict[str, str]) -> frozenset[str]:
    """Activity types that workflow code names: in a turn's call, or to Temporal itself."""
    found: set[str] = set()
    for module in modules:
        for node in ast.walk(module.tree):
            name = called(node)
            if isinstance(node, ast.Call) and (name == "call" or name.endswith("_activity")):
                found |= set(_type_of(node.args[:1], constants))
    return frozenset(found)


def activities_offered(modules: tuple[Module, ...], constants: dict[str, str]) -> frozenset[str]:
    """Activity types that `@activity.defn(name=…)` declares."""
    found: set[str] = set()
    for module in modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "activity.defn":
                named = [word.value for word in node.keywords if word.arg == "name"]
                found |= set(_type_of(named, constants))
    return frozenset(found)


def string_constants(module: Module) -> dict[str, str]:
    """NAME = "text" at the top of a module."""
    return {
        target.id: node.value.value
        for node in module.tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _type_of(nodes: list[ast.expr], constants: dict[str, str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Name) and node.id in constants:
            yield constants[node.id]

"""Rules for Python files that no tool has.

Never: a rule that ruff, basedpyright or import-linter could hold.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from tests.house.source import ROOMS, Finding, Module, called, functions, imports

FILE_LINES = 400
FUNCTION_LINES = 70
FUNCTION_DEPTH = 1
"""A function in a function is a closure; a third one inside is a puzzle."""

COMMITS = ("store/session.py",)
SPEAKERS = ("cli/", "scripts/", "bench/", "worker/local/")
"""Who may print: people read their output as it comes."""

POLL_SECONDS = 0.25
_HEAD_WORDS = 3
_SQL = re.compile(r"\s*(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s)")
_SQL_FREE = ("sqlalchemy.exc", "sqlalchemy.ext.asyncio", "sqlalchemy.engine.make_url")
"""What even a room without SQL may name: errors, URLs, and the session that it hands through."""


def heads(module: Module) -> Iterator[Finding]:
    """A module says what it is for and what never happens in it."""
    head = ast.get_docstring(module.tree)
    if head is None:
        yield Finding(module.path, "begins with no docstring: say what it is for.")
        return
    if len(head.split()) < _HEAD_WORDS:
        yield Finding(module.path, f"has a head that says nothing: {head!r}.")
    elif (
        module.room in ROOMS
        and not (module.is_init or module.is_revision)
        and not re.search(r"\bNever:\s+\S", head)
    ):
        yield Finding(module.path, 'has a head without "Never: …": say what it never does.')


def long_files(module: Module) -> Iterator[Finding]:
    lines = module.text.count("\n")
    if lines > FILE_LINES:
        yield Finding(module.path, f"has {lines} lines, {FILE_LINES} at most: split it.", lines)


def long_functions(module: Module) -> Iterator[Finding]:
    for name, node, _ in functions(module.tree):
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > FUNCTION_LINES:
            sentence = f"has {lines} lines, {FUNCTION_LINES} at most: split it."
            yield Finding(f"{module.path}::{name}", sentence, lines)


def deep_functions(module: Module) -> Iterator[Finding]:
    for name, _, depth in functions(module.tree):
        if depth > FUNCTION_DEPTH:
            sentence = "is a function in a function in a function: lift it out."
            yield Finding(f"{module.path}::{name}", sentence, depth)


def nested_imports(module: Module) -> Iterator[Finding]:
    """Imports stand at the top, so that the arrows are seen. The CLI may delay heavy ones."""
    if module.room == "cli":
        return
    inside: set[ast.AST] = set()
    for _, function, _ in functions(module.tree):
        inside |= {
            node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)
        }
    if inside:
        sentence = f"imports inside functions {len(inside)} times: move them to the top."
        yield Finding(module.path, sentence, len(inside))


def commits(module: Module) -> Iterator[Finding]:
    """An early commit would also drop the tenant of the transaction."""
    found = sum(called(node) == "commit" for node in ast.walk(module.tree))
    if found and module.path not in COMMITS:
        yield Finding(module.path, "commits: only store/session.py does, at the edge.", found)


def sql(module: Module) -> Iterator[Finding]:
    """Queries live in store/, where row-level security is thought of."""
    if module.room == "store":
        return
    named = {name for name, _ in imports(module.tree) if name.split(".")[0] == "sqlalchemy"}
    roots = {name for name in named if not any(other.startswith(name + ".") for other in named)}
    for name in sorted(roots):
        if not name.startswith(_SQL_FREE):
            yield Finding(f"{module.path}::{name}", "speaks SQL: move the query into store/.")
    nodes = ast.walk(module.tree)
    found = sum(isinstance(node, ast.Constant) and _is_sql(node.value) for node in nodes)
    if found:
        yield Finding(module.path, "holds SQL statements: move them into store/.", found)


def _is_sql(value: object) -> bool:
    return isinstance(value, str) and _SQL.match(value) is not None


def thawed(module: Module) -> Iterator[Finding]:
    """A migration is frozen: one that follows the models of today makes another database
    tomorrow, and the migration after it fails on a new one."""
    if module.is_revision:
        for name, node in imports(module.tree):
            if name in ROOMS or name.startswith(tuple(f"{room}." for room in ROOMS)):
                sentence = f"line {node.lineno} imports {name}: write its tables out."
                yield Finding(module.path, sentence)
                return


def prints(module: Module) -> Iterator[Finding]:
    if module.path.startswith(SPEAKERS):
        return
    found = sum(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        for node in ast.walk(module.tree)
    )
    if found:
        yield Finding(module.path, "prints: log it, or say it in cli/ or scripts/.", found)


def surfaces(module: Module) -> Iterator[Finding]:
    """A folder's `__init__` has `__all__`: public names that exist, each once."""
    if not module.is_init:
        return
    names = exported(module)
    if names is None:
        yield Finding(module.path, "has no `__all__`: list what the folder offers, or nothing.")
        return
    bound = set(_bound(module.tree))
    for name, times in sorted(Counter(names).items()):
        if name.startswith("_"):
            yield Finding(module.path, f"offers {name}, which its underscore calls private.")
        elif name not in bound:
            yield Finding(module.path, f"offers {name}, which it does not have.")
        elif times > 1:
            yield Finding(module.path, f"offers {name} {times} times.")


def exported(module: Module) -> list[str] | None:
    """The literal `__all__`, None where there is none."""
    for node in module.tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            return [str(name) for name in ast.literal_eval(value)] if value else None
    return None


def _bound(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        match node:
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from (alias.asname or alias.name for alias in names)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case _:
                pass


def untested(module: Module, tests: frozenset[str]) -> Iterator[Finding]:
    """`room/a/b.py` is tested by `tests/room/a/test_b.py`, or with its folder by `test_a.py`."""
    if module.is_init or module.is_revision or module.parts[-1] == "env.py":
        return
    if not any(functions(module.tree)):
        return  # shapes and constants; their users are tested
    names = [module.parts[-1].removesuffix(".py"), *reversed(module.parts[1:-1])]
    depths = [len(module.parts) - 1, *range(len(module.parts) - 2, 0, -1)]
    wanted = [
        f"tests/{'/'.join(module.parts[:depth])}/test_{spelled}.py"
        for name, depth in zip(names, depths, strict=True)
        for spelled in (name, name.strip("_"))
    ]
    if not any(path in tests for path in wanted):
        yield Finding(module.path, f"has no test file: write {wanted[0]}.")


def unreached(modules: tuple[Module, ...]) -> Iterator[Finding]:
    """A module that no process, command or migration leads to is dead."""
    named = {module.dotted: module for module in modules}
    waiting = [module for module in modules if _is_entry(module)]
    met = set(waiting)
    while waiting:
        module = waiting.pop()
        texts = (node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant))
        spoken = [text for text in texts if isinstance(text, str)]
        for name in (*(name for name, _ in imports(module.tree)), *spoken, module.dotted):
            parents = [name.rsplit(".", cut)[0] for cut in range(name.count(".") + 1)]
            found = {named[parent] for parent in parents if parent in named} - met
            met |= found
            waiting += found
    for module in modules:
        if module not in met and not module.is_init:
            yield Finding(module.path, "is reached by nothing: take it out, or lead there.")


def _is_entry(module: Module) -> bool:
    return (
        module.path in {"cli/main.py", "store/migrations/env.py"}
        or module.is_revision
        or "__main__" in module.text
    )


def sleeps(module: Module) -> Iterator[Finding]:
    """Tests poll: a short pause in a loop that looks for something. Any other pause is a guess."""
    nodes = list(ast.walk(module.tree))
    loops = [node for node in nodes if isinstance(node, ast.While | ast.For | ast.AsyncFor)]
    polls = {node for loop in loops for node in ast.walk(loop) if _pause(node) <= POLL_SECONDS}
    found = sum(_pause(node) > 0 and node not in polls for node in nodes)
    if found:
        yield Finding(module.path, "sleeps: poll for what the test waits for.", found)


def timings(module: Module) -> Iterator[Finding]:
    """What a machine takes is measured under bench/: a test that judges it fails on a slow one."""
    stopwatches = {"perf_counter", "perf_counter_ns", "process_time", "process_time_ns"}
    found = sum(called(node) in stopwatches for node in ast.walk(module.tree))
    if found:
        yield Finding(module.path, "takes the time: measure it under bench/.", found)


def _pause(node: ast.AST) -> float:
    """How long a call sleeps; for ever, as far as the file tells, if it is computed."""
    if not isinstance(node, ast.Call) or called(node) not in {"sleep", "pg_sleep"}:
        return 0
    first = node.args[0] if node.args else None
    value = first.value if isinstance(first, ast.Constant) else None
    return float(value) if isinstance(value, int | float) else float("inf")

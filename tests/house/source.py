"""The checkout as the house rules see it: files, parsed modules, findings.

Never: an import of the code that is judged; a rule must be able to speak of code that is broken.
"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "definitions",
    "workflows",
    "activities",
    "store",
    "channels",
    "gateway",
    "worker",
    "api",
    "cli",
)

_AS_IT_IS = ("tests/conformance/run.py",)
"""Belongs to the corpus, and is kept as it is there."""

_LEFT_OUT = {".git", ".venv", "node_modules", "dist", "__pycache__", ".baton", "build"}


@dataclass(frozen=True)
class Finding:
    """One breach. `where` names it in allowed.py, `size` says how bad it is."""

    where: str
    sentence: str
    size: int = 1

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: str
    """Relative to the checkout, with slashes."""
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.path.split("/"))

    @cached_property
    def dotted(self) -> str:
        """How it is imported."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def room(self) -> str:
        return self.parts[0]

    @property
    def is_init(self) -> bool:
        return self.parts[-1] == "__init__.py"

    @property
    def is_revision(self) -> bool:
        """A step of the database's history: generated frame, never changed again."""
        return self.path.startswith("store/migrations/versions/")


@cache
def files() -> tuple[str, ...]:
    """What a commit of everything would hold; without git, what an unpacked archive holds."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = sorted({path for path in listed.stdout.split("\0") if path})
        return tuple(path for path in paths if (ROOT / path).is_file())
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return tuple(sorted(path.as_posix() for path in found if not _LEFT_OUT & set(path.parts)))


@cache
def read(path: str) -> str | None:
    """The text of a file; None if it is no text, or is not there."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError):
        return None


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Python files beneath the folders, in order."""
    return tuple(
        Module(path, read(path) or "")
        for path in files()
        if path.endswith(".py") and path.split("/")[0] in folders and path not in _AS_IT_IS
    )


def code() -> tuple[Module, ...]:
    return modules(*ROOMS)


def everything() -> tuple[Module, ...]:
    return modules(*ROOMS, "tests", "bench", "scripts")


Def = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> Iterator[tuple[str, Def, int]]:
    """Every function with its qualified name and how many functions it stands in."""
    yield from _functions(tree, "", 0)


def _functions(parent: ast.AST, prefix: str, depth: int) -> Iterator[tuple[str, Def, int]]:
    for child in ast.iter_child_nodes(parent):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            name = prefix + child.name
            yield name, child, depth
            yield from _functions(child, name + ".", depth + 1)
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, prefix + child.name + ".", depth)
        else:
            yield from _functions(child, prefix, depth)


def imports(tree: ast.AST) -> Iterator[tuple[str, ast.Import | ast.ImportFrom]]:
    """Every imported module's dotted name; of `from a import b` also a.b, for it may be one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node


def called(node: ast.AST) -> str:
    """The last word of what is called, "" if this is no call."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""

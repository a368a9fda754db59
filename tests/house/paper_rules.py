"""Rules for what people read: links, decisions, settings, and what a tracked file may not name.

Never: a judgement of style; a rule here has one right answer.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from tests.house.source import Finding, Module

DECISION_PARTS = ("Status", "Context", "Decision", "Consequences")
DECISION_WORDS = 700
"""One page."""

_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_ROW = re.compile(r"^\|\s*`(BATON_[A-Z0-9_]+)`\s*\|([^|]*)\|([^|]*)\|", re.MULTILINE)
_VARIABLE = re.compile(r"\bBATON_[A-Z][A-Z0-9_]*[A-Z0-9]\b")

_REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg\.com|npmmirror\.com"
    r"|proxy\.golang\.org|sum\.golang\.org|goproxy\.\w+|registry\.hub\.docker\.com"
    r"|crates\.io|deb\.debian\.org|artifactory|\bnexus\.",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"(?<![\w.:/$}-])/(work|root|Users|home/\w+|tmp/(plan|house|tgo))/[\w.]")
_TICKET = re.compile(r"\bissues? #?\d+\b", re.IGNORECASE)
_REGISTRY_VARIABLES = (
    "PIP_INDEX_URL",
    "UV_INDEX_URL",
    "UV_DEFAULT_INDEX",
    "NPM_CONFIG_REGISTRY",
    "npm_config_registry",
    "GOPROXY",
)


def links(path: str, text: str, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Relative links lead to a tracked file or folder, and to a heading that is there."""
    for match in _LINK.finditer(_FENCE.sub("", text)):
        target = match.group(1) or match.group(2)
        if urlsplit(target).scheme or target.startswith("//"):
            continue
        name, _, anchor = target.partition("#")
        where = _resolved(path, unquote(name)) if name else path
        if where not in texts and not any(other.startswith(where + "/") for other in texts):
            yield Finding(path, f"links to {target}, which is not there.")
        elif anchor and where.endswith(".md") and anchor not in set(_anchors(texts[where])):
            yield Finding(path, f"links to {target}; {where} has no such heading.")


def _resolved(path: str, target: str) -> str:
    parts: list[str] = []
    for part in (PurePosixPath(path).parent / target).parts:
        if part == "..":
            del parts[-1:]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _anchors(text: str) -> Iterator[str]:
    for match in _HEADING.finditer(_FENCE.sub("", text)):
        plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", match.group(1)).lower()
        yield re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def decision(path: str, text: str) -> Iterator[Finding]:
    """A decision has its number, its four parts in order, and fits a page."""
    number = PurePosixPath(path).name[:4]
    if not re.fullmatch(r"docs/decisions/\d{4}-[a-z0-9-]+\.md", path):
        yield Finding(path, "is no decision's name: NNNN-title-in-small-letters.md.")
    elif not re.match(rf"# {number}: \S", text):
        yield Finding(path, f'does not begin with "# {number}: …".')
    parts = tuple(re.findall(r"^## (.+)$", text, re.MULTILINE))
    if parts != DECISION_PARTS:
        yield Finding(path, f"has the parts {parts}, not {DECISION_PARTS}.")
    words = len(text.split())
    if words > DECISION_WORDS:
        yield Finding(path, f"has {words} words: a decision is one page, {DECISION_WORDS}.")


def foreign(path: str, text: str, environment: Mapping[str, str] = os.environ) -> Iterator[Finding]:
    """A tracked file names no package registry, no machine's folders and no ticket.

    A registry's host would break a build behind a mirror, a folder any machine but one, and a
    ticket's number means nothing to who reads the file. The registries which this machine is
    configured for count too, whatever they are called.
    """
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{path}:{number}"
        if found := _REGISTRIES.search(line):
            yield Finding(where, f"names the package registry {found.group()}.")
        if found := _MACHINE.search(line):
            yield Finding(where, f"names a folder of one machine: {found.group()}…")
        if found := _TICKET.search(line):
            yield Finding(where, f"names a ticket ({found.group()}): say the thing itself.")
        for host in registry_hosts(environment):
            if host in line:
                yield Finding(where, "names the registry that this machine is configured for.")


def registry_hosts(environment: Mapping[str, str]) -> frozenset[str]:
    values = [environment.get(name, "") for name in _REGISTRY_VARIABLES]
    urls = [url for value in values for url in re.split(r"[,| ]", value)]
    hosts = {urlsplit(url).hostname for url in urls if "://" in url}
    return frozenset(host for host in hosts if host and "." in host)


def lockfile(path: str, text: str) -> Iterator[Finding]:
    """Lock files pin by version and hash; where to get it from is the machine's business."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r'"resolved":\s*"https?://|^\s*--(extra-)?index-url|@ https?://', line):
            yield Finding(f"{path}:{number}", "pins a place to download from.")


def variables(text: str) -> frozenset[str]:
    """Every BATON_ variable that a text names."""
    return frozenset(_VARIABLE.findall(text))


def settings(module: Module, prefix: str = "BATON_") -> dict[str, bool]:
    """The variables of a module's settings classes, and whether each has a description."""
    found: dict[str, bool] = {}
    for node in module.tree.body:
        if isinstance(node, ast.ClassDef) and any("Settings" in ast.unparse(b) for b in node.bases):
            for field in node.body:
                match field:
                    case ast.AnnAssign(target=ast.Name(id=name)) if name != "model_config":
                        found[prefix + name.upper()] = _described(field.value)
                    case _:
                        pass
    return found


def _described(value: ast.expr | None) -> bool:
    if not isinstance(value, ast.Call):
        return False
    return any(
        word.arg == "description" and bool(ast.unparse(word.value).strip("'\""))
        for word in value.keywords
    )


def documented(text: str) -> frozenset[str]:
    """The variables that a table of docs/operations.md explains: first column, in backticks."""
    rows = _ROW.findall(text)
    return frozenset(name for name, _, meaning in rows if meaning.strip())

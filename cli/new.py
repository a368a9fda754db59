"""`baton new`: a small package with a function or a workflow, a process that uses it, and tests.

Never: a file that is there already changed, or anything installed.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

from cli.errors import CliError
from cli.output import say
from definitions.functions.catalogue import shipped
from definitions.models import STANDARD_CALLS

LONGEST: Final = 40
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BOTH: Final[Mapping[str, str]] = {
    "pyproject.toml": "pyproject.toml.txt",
    "README.md": "README.md.txt",
    "example.yaml": "example.yaml.txt",
    "src/@module@/__init__.py": "init.py.txt",
}
"""Where each stands in the package, and where its text lies here."""

_FUNCTION: Final[Mapping[str, str]] = {
    **_BOTH,
    "src/@module@/function.py": "function.py.txt",
    "tests/test_function.py": "test_function.py.txt",
}
_WORKFLOW: Final[Mapping[str, str]] = {
    **_BOTH,
    "src/@module@/workflow.py": "workflow.py.txt",
    "src/@module@/activities.py": "activities.py.txt",
    "src/@module@/declared.py": "declared.py.txt",
    "tests/test_workflow.py": "test_workflow.py.txt",
}


def function(name: str, into: Path) -> None:
    """Make the package and say what to do with it."""
    _checked(name, "function")
    if name in (*shipped().names, *STANDARD_CALLS):
        raise CliError(f"The function {name} comes with Baton.", "Choose another name.")
    folder = into / name
    _make(folder, "function", name, "definitions.functions.trying", _FUNCTION)
    say(f"{folder} has the function {name}, a process that calls it, and their tests.")
    _explain(folder, f"call: {name}:1.0.0, as in {folder / 'example.yaml'}")


def workflow(name: str, into: Path) -> None:
    """Make the package and say what to do with it."""
    _checked(name, "workflow")
    folder = into / name
    _make(folder, "workflow", name, "worker.code_trying", _WORKFLOW)
    say(f"{folder} has the workflow demo/{name}, a process that runs it, and their tests.")
    _explain(folder, f"baton run demo/{name}, or run: workflow as in {folder / 'example.yaml'}")


def _make(folder: Path, kind: str, name: str, trying: str, sources: Mapping[str, str]) -> None:
    words = {
        "name": name,
        "title": name.replace("-", " ").capitalize(),
        "package": f"baton-{kind}-{name}",
        "module": f"baton_{kind}_{name.replace('-', '_')}",
        "trying": trying,
    }
    try:
        folder.mkdir(parents=True)
        for place, source in sources.items():
            file = folder / _filled(place, words)
            file.parent.mkdir(parents=True, exist_ok=True)
            text = files("cli").joinpath("templates", kind, source).read_text("utf-8")
            file.write_text(_filled(text, words), "utf-8")
    except FileExistsError as error:
        raise CliError(
            f"{folder} is there already.", "Choose another name, or another folder with --into."
        ) from error
    except OSError as error:
        raise CliError(f"{folder} can't be made: {error.strerror}.", "Choose another.") from error


def _checked(name: str, kind: str) -> None:
    if not _NAME.fullmatch(name) or len(name) > LONGEST:
        raise CliError(
            f"{name!r} can't be the name of a {kind}.",
            f"Write small letters, digits and single hyphens, {LONGEST} at most: send-invoice.",
        )


def _filled(text: str, words: Mapping[str, str]) -> str:
    for word, meaning in words.items():
        text = text.replace(f"@{word}@", meaning)
    return text


def _explain(folder: Path, use: str) -> None:
    python, place = shlex.quote(sys.executable), shlex.quote(str(folder))
    say(f"  Install it:  pip --python {python} install --editable {place}")
    say(f"  Test it:     {python} -m pytest {place}")
    say(f"  Use it:      {use}")
    say("`make run` notices the installation and every edit after it.")

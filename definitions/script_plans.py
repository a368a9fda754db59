"""Scripts and commands of the shell to plans.

Never: the code of a script read as an expression, unless all of it is one; `${` means something in
the shell and in JavaScript too.
"""

from __future__ import annotations

from typing import Final

from definitions.authentication import Path, at, templates_in, with_policies
from definitions.expressions import compile_template
from definitions.models.processes import RunArguments
from definitions.plans import RunScriptBody
from definitions.scripts import SHELL, kind_of
from definitions.values import JsonObject

_ENDPOINT: Final[Path] = ("source", "endpoint")
_POLICY: Final[Path] = (*_ENDPOINT, "authentication")
_GIVEN: Final = ("source", "stdin", "arguments", "environment")


def script_plan(
    run: RunArguments, raw: JsonObject, document: JsonObject
) -> tuple[str, RunScriptBody]:
    """Raises UnknownAuthenticationError."""
    process = "script" if run.shell is None else "shell"
    written = at(raw, ("run", process))
    given = written if isinstance(written, dict) else {}
    told: JsonObject = {
        "kind": SHELL if run.script is None else kind_of(run.script.language),
        "code": given.get("command" if process == "shell" else "code"),
        "return": run.return_ or "stdout",
        "await": run.await_,
        **{name: given[name] for name in _GIVEN if name in given},
    }
    arguments = with_policies(told, (_POLICY,), document)
    templates = templates_in(arguments, (_ENDPOINT,), (_POLICY,))
    return f"run.{process}", RunScriptBody(compile_template(arguments), run.await_, templates)

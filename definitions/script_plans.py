"""Scripts and commands of the shell to plans.

Never: the code of a script read as an expression, unless all of it is one; `${` means something in
the shell and in JavaScript too.
"""

from __future__ import annotations

from definitions.expressions import compile_template
from definitions.models.processes import RunArguments
from definitions.plans import RunScriptBody
from definitions.reference_lint import at
from definitions.scripts import SHELL, kind_of
from definitions.values import JsonObject


def script_plan(run: RunArguments, raw: JsonObject) -> tuple[str, RunScriptBody]:
    process = "script" if run.shell is None else "shell"
    given = at(raw, "run", process)
    given = given if isinstance(given, dict) else {}
    arguments: JsonObject = {
        "kind": SHELL if run.script is None else kind_of(run.script.language),
        "code": given.get("command" if process == "shell" else "code"),
        "return": run.return_ or "stdout",
        "await": run.await_,
    }
    for name in ("stdin", "arguments", "environment"):
        if name in given:
            arguments[name] = given[name]
    return f"run.{process}", RunScriptBody(compile_template(arguments), run.await_)

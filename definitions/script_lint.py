"""Scripts and commands of the shell: what of them can't run, and what is not enabled here.

Never: a look at the machine; what the operator has enabled is told by who asks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from definitions.diagnostics import Finding, quoted
from definitions.models import RunTask, TaskItem
from definitions.models.processes import Script, Shell
from definitions.scripts import SETTING, SHELL, kind_of


def hindrances_of(item: TaskItem, process: Script | Shell) -> Iterator[Finding]:
    """What can't run anywhere."""
    pointer = f"{item.pointer}/run/{'shell' if isinstance(process, Shell) else 'script'}"
    if isinstance(process, Script) and kind_of(process.language) is None:
        said = f"Scripts can be written in js or python, not in {quoted(process.language)}."
        yield Finding("unsupported-attribute", said, f"{pointer}/language", "Write one of both.")
    if isinstance(process.arguments, dict):
        said = "A program takes a list of arguments; they have no names."
        remedy = "Write a list, or give names to values under `environment`."
        yield Finding("unsupported-attribute", said, f"{pointer}/arguments", remedy)


def faults_of(item: TaskItem, enabled: Collection[str]) -> Iterator[Finding]:
    """What doesn't run here."""
    if not isinstance(item.task, RunTask):
        return
    run = item.task.run
    kind = SHELL if run.shell is not None else run.script and kind_of(run.script.language)
    if kind is None or kind in enabled:
        return
    said = f"The task {quoted(item.name)} needs {kind}, which is not enabled here."
    remedy = f"Whoever runs Baton can enable it with {SETTING}; see docs/scripts.md."
    place = "shell" if kind == SHELL else "script"
    yield Finding("scripts-disabled", said, f"{item.pointer}/run/{place}", remedy)

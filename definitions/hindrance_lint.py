"""What the standard has and Baton can't run yet: said at publishing, never ignored in a run.

Never: a fault of the document; it is right, and may stay as a draft.
"""

from __future__ import annotations

from collections.abc import Iterator

from definitions import schema_lint
from definitions.diagnostics import Finding, quoted
from definitions.models import TaskItem, UnsupportedTask, Workflow
from definitions.reference_lint import at
from definitions.values import JsonObject

_USES = ("authentications", "catalogs", "extensions", "retries", "timeouts")


def hindrances_of_workflow(workflow: Workflow, document: JsonObject) -> Iterator[Finding]:
    for name in ("timeout", "schedule"):
        if getattr(workflow, name) is not None:
            yield _attribute(name, f"/{name}")
    for name in _USES:
        if getattr(workflow.use, name):
            yield _attribute(f"use.{name}", f"/use/{name}")
    language = workflow.evaluate.get("language") if workflow.evaluate else None
    if language not in (None, "jq"):
        said = f"Expressions can be written in jq only, not in {quoted(str(language))}."
        yield Finding("unsupported-attribute", said, "/evaluate/language", "Write them in jq.")
    yield from schema_lint.hindrances_of(document, "")


def hindrances_of_task(item: TaskItem) -> Iterator[Finding]:
    task = item.task
    if isinstance(task, UnsupportedTask):
        said = f"The task {quoted(item.name)} is a `{task.kind}`, which Baton can't run yet."
        yield Finding("unsupported-task", said, item.pointer)
    if task.timeout is not None:
        yield _attribute("timeout", f"{item.pointer}/timeout")
    yield from schema_lint.hindrances_of(item.raw, item.pointer)
    if at(item.raw, "with", "endpoint", "authentication") is not None:
        yield _attribute("authentication", f"{item.pointer}/with/endpoint/authentication")


def _attribute(name: str, pointer: str) -> Finding:
    said = f"Baton can't carry out `{name}` yet, and would rather say so than ignore it."
    return Finding("unsupported-attribute", said, pointer)

"""Attributes that nobody reads, in the maps that the standard leaves open.

Never: an error. The standard lets them stand there; most often they are a slip of the pen.
"""

from __future__ import annotations

from collections.abc import Iterator

from definitions.diagnostics import Finding, quoted
from definitions.model_faults import nearest
from definitions.models import McpTask, OpenModel, TaskItem, TryTask, Workflow
from definitions.models.base import known
from definitions.pointers import escape
from definitions.suggestions import named

_NOTES = "x-"
"""How attributes begin by which people mean notes of their own."""


def faults_of(workflow: Workflow) -> Iterator[Finding]:
    yield from _strays(workflow, "")
    for name, policy in workflow.use.authentications.items():
        yield from _strays(policy, f"/use/authentications/{escape(name)}")


def faults_of_task(item: TaskItem) -> Iterator[Finding]:
    match item.task:
        case TryTask(catch=catch) if catch.errors is not None:
            yield from _strays(catch.errors, f"{item.pointer}/catch/errors")
            yield from _strays(catch.errors.with_, f"{item.pointer}/catch/errors/with")
        case McpTask(with_=arguments):
            yield from _strays(arguments, f"{item.pointer}/with")
            yield from _strays(arguments.transport, f"{item.pointer}/with/transport")
        case _:
            pass


def _strays(model: OpenModel | None, pointer: str) -> Iterator[Finding]:
    if model is None:
        return
    for name in model.model_extra or ():
        if not name.startswith(_NOTES):
            near = nearest(name, known(type(model)))
            remedy = f"Did you mean `{near}`?" if near else "Remove it, or keep it in `metadata`."
            said = f"The standard has no attribute {quoted(name)} here, and nothing reads it."
            here = f"{pointer}/{escape(name)}"
            yield Finding("unknown-attribute", said, here, remedy, "warning", named(here, near))

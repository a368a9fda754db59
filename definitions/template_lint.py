"""Calls that tell people nothing: neither a subject nor a template, or one that isn't there.

Never: a template held to the values that a call gives it; what those are is known in a run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from definitions.diagnostics import Finding, quoted
from definitions.models import FunctionTask, TaskItem
from definitions.notification_templates import FUNCTION, NAME, named_in
from definitions.reference_lint import at
from definitions.values import JsonObject

Known: TypeAlias = Mapping[str, int]
"""The current version of each template that there is."""


def faults_of_task(item: TaskItem) -> Iterator[Finding]:
    task = item.task
    if not isinstance(task, FunctionTask):
        return
    if task.call.partition("@")[0].partition(":")[0] != FUNCTION:
        return
    given = at(item.raw, "with")
    if isinstance(given, dict) and not {"subject", NAME} & given.keys():
        said = f"{quoted(item.name)} tells people something without a subject."
        remedy = f"Give a `subject`, or the `{NAME}` of a template of the organisation."
        yield Finding("function-arguments", said, f"{item.pointer}/with", remedy)


def unknown(document: JsonObject, known: Known) -> Iterator[Finding]:
    """What runs would be refused, as things stand now."""
    for one in named_in(document):
        current = known.get(one.name)
        if current is None:
            said = f"There is no template {quoted(one.name)} yet."
            remedy = "Make it under Administration, or correct the name."
            yield Finding("unknown-template", said, one.pointer, remedy, "warning")
        elif one.version is not None and not 1 <= one.version <= current:
            said = f"The template {quoted(one.name)} has no version {one.version}."
            remedy = f"Name one up to {current}, or leave it out for the current one."
            yield Finding("unknown-template", said, one.pointer, remedy, "warning")

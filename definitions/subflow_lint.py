"""The processes that a definition runs: which they are, and whether they are there.

Never: a look into a registry. Who publishes knows what is published, and says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from definitions.diagnostics import Finding
from definitions.expressions import is_expression
from definitions.models import Workflow
from definitions.models.processes import LATEST
from definitions.reference_lint import at
from definitions.task_lists import all_tasks


class Wanted(NamedTuple):
    """A process that is run; the version may be `latest`."""

    namespace: str
    name: str
    version: str


def wanted(workflow: Workflow) -> dict[str, Wanted]:
    """By pointer. Those that an expression names are known in a run only."""
    found: dict[str, Wanted] = {}
    for item in all_tasks(workflow):
        subflow = at(item.raw, "run", "workflow")
        parts = [at(subflow, part) for part in ("namespace", "name")]
        texts = [
            text for text in (*parts, at(subflow, "version") or LATEST) if isinstance(text, str)
        ]
        if len(texts) == len(Wanted._fields) and not any(is_expression(text) for text in texts):
            found[f"{item.pointer}/run/workflow"] = Wanted(*texts)
    return found


def faults_of(workflow: Workflow, published: Collection[Wanted]) -> Iterator[Finding]:
    """`published` has those of `wanted` that are there, with the version that was asked for."""
    about = workflow.document
    own = (
        Wanted(about.namespace, about.name, about.version),
        Wanted(about.namespace, about.name, LATEST),
    )
    for pointer, each in wanted(workflow).items():
        if each not in published and each not in own:
            shown = f"{each.namespace}/{each.name}"
            which = "" if each.version == LATEST else f" {each.version}"
            said = f"The process {shown}{which} is not published."
            yield Finding("unknown-process", said, pointer)

"""The processes that a definition runs: whether they are there, and take what they are given.

Never: a look into a registry. Who publishes knows what is published, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from definitions.diagnostics import Finding
from definitions.expressions import is_expression
from definitions.functions.fitting import misfits, name_of, written_misfits
from definitions.models import Workflow
from definitions.models.processes import LATEST
from definitions.reference_lint import at
from definitions.task_lists import all_tasks
from definitions.values import JsonObject


class Wanted(NamedTuple):
    """A process that is run; the version may be `latest`."""

    namespace: str
    name: str
    version: str


Published: TypeAlias = "Mapping[Wanted, JsonObject | None]"
"""What is there, with the schema of its input where that is known before a run."""


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


def faults_of(workflow: Workflow, published: Published) -> Iterator[Finding]:
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
        schema = published.get(each)
        if schema is not None:
            yield from _misfits(workflow, each, pointer, schema)


def _misfits(
    workflow: Workflow, each: Wanted, pointer: str, schema: JsonObject
) -> Iterator[Finding]:
    """Of what stands there; what an expression will make is held against it in the run."""
    (item,) = (one for one in all_tasks(workflow) if pointer == f"{one.pointer}/run/workflow")
    given = at(item.raw, "run", "workflow", "input")
    if isinstance(given, str) and is_expression(given):
        return
    faults = written_misfits(schema, given) if isinstance(given, dict) else misfits(schema, given)
    for fault in faults:
        said = f"{name_of(fault) or 'The input'} {fault.wanted} in the run of {each.name}."
        yield Finding("process-input", said, f"{pointer}/input{fault.pointer}")

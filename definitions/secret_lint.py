"""Secrets that could come out of a run, by a call that gives back what it was given.

Never: a proof that a secret stays inside; a service may always send back what it got. Where a
secret can't be read at all is said by the lint of expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from definitions.diagnostics import Finding, quoted
from definitions.expression_slots import Slot
from definitions.models import FunctionTask, HttpTask, OpenApiTask, TaskItem
from definitions.reference_lint import at

_READS = re.compile(r"\$secrets\b")
_ECHOES = ("template",)
"""Functions whose result is made of their arguments."""


def faults_of(slots: Iterable[Slot], tasks: Iterable[TaskItem]) -> Iterator[Finding]:
    echoes = {item.pointer: item for item in tasks if _gives_back(item)}
    for slot in slots:
        pointer = slot.pointer.partition("/with/")[0]
        if pointer in echoes and _READS.search(slot.text):
            # Once for each task.
            yield _finding(echoes.pop(pointer))


def _gives_back(item: TaskItem) -> bool:
    match item.task:
        case HttpTask() | OpenApiTask():
            return at(item.raw, "with", "output") == "response"
        case FunctionTask(call=call):
            return call.partition(":")[0] in _ECHOES
        case _:
            return False


def _finding(item: TaskItem) -> Finding:
    masked = "What is known as a secret is masked in it; what is made of one may not be."
    if isinstance(item.task, HttpTask | OpenApiTask):
        said = f"`output: response` gives back the request too, with its secret. {masked}"
        remedy = "Write `output: content`, or do without the secret."
        return Finding("secret-output", said, f"{item.pointer}/with/output", remedy, "warning")
    said = f"The result of {quoted(item.name)} is made of what it is given. {masked}"
    remedy = "Give the secret to the call that needs it, and to no other."
    return Finding("secret-output", said, f"{item.pointer}/with", remedy, "warning")

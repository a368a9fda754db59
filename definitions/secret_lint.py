"""Secrets that could come out of a run, and those that a run would be refused.

Never: a proof that a secret stays inside; a service may always send back what it got. Where a
secret can't be read at all is said by the lint of expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from definitions.bindings import for_host, for_process, receiver_of
from definitions.diagnostics import Finding, quoted
from definitions.expression_slots import Slot
from definitions.models import FunctionTask, HttpTask, OpenApiTask, TaskItem, Workflow
from definitions.reference_lint import at
from definitions.values import Json

_READS = re.compile(r"\$secrets\b")
_NAMED = re.compile(r"\$secrets\.([A-Za-z0-9_]+)|\$secrets\[\"([^\"]+)\"\]")
_PORTS = {"http": 80, "https": 443}
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


@dataclass(frozen=True, slots=True)
class Binding:
    """Whom a secret is for."""

    processes: Sequence[str]
    hosts: Sequence[str]


Bound = Mapping[str, Binding]
"""The secrets that there are, by name."""


def unbound(workflow: Workflow, tasks: Iterable[TaskItem], bound: Bound) -> Iterator[Finding]:
    """What the runs of this process would be refused, as things stand now."""
    process = f"{workflow.document.namespace}/{workflow.document.name}"
    usable: dict[str, Binding] = {}
    for place, name in enumerate(workflow.use.secrets):
        known, pointer = bound.get(name), f"/use/secrets/{place}"
        if known is None:
            said = f"There is no secret {quoted(name)} yet."
            yield _unbound(said, pointer, f"Write it: baton secret put {name}")
        elif not for_process(known.processes, process):
            said = f"The secret {quoted(name)} is not bound to the process {process}."
            yield _unbound(said, pointer, f"Bind it: baton secret grant {name} --process {process}")
        else:
            usable[name] = known
    for item in tasks:
        if isinstance(item.task, HttpTask):
            yield from _unsent(item, usable)


def _unsent(item: TaskItem, usable: Bound) -> Iterator[Finding]:
    """Where the host is written out, it is known which secrets won't go there."""
    endpoint = at(item.raw, "with", "endpoint")
    uri = endpoint.get("uri") if isinstance(endpoint, dict) else endpoint
    receiver = _receiver(uri) if isinstance(uri, str) else None
    for name in dict.fromkeys(_names_in(item.raw.get("with"))) if receiver else ():
        if name in usable and receiver and not for_host(usable[name].hosts, receiver):
            said = f"The secret {quoted(name)} may not be sent to {receiver}."
            remedy = f"Bind it: baton secret grant {name} --host {receiver}"
            yield _unbound(said, f"{item.pointer}/with/endpoint", remedy)


def _receiver(uri: str) -> str | None:
    try:
        parts = urlsplit(uri)
        host, port = parts.hostname, parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    if not host or port is None or set(host) & set("${}"):
        return None
    return receiver_of(host, port)


def _names_in(value: Json) -> Iterator[str]:
    match value:
        case str():
            yield from (found[1] or found[2] for found in _NAMED.finditer(value))
        case list():
            for one in value:
                yield from _names_in(one)
        case dict():
            for name, one in value.items():
                if name == "use" and isinstance(one, str):
                    yield one
                yield from _names_in(one)
        case _:
            return


def _unbound(said: str, pointer: str, remedy: str) -> Finding:
    return Finding("unbound-secret", said, pointer, remedy, "warning")

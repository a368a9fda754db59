"""Names that must be defined elsewhere in the document: errors, retries, timeouts, authentications.

Never: a name that an expression makes; it is known in a run only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from definitions.diagnostics import Finding, quoted
from definitions.expressions import is_expression
from definitions.functions.catalogue import DEFAULT, Reference
from definitions.model_faults import nearest
from definitions.models import (
    SCHEMES,
    FunctionTask,
    HttpTask,
    OwnFunctionTask,
    RaiseTask,
    TaskItem,
    TryTask,
    Use,
    Workflow,
)
from definitions.pointers import escape, join
from definitions.suggestions import add, declared, meant
from definitions.uri import strange_placeholders
from definitions.values import Json, JsonObject

SCHEMAS: tuple[tuple[str, ...], ...] = tuple(
    (holder, "schema", "resource", "endpoint") for holder in ("input", "output", "export")
)
ENDPOINTS: tuple[tuple[str, ...], ...] = (
    ("with", "endpoint"),
    ("with", "document", "endpoint"),
    ("with", "proto", "endpoint"),
    ("with", "agentCard", "endpoint"),
    ("with", "server"),
    ("with", "service"),
    ("with", "transport", "http", "endpoint"),
    ("with",),
    ("run", "script", "source", "endpoint"),
    *SCHEMAS,
)
"""Where a task of some kind can have an `authentication`."""

_ERROR: JsonObject = {
    "type": "https://serverlessworkflow.io/spec/1.0.0/errors/runtime",
    "status": 500,
}
"""With which somebody begins who defines one."""

_KINDS: Mapping[str, str] = {
    "authentications": "authentication",
    "catalogs": "catalogue",
    "retries": "retry policy",
    "timeouts": "timeout",
}


def faults_of_task(item: TaskItem, workflow: Workflow) -> Iterator[Finding]:
    use, task = workflow.use, item.task
    yield from _timeout(task.timeout, f"{item.pointer}/timeout", use)
    match task:
        case RaiseTask(raise_=arguments) if isinstance(arguments.error, str):
            yield from _error(arguments.error, f"{item.pointer}/raise/error", use)
        case HttpTask():
            yield from _endpoint(item)
        case TryTask(catch=catch) if isinstance(catch.retry, str):
            pointer = f"{item.pointer}/catch/retry"
            yield from _named("retries", use.retries, catch.retry, pointer)
        case FunctionTask(call=call) if not isinstance(task, OwnFunctionTask):
            yield from _catalog(call, f"{item.pointer}/call", use)
        case _:
            pass
    yield from _authentications(item.raw, item.pointer, ENDPOINTS, use)


def faults_of_workflow(workflow: Workflow, document: JsonObject) -> Iterator[Finding]:
    yield from _timeout(workflow.timeout, "/timeout", workflow.use)
    yield from _authentications(document, "", SCHEMAS, workflow.use)
    for name in workflow.use.authentications:
        policy = at(document, "use", "authentications", name)
        yield from _secret(policy, f"/use/authentications/{escape(name)}", workflow.use)
    for name in workflow.use.catalogs:
        pointer = f"/use/catalogs/{escape(name)}"
        raw = at(document, "use", "catalogs", name)
        yield from _authentications(raw, pointer, (("endpoint",),), workflow.use)


def _timeout(timeout: object, pointer: str, use: Use) -> Iterator[Finding]:
    if isinstance(timeout, str):
        yield from _named("timeouts", use.timeouts, timeout, pointer)


def _named(
    kind: str, known: Iterable[str], name: str, pointer: str, below: str = ""
) -> Iterator[Finding]:
    """`kind` is what it is called under `use`; `below` leads to the name itself."""
    place = f"{pointer}{below}"
    if name not in known and not is_expression(name):
        said = f"No {_KINDS[kind]} {quoted(name)} is defined under `use.{kind}`."
        near = nearest(name, known)
        yield Finding("unknown-reference", said, pointer, _meant(near), "error", meant(place, near))


def _meant(near: str | None) -> str | None:
    return f"Did you mean {near}?" if near else None


def _error(name: str, pointer: str, use: Use) -> Iterator[Finding]:
    if name not in use.errors and not is_expression(name):
        said = f"No error {quoted(name)} is defined under `use.errors`."
        near = nearest(name, use.errors)
        offered = (*meant(pointer, near), *add("/use/errors", name, _ERROR))
        yield Finding("unknown-error", said, pointer, _meant(near), suggestions=offered)


def _catalog(call: str, pointer: str, use: Use) -> Iterator[Finding]:
    reference = Reference.read(call)
    if reference is not None and reference.catalog != DEFAULT:
        near = nearest(reference.catalog, use.catalogs)
        for found in _named("catalogs", use.catalogs, reference.catalog, pointer):
            other = None if near is None else call.removesuffix(reference.catalog) + near
            yield msgspec.structs.replace(found, suggestions=meant(pointer, other))


def _authentications(
    raw: Json, pointer: str, paths: Iterable[tuple[str, ...]], use: Use
) -> Iterator[Finding]:
    """Policies by name, and the secrets of those that stand here."""
    for path in paths:
        policy = at(raw, *path, "authentication")
        if policy is None:
            continue
        name = at(policy, "use") if isinstance(policy, dict) else policy
        here = f"{pointer}{join(path)}/authentication"
        if isinstance(name, str):
            below = "/use" if isinstance(policy, dict) else ""
            yield from _named("authentications", use.authentications, name, here, below)
        yield from _secret(policy, here, use)


def _secret(policy: Json, pointer: str, use: Use) -> Iterator[Finding]:
    for scheme in SCHEMES:
        name = at(policy, scheme, "use")
        if isinstance(name, str) and name not in use.secrets and not is_expression(name):
            said = f"The secret {quoted(name)} is not declared under `use.secrets`."
            near = nearest(name, use.secrets)
            here = f"{pointer}/{scheme}/use"
            offered = (*meant(here, near), *declared(name))
            yield Finding("unknown-secret", said, here, _meant(near), suggestions=offered)


def _endpoint(item: TaskItem) -> Iterator[Finding]:
    endpoint, pointer = at(item.raw, "with", "endpoint"), f"{item.pointer}/with/endpoint"
    if isinstance(endpoint, dict):
        endpoint, pointer = endpoint.get("uri"), f"{pointer}/uri"
    for placeholder in strange_placeholders(endpoint) if isinstance(endpoint, str) else ():
        said = f"The placeholder {quoted(placeholder)} of the endpoint can't be filled."
        yield Finding("uri-template", said, pointer)


def at(raw: Json, *path: str) -> Json:
    """What stands at the end of the path; None where it breaks off."""
    for step in path:
        raw = raw.get(step) if isinstance(raw, dict) else None
    return raw

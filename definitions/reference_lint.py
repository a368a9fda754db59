"""Names that must be defined elsewhere in the document: errors, retries, timeouts, authentications.

Never: a name that an expression makes; it is known in a run only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from definitions.diagnostics import Finding, quoted
from definitions.expressions import is_expression
from definitions.model_faults import nearest
from definitions.models import (
    OTHER_KINDS,
    TASK_MODELS,
    HttpTask,
    RaiseTask,
    TaskItem,
    UnsupportedTask,
    Use,
    Workflow,
)
from definitions.pointers import escape
from definitions.uri import strange_placeholders
from definitions.values import Json, JsonObject

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
    ("run", "shell", "source", "endpoint"),
    *((holder, "schema", "resource", "endpoint") for holder in ("input", "output", "export")),
)
"""Where a task of some kind can have an `authentication`."""

SCHEMES = ("basic", "bearer", "certificate", "digest", "oauth2", "oidc")
EXTENDABLE = ("all", "composite", *TASK_MODELS, *OTHER_KINDS)


def faults_of_task(item: TaskItem, workflow: Workflow) -> Iterator[Finding]:
    use, task = workflow.use, item.task
    yield from timeout(task.timeout, f"{item.pointer}/timeout", use)
    match task:
        case RaiseTask(raise_=arguments) if isinstance(arguments.error, str):
            yield from _error(arguments.error, f"{item.pointer}/raise/error", use)
        case HttpTask():
            yield from _endpoint(item)
        case UnsupportedTask():
            retry = at(item.raw, "catch", "retry")
            yield from _named("retry policy", "retries", retry, f"{item.pointer}/catch/retry", use)
        case _:
            pass
    if isinstance(task, HttpTask | UnsupportedTask):
        for path in ENDPOINTS:
            below = item.pointer + "".join(f"/{step}" for step in path)
            yield from _authentication(at(item.raw, *path), below, use)


def faults_of_workflow(workflow: Workflow) -> Iterator[Finding]:
    yield from timeout(workflow.timeout, "/timeout", workflow.use)
    for name, policy in (workflow.use.authentications or {}).items():
        yield from _secret(policy, f"/use/authentications/{escape(name)}", workflow.use)
    for number, extension in enumerate(workflow.use.extensions or ()):
        yield from _extension(extension, f"/use/extensions/{number}")


def timeout(named: Json, pointer: str, use: Use) -> Iterator[Finding]:
    yield from _named("timeout", "timeouts", named, pointer, use)


def _named(what: str, kind: str, name: Json, pointer: str, use: Use) -> Iterator[Finding]:
    if not isinstance(name, str) or is_expression(name):
        return
    known: JsonObject = getattr(use, kind) or {}
    if name not in known:
        said = f"No {what} {quoted(name)} is defined under `use.{kind}`."
        yield Finding("unknown-reference", said, pointer, _meant(name, known))


def _meant(name: str, known: Iterable[str]) -> str | None:
    near = nearest(name, known)
    return f"Did you mean {near}?" if near else None


def _error(name: str, pointer: str, use: Use) -> Iterator[Finding]:
    if name not in use.errors and not is_expression(name):
        said = f"No error {quoted(name)} is defined under `use.errors`."
        yield Finding("unknown-error", said, pointer, _meant(name, use.errors))


def _authentication(endpoint: Json, pointer: str, use: Use) -> Iterator[Finding]:
    """Its policy by name, or the secret of a policy that stands here."""
    policy = at(endpoint, "authentication")
    name = at(policy, "use") if isinstance(policy, dict) else policy
    pointer = f"{pointer}/authentication"
    yield from _named("authentication", "authentications", name, pointer, use)
    yield from _secret(policy, pointer, use)


def _secret(policy: Json, pointer: str, use: Use) -> Iterator[Finding]:
    for scheme in SCHEMES:
        name = at(policy, scheme, "use")
        if isinstance(name, str) and name not in use.secrets and not is_expression(name):
            said = f"The secret {quoted(name)} is not declared under `use.secrets`."
            remedy = _meant(name, use.secrets)
            yield Finding("unknown-secret", said, f"{pointer}/{scheme}/use", remedy)


def _extension(extension: Json, pointer: str) -> Iterator[Finding]:
    for name, body in extension.items() if isinstance(extension, dict) else ():
        kind = at(body, "extend")
        if isinstance(kind, str) and kind not in EXTENDABLE:
            said = f"The extension {quoted(name)} extends {quoted(kind)}, which is no kind of task."
            near = nearest(kind, EXTENDABLE)
            remedy = f"Did you mean {near}?" if near else f"Write one of {', '.join(EXTENDABLE)}."
            yield Finding("unknown-reference", said, f"{pointer}/{escape(name)}/extend", remedy)


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

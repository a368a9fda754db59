"""Calls to plans: of services by the standard's protocols, and of functions.

Never: a policy by its name; it is written out here, so that the machine needs no document.
"""

from __future__ import annotations

from definitions.authentication import Path, templates_in, with_policies
from definitions.expressions import compile_template
from definitions.functions.catalogue import Reference, shipped
from definitions.models import FunctionTask, OwnFunctionTask, TaskItem, Workflow
from definitions.plans import CallBody, OwnCallBody
from definitions.values import JsonObject

OWN_TYPES = ("approval", "form", "log")
"""Functions of Baton's that are task types of their own."""

_ENDPOINTS: dict[str, tuple[Path, ...]] = {
    "http": (("endpoint",),),
    "openapi": (("document", "endpoint"),),
}
_POLICIES: dict[str, tuple[Path, ...]] = {
    "http": (("endpoint", "authentication"),),
    "openapi": (("document", "endpoint", "authentication"), ("authentication",)),
}
"""Where the arguments of the standard's calls have endpoints and authentications."""


def service_call(function: str, item: TaskItem, document: JsonObject) -> tuple[str, CallBody]:
    """Raises UnknownAuthenticationError."""
    raw = item.raw["with"]
    policies = _POLICIES[function]
    arguments = with_policies(raw if isinstance(raw, dict) else {}, policies, document)
    templates = templates_in(arguments, _ENDPOINTS[function], policies)
    body = CallBody(function, compile_template(arguments), templates=templates)
    return f"call.{function}", body


def own_call(workflow: Workflow, task: OwnFunctionTask) -> OwnCallBody:
    found = next(item for item in workflow.use.functions if item.name == task.call)
    given = None if task.with_ is None else compile_template(task.with_)
    return OwnCallBody(found.pointer, given)


def function_call(task: FunctionTask) -> tuple[str, CallBody]:
    reference = Reference.read(task.call)
    declared = None if reference is None else shipped().find(reference)
    arguments = compile_template({} if task.with_ is None else task.with_)
    if declared is None:
        return "call.function", CallBody(task.call, arguments)
    kind = f"call.{declared.name}" if declared.name in OWN_TYPES else "call.function"
    return kind, CallBody(task.call, arguments, safe=declared.idempotent)

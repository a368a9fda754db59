"""The grammar: models of the standard's documents, DSL 1.0.3, and what later versions added.

The reader chooses a task's model by its key, and a choice inside a model is made by the shape of
the value, so that a fault speaks of one model and not of a union. Never: an attribute that the
standard doesn't have, or a document refused that its schema and its text accept.
"""

from __future__ import annotations

from collections.abc import Mapping

from definitions.models.authentication import (
    SCHEMES,
    AnyAuthentication,
    Authentication,
    AuthenticationReference,
    SecretReference,
)
from definitions.models.base import (
    BRANCHES,
    Model,
    OpenModel,
)
from definitions.models.calls import (
    A2aTask,
    AsyncApiTask,
    FunctionTask,
    GrpcTask,
    HttpTask,
    McpTask,
    OpenApiTask,
    OwnFunctionTask,
)
from definitions.models.document import (
    About,
    Extension,
    ExtensionItem,
    Schedule,
    Use,
    Workflow,
)
from definitions.models.events import (
    EmitTask,
    EventConsumption,
    EventFilter,
    EventIterator,
    EventStrategy,
    ListenTask,
)
from definitions.models.faults import (
    ErrorDefinition,
    RaiseTask,
    RetryPolicy,
    TryTask,
)
from definitions.models.flow import (
    CaseItem,
    DoTask,
    ForkTask,
    ForTask,
    SetTask,
    SwitchCase,
    SwitchTask,
    WaitTask,
)
from definitions.models.processes import (
    Container,
    RunTask,
    Script,
    Shell,
    Subflow,
)
from definitions.models.resources import (
    Catalog,
    DataSchema,
    Endpoint,
    Resource,
)
from definitions.models.task import (
    Task,
    TaskItem,
    Timeout,
)

TASK_MODELS: Mapping[str, type[Task]] = {
    "do": DoTask,
    "set": SetTask,
    "switch": SwitchTask,
    "wait": WaitTask,
    "raise": RaiseTask,
    "call": FunctionTask,
    "for": ForTask,
    "fork": ForkTask,
    "try": TryTask,
    "emit": EmitTask,
    "listen": ListenTask,
    "run": RunTask,
}
STANDARD_CALLS: Mapping[str, type[Task]] = {
    "http": HttpTask,
    "openapi": OpenApiTask,
    "grpc": GrpcTask,
    "asyncapi": AsyncApiTask,
    "a2a": A2aTask,
    "mcp": McpTask,
}
"""What `call` means in the standard itself; any other name is a function's."""

INNER_LISTS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "do": (("do",),),
    "for": (("do",),),
    "fork": (("fork", "branches"),),
    "try": (("try",), ("catch", "do")),
    "listen": (("foreach", "do"),),
    "call": (("with", "subscription", "foreach", "do"),),
}
"""Where tasks of a kind have lists of tasks."""

__all__ = [
    "BRANCHES",
    "INNER_LISTS",
    "SCHEMES",
    "STANDARD_CALLS",
    "TASK_MODELS",
    "A2aTask",
    "About",
    "AnyAuthentication",
    "AsyncApiTask",
    "Authentication",
    "AuthenticationReference",
    "CaseItem",
    "Catalog",
    "Container",
    "DataSchema",
    "DoTask",
    "EmitTask",
    "Endpoint",
    "ErrorDefinition",
    "EventConsumption",
    "EventFilter",
    "EventIterator",
    "EventStrategy",
    "Extension",
    "ExtensionItem",
    "ForTask",
    "ForkTask",
    "FunctionTask",
    "GrpcTask",
    "HttpTask",
    "ListenTask",
    "McpTask",
    "Model",
    "OpenApiTask",
    "OpenModel",
    "OwnFunctionTask",
    "RaiseTask",
    "Resource",
    "RetryPolicy",
    "RunTask",
    "Schedule",
    "Script",
    "SecretReference",
    "SetTask",
    "Shell",
    "Subflow",
    "SwitchCase",
    "SwitchTask",
    "Task",
    "TaskItem",
    "Timeout",
    "TryTask",
    "Use",
    "WaitTask",
    "Workflow",
]

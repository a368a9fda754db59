"""The grammar: models of the standard's documents, DSL 1.0.3.

The reader chooses a task's model by its key, and a choice inside a model is made by the shape of
the value, so that a fault speaks of one model and not of a union. Never: an attribute that the
standard doesn't have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
)

from definitions.durations import DurationError, parse_duration
from definitions.expressions import is_expression
from definitions.values import Json, JsonObject

TEXT, MAP, TRUTH = "\x00text", "\x00map", "\x00truth"
"""The branches of a choice. They come up in the places of faults, where the reader drops them."""

BRANCHES = (TEXT, MAP, TRUTH)


def _shape(value: object) -> str | None:
    if isinstance(value, str):
        return TEXT
    if isinstance(value, bool):
        return TRUTH
    return MAP if isinstance(value, dict | BaseModel) else None


def _shape_of_expression(value: object) -> str | None:
    """Where a text must be an expression."""
    return None if isinstance(value, str) and not is_expression(value) else _shape(value)


def _choice(of: str) -> Discriminator:
    return Discriminator(_shape, custom_error_type="choice", custom_error_message=of)


def _choice_of_expression(of: str) -> Discriminator:
    return Discriminator(_shape_of_expression, custom_error_type="choice", custom_error_message=of)


Name = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", max_length=63),
]
Version = Annotated[
    str,
    StringConstraints(
        strict=True,
        pattern=r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
        r"(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$",
        max_length=100,
    ),
]
Dsl = Annotated[
    str, StringConstraints(strict=True, pattern=r"^1\.0\.\d+(-[0-9A-Za-z.-]+)?$", max_length=30)
]
Text = Annotated[str, StringConstraints(strict=True)]
Condition: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[bool, Tag(TRUTH)],
    _choice("an expression, such as .amount > 100"),
]
Shaping: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[JsonObject, Tag(MAP)],
    _choice("an expression or a map"),
]
Values: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[JsonObject, Tag(MAP)],
    _choice_of_expression("a map, or an expression in ${ }"),
]


def _duration(value: object) -> object:
    if isinstance(value, str) and is_expression(value):
        return value
    try:
        parse_duration(value)  # pyright: ignore[reportArgumentType]  (it checks the type itself)
    except DurationError as error:
        raise ValueError(str(error)) from error
    return value


Duration = Annotated[Json, BeforeValidator(_duration)]


class Model(BaseModel):
    """Closed and immutable."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=False, arbitrary_types_allowed=True
    )


class About(Model):
    """What the definition is called, under `document`."""

    dsl: Dsl
    namespace: Name
    name: Name
    version: Version
    title: Text | None = None
    summary: Text | None = None
    tags: JsonObject | None = None
    metadata: JsonObject | None = None


class Endpoint(Model):
    uri: Text
    authentication: Json = None


AnyEndpoint: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[Endpoint, Tag(MAP)],
    _choice("an address such as https://example.com/orders, or a map with `uri`"),
]


class Resource(Model):
    """Something that lies elsewhere."""

    name: Text | None = None
    endpoint: AnyEndpoint


SchemaDocument: TypeAlias = Annotated[
    Annotated[JsonObject, Tag(MAP)] | Annotated[bool, Tag(TRUTH)],
    _choice("a JSON Schema, such as { type: object }"),
]


class DataSchema(Model):
    """What data must look like: `document` says it here, `resource` says where."""

    format: Text = "json"
    document: SchemaDocument | None = None
    resource: Resource | None = None


class Input(Model):
    schema_: DataSchema | None = Field(default=None, alias="schema")
    from_: Shaping | None = Field(default=None, alias="from")


class Output(Model):
    schema_: DataSchema | None = Field(default=None, alias="schema")
    as_: Shaping | None = Field(default=None, alias="as")


class ErrorDefinition(Model):
    """An error that `raise` can name."""

    type: Text
    status: Annotated[int, Field(strict=True)]
    instance: Text | None = None
    title: Text | None = None
    detail: Text | None = None


Timeout: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[JsonObject, Tag(MAP)],
    _choice("the name of a timeout, or a map with `after`"),
]


class Task(Model):
    """What every task can have."""

    if_: Condition | None = Field(default=None, alias="if")
    input: Input | None = None
    output: Output | None = None
    export: Output | None = None
    timeout: Timeout | None = None
    then: Text | None = None
    metadata: JsonObject | None = None


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A task of a list, with its name and where it stands."""

    name: str
    pointer: str
    task: Task
    raw: JsonObject


class Use(Model):
    """What the tasks of the document can refer to by name."""

    authentications: JsonObject | None = None
    catalogs: JsonObject | None = None
    errors: dict[str, ErrorDefinition] = {}
    extensions: list[Json] | None = None
    functions: tuple[TaskItem, ...] = ()
    retries: JsonObject | None = None
    secrets: tuple[Text, ...] = ()
    timeouts: JsonObject | None = None


class DoTask(Task):
    do: tuple[TaskItem, ...]


class SetTask(Task):
    set: Values


class SwitchCase(Model):
    when: Condition | None = None
    then: Text


@dataclass(frozen=True, slots=True)
class CaseItem:
    name: str
    pointer: str
    case: SwitchCase


class SwitchTask(Task):
    switch: tuple[CaseItem, ...]


class WaitTask(Task):
    wait: Duration


RaisedError: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[ErrorDefinition, Tag(MAP)],
    _choice("the name of an error under use.errors, or a map with `type` and `status`"),
]


class RaiseArguments(Model):
    error: RaisedError


class RaiseTask(Task):
    raise_: RaiseArguments = Field(alias="raise")


Redirect: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[bool, Tag(TRUTH)],
    _choice_of_expression("true or false, or an expression in ${ }"),
]


class HttpArguments(Model):
    method: Text
    endpoint: AnyEndpoint
    headers: Values | None = None
    query: Values | None = None
    body: Json = None
    output: Literal["raw", "content", "response"] | None = None
    redirect: Redirect | None = None


class HttpTask(Task):
    call: Literal["http"]
    with_: HttpArguments = Field(alias="with")


class FunctionTask(Task):
    """Calls a function of the catalogue."""

    call: Text
    with_: Values | None = Field(default=None, alias="with")


class OwnFunctionTask(FunctionTask):
    """Calls a function that the document defines itself, under `use.functions`."""


class UnsupportedTask(Task):
    """A task of the standard that can be saved and can't run yet; the item keeps what it says."""

    kind: str
    tasks: tuple[TaskItem, ...] = ()
    """Those inside it, wherever they stand."""


class Workflow(Model):
    """A whole document."""

    document: About
    input: Input | None = None
    use: Use = Use()
    do: tuple[TaskItem, ...]
    timeout: Timeout | None = None
    output: Output | None = None
    schedule: JsonObject | None = None
    evaluate: JsonObject | None = None
    metadata: JsonObject | None = None


TASK_MODELS: dict[str, type[Task]] = {
    "do": DoTask,
    "set": SetTask,
    "switch": SwitchTask,
    "wait": WaitTask,
    "raise": RaiseTask,
    "call": HttpTask,
}
STANDARD_CALLS = ("http", "a2a", "asyncapi", "grpc", "mcp", "openapi")
"""What `call` means in the standard itself; any other name is a function's."""

OTHER_KINDS = ("for", "fork", "try", "emit", "listen", "run")
INNER_LISTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "for": (("do",),),
    "fork": (("fork", "branches"),),
    "try": (("try",), ("catch", "do")),
    "listen": (("foreach", "do"),),
}
"""Where tasks that can't run yet have lists of tasks."""

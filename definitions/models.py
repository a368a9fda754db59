"""The grammar: models of the standard's documents, DSL 1.0.3.

The reader chooses a task's model by its key, so that a fault speaks of one model and not of a
union. Never: an attribute that the standard doesn't have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from definitions.durations import DurationError, parse_duration
from definitions.expressions import is_expression
from definitions.values import Json, JsonObject

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", max_length=63)]
Version = Annotated[
    str,
    StringConstraints(
        pattern=r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
        r"(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$",
        max_length=100,
    ),
]
Text = Annotated[str, StringConstraints(strict=True)]


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
        extra="forbid", frozen=True, populate_by_name=True, arbitrary_types_allowed=True
    )


class About(Model):
    """`document`"""

    dsl: Annotated[str, StringConstraints(pattern=r"^1\.0\.\d+(-[0-9A-Za-z.-]+)?$")]
    namespace: Name
    name: Name
    version: Version
    title: Text | None = None
    summary: Text | None = None
    tags: dict[str, Json] | None = None
    metadata: dict[str, Json] | None = None


class Input(Model):
    schema_: JsonObject | None = Field(default=None, alias="schema")
    from_: Json = Field(default=None, alias="from")


class Output(Model):
    schema_: JsonObject | None = Field(default=None, alias="schema")
    as_: Json = Field(default=None, alias="as")


class ErrorDefinition(Model):
    """An error that `raise` can name."""

    type: Text
    status: Annotated[int, Field(strict=True)] | Text
    instance: Text | None = None
    title: Text | None = None
    detail: Text | None = None


class Use(Model):
    authentications: dict[str, Json] | None = None
    catalogs: dict[str, Json] | None = None
    errors: dict[str, ErrorDefinition] = {}
    extensions: list[Json] | None = None
    functions: dict[str, Json] | None = None
    retries: dict[str, Json] | None = None
    secrets: list[Text] = []
    timeouts: dict[str, Json] | None = None


class Task(Model):
    """What every task can have."""

    if_: Text | bool | None = Field(default=None, alias="if")
    input: Input | None = None
    output: Output | None = None
    export: Output | None = None
    timeout: Json = None
    then: Text | None = None
    metadata: dict[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A task of a list, with its name and where it stands."""

    name: str
    pointer: str
    task: Task
    raw: JsonObject


class DoTask(Task):
    do: tuple[TaskItem, ...]


class SetTask(Task):
    set: JsonObject | Text


class SwitchCase(Model):
    when: Text | bool | None = None
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


class RaiseArguments(Model):
    error: ErrorDefinition | Text


class RaiseTask(Task):
    raise_: RaiseArguments = Field(alias="raise")


class Endpoint(Model):
    uri: Text
    authentication: Json = None


class HttpArguments(Model):
    method: Text
    endpoint: Text | Endpoint
    headers: dict[str, Json] | Text | None = None
    query: dict[str, Json] | Text | None = None
    body: Json = None
    output: Literal["raw", "content", "response"] | None = None
    redirect: Annotated[bool, Field(strict=True)] | Text | None = None


class HttpTask(Task):
    call: Literal["http"]
    with_: HttpArguments = Field(alias="with")


class UnsupportedTask(Task):
    """A task of the standard that can be saved and can't run yet."""

    model_config = ConfigDict(extra="allow")

    kind: str


class Workflow(Model):
    """A whole document."""

    document: About
    input: Input | None = None
    use: Use = Use()
    do: tuple[TaskItem, ...]
    timeout: Json = None
    output: Output | None = None
    schedule: JsonObject | None = None
    evaluate: JsonObject | None = None
    metadata: dict[str, Json] | None = None


TASK_MODELS: dict[str, type[Task]] = {
    "do": DoTask,
    "set": SetTask,
    "switch": SwitchTask,
    "wait": WaitTask,
    "raise": RaiseTask,
    "call": HttpTask,
}
OTHER_KINDS = ("for", "fork", "try", "emit", "listen", "run")

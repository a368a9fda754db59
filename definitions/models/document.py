"""The document itself: what it is called, what its tasks refer to, when it starts.

Never: a name looked up; the lint does that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from definitions.models.authentication import SharedAuthentication
from definitions.models.base import Condition, Duration, Model, OpenModel, Text, written
from definitions.models.events import EventConsumption, Read
from definitions.models.faults import ErrorDefinition, RetryPolicy
from definitions.models.resources import Catalog, Input, Output
from definitions.models.task import AnyTimeout, TaskItem, Timeout
from definitions.values import JsonObject

Name = Annotated[
    str,
    StringConstraints(
        strict=True, pattern=r"^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$", max_length=63
    ),
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


class Extension(Model):
    """Tasks that are done before and after those of a kind."""

    extend: Literal[
        "call", "composite", "emit", "extension", "for", "listen", "raise", "run", "set", "switch",
        "try", "wait", "all",
    ]  # fmt: skip
    when: Condition | None = None
    before: tuple[TaskItem, ...] = ()
    after: tuple[TaskItem, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtensionItem:
    name: str
    pointer: str
    extension: Extension


class Use(Model):
    """What the tasks of the document can refer to by name."""

    authentications: dict[str, SharedAuthentication] = Field(
        default_factory=dict[str, SharedAuthentication]
    )
    catalogs: dict[str, Catalog] = Field(default_factory=dict[str, Catalog])
    errors: dict[str, ErrorDefinition] = Field(default_factory=dict[str, ErrorDefinition])
    extensions: tuple[ExtensionItem, ...] = ()
    functions: tuple[TaskItem, ...] = ()
    retries: dict[str, RetryPolicy] = Field(default_factory=dict[str, RetryPolicy])
    secrets: tuple[Text, ...] = ()
    timeouts: dict[str, Timeout] = Field(default_factory=dict[str, Timeout])


class Schedule(Model):
    """When runs start."""

    every: Duration | None = None
    cron: Text | None = None
    after: Duration | None = None
    on: EventConsumption | None = None
    read: Read | None = None

    @model_validator(mode="after")
    def _read_goes_with_on(self) -> Schedule:
        if "read" in written(self) and self.on is None:
            raise PydanticCustomError("read", "goes with on")
        return self


class Evaluate(Model):
    """How expressions are read."""

    language: Text = "jq"
    mode: Literal["strict", "loose"] | None = None


class Workflow(OpenModel):
    """A whole document. The standard leaves its map open."""

    document: About
    input: Input | None = None
    use: Use = Use()
    do: tuple[TaskItem, ...]
    timeout: AnyTimeout | None = None
    output: Output | None = None
    schedule: Schedule | None = None
    evaluate: Evaluate | None = None
    metadata: JsonObject | None = None

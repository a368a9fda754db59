"""What `run` starts: a container, a script, a command of the shell, or another workflow.

Never: anything started.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from definitions.models.base import (
    LIST,
    MAP,
    Duration,
    Model,
    Text,
    Truth,
    Values,
    choice,
    exactly_one,
    written,
)
from definitions.models.resources import Resource
from definitions.models.task import Task
from definitions.values import Json, JsonObject

Arguments: TypeAlias = Annotated[
    Annotated[tuple[Text, ...], Tag(LIST)] | Annotated[JsonObject, Tag(MAP)],
    choice("a list of texts"),
]
"""A list; functions of the standard's own catalogue give scripts a map."""


class ContainerLifetime(Model):
    """`after` says when `eventually` is."""

    cleanup: Literal["always", "never", "eventually"]
    after: Duration | None = None

    @model_validator(mode="after")
    def _after_goes_with_eventually(self) -> ContainerLifetime:
        if (self.cleanup == "eventually") != ("after" in written(self)):
            raise PydanticCustomError("lifetime", "after goes with eventually")
        return self


class Container(Model):
    image: Text
    name: Text | None = None
    command: Text | None = None
    ports: JsonObject | None = None
    volumes: JsonObject | None = None
    environment: Values | None = None
    stdin: Text | None = None
    arguments: Arguments | None = None
    lifetime: ContainerLifetime | None = None
    pull_policy: Literal["ifNotPresent", "always", "never"] | None = Field(
        default=None, alias="pullPolicy"
    )


class Script(Model):
    """Exactly one of code and source."""

    language: Text
    code: Text | None = None
    source: Resource | None = None
    stdin: Text | None = None
    arguments: Arguments | None = None
    environment: Values | None = None

    @model_validator(mode="after")
    def _one(self) -> Script:
        exactly_one(self, "code", "source")
        return self


class Shell(Model):
    command: Text
    stdin: Text | None = None
    arguments: Arguments | None = None
    environment: Values | None = None


LATEST = "latest"
"""As the version of a workflow: the newest published one."""


class Subflow(Model):
    """Another workflow."""

    namespace: Text
    name: Text
    version: Text = LATEST
    input: Json = None


STARTED = ("container", "script", "shell", "workflow")


class RunArguments(Model):
    """Exactly one of container, script, shell and workflow."""

    container: Container | None = None
    script: Script | None = None
    shell: Shell | None = None
    workflow: Subflow | None = None
    await_: Truth = Field(default=True, alias="await")
    return_: Literal["stdout", "stderr", "code", "all", "none"] | None = Field(
        default=None, alias="return"
    )

    @model_validator(mode="after")
    def _one(self) -> RunArguments:
        exactly_one(self, *STARTED)
        return self


class RunTask(Task):
    run: RunArguments

"""Errors: what they are, how one is raised, and how a task tries again or goes another way.

Never: the problem of a run; that is `definitions.errors`.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from definitions.models.base import (
    MAP,
    TEXT,
    Condition,
    Duration,
    Model,
    OpenModel,
    Text,
    Uri,
    Whole,
    choice,
    exactly_one,
)
from definitions.models.task import Task, TaskItem
from definitions.values import JsonObject


class ErrorDefinition(Model):
    """An error that `raise` can name."""

    type: Uri
    status: Whole
    instance: Text | None = None
    title: Text | None = None
    detail: Text | None = None


RaisedError: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[ErrorDefinition, Tag(MAP)],
    choice("the name of an error under use.errors, or a map with `type` and `status`"),
]


class RaiseArguments(Model):
    error: RaisedError


class RaiseTask(Task):
    raise_: RaiseArguments = Field(alias="raise")


# ---- retries


BACKOFFS = ("constant", "exponential", "linear")


class Backoff(Model):
    """Exactly one of the three; what they hold the standard leaves open."""

    constant: JsonObject | None = None
    exponential: JsonObject | None = None
    linear: JsonObject | None = None

    @model_validator(mode="after")
    def _one(self) -> Backoff:
        exactly_one(self, *BACKOFFS)
        return self


class AttemptLimit(Model):
    count: Whole | None = None
    duration: Duration | None = None


class RetryLimit(Model):
    attempt: AttemptLimit | None = None
    duration: Duration | None = None


class Jitter(Model):
    from_: Duration = Field(alias="from")
    to: Duration


class RetryPolicy(Model):
    when: Condition | None = None
    except_when: Condition | None = Field(default=None, alias="exceptWhen")
    delay: Duration | None = None
    backoff: Backoff | None = None
    limit: RetryLimit | None = None
    jitter: Jitter | None = None


AnyRetry: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[RetryPolicy, Tag(MAP)],
    choice("the name of a retry policy under use.retries, or a map such as { delay: PT5S }"),
]


# ---- try


class ErrorFilter(OpenModel):
    """At least one attribute. The text calls the last one `details`, an error has `detail`."""

    type: Text | None = None
    status: Whole | None = None
    instance: Text | None = None
    title: Text | None = None
    details: Text | None = None
    detail: Text | None = None

    @model_validator(mode="after")
    def _filled(self) -> ErrorFilter:
        if not self.model_fields_set:
            raise PydanticCustomError("empty", "at least one entry")
        return self


class CaughtErrors(OpenModel):
    with_: ErrorFilter | None = Field(default=None, alias="with")


class Catch(Model):
    errors: CaughtErrors | None = None
    as_: Text = Field(default="error", alias="as")
    when: Condition | None = None
    except_when: Condition | None = Field(default=None, alias="exceptWhen")
    retry: AnyRetry | None = None
    do: tuple[TaskItem, ...] | None = None
    then: Text | None = None
    """Of later versions of the standard: where it goes on after a caught error."""


class TryTask(Task):
    try_: tuple[TaskItem, ...] = Field(alias="try")
    catch: Catch

"""Events: what they carry, which ones are waited for, and what is done with each.

Never: an event itself; only what the author says of events.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from definitions.models.base import (
    MAP,
    TEXT,
    Model,
    OpenModel,
    Text,
    Uri,
    choice,
    exactly_one,
    written,
)
from definitions.models.resources import Output
from definitions.models.task import Task, TaskItem
from definitions.values import Json


class CloudEventProperties(OpenModel):
    """Attributes of a CloudEvent; others are extensions of it."""

    id: Text | None = None
    source: Uri | None = None
    time: Text | None = None
    subject: Text | None = None
    datacontenttype: Text | None = None
    dataschema: Uri | None = None
    data: Json = None


class EmittedProperties(CloudEventProperties):
    type: Text


class EmittedEvent(OpenModel):
    with_: EmittedProperties = Field(alias="with")


class EmitArguments(Model):
    event: EmittedEvent


class Correlation(OpenModel):
    from_: Text = Field(alias="from")
    expect: Text | None = None


class FilteredProperties(CloudEventProperties):
    """At least one."""

    type: Text | None = None

    @model_validator(mode="after")
    def _filled(self) -> FilteredProperties:
        if not self.model_fields_set:
            raise PydanticCustomError("empty", "at least one entry")
        return self


class EventFilter(Model):
    with_: FilteredProperties = Field(alias="with")
    correlate: dict[str, Correlation] | None = None


STRATEGIES = ("all", "any", "one")


class EventStrategy(Model):
    """Exactly one of all, any and one."""

    all: tuple[EventFilter, ...] | None = None
    any: tuple[EventFilter, ...] | None = None
    one: EventFilter | None = None

    @model_validator(mode="after")
    def _one(self) -> EventStrategy:
        exactly_one(self, *STRATEGIES)
        return self


Until: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[EventStrategy, Tag(MAP)],
    choice("an expression, or a map with one of all, any and one"),
]


class EventConsumption(EventStrategy):
    """Which events are waited for. `until` ends the waiting for any of them."""

    until: Until | None = None

    @model_validator(mode="after")
    def _until_goes_with_any(self) -> EventConsumption:
        if "until" in written(self) and self.any is None:
            raise PydanticCustomError("until", "goes with any")
        return self


class EventIterator(Model):
    """What is done with each event or message, one after the other."""

    item: Text = "item"
    at: Text = "index"
    do: tuple[TaskItem, ...] | None = None
    output: Output | None = None
    export: Output | None = None


Read: TypeAlias = Literal["data", "envelope", "raw"]


class ListenArguments(Model):
    to: EventConsumption
    read: Read | None = None


class ListenTask(Task):
    listen: ListenArguments
    foreach: EventIterator | None = None


class EmitTask(Task):
    emit: EmitArguments

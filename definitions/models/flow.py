"""Tasks that steer and shape: do, set, switch, wait, for, fork.

Never: what they do in a run; only what an author can say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypeAlias

from pydantic import Field, Tag

from definitions.models.base import (
    LIST,
    MAP,
    TEXT,
    Condition,
    Duration,
    Filled,
    Model,
    Text,
    Truth,
    choice,
)
from definitions.models.task import Task, TaskItem
from definitions.values import Json


class DoTask(Task):
    do: tuple[TaskItem, ...]


Assignment: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[Filled, Tag(MAP)],
    choice("a map, or an expression in ${ }"),
]


class SetTask(Task):
    set: Assignment


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


Collection: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[tuple[Json, ...], Tag(LIST)],
    choice("an expression, such as .orders, or a list"),
]


class Loop(Model):
    """Over what, and under which names the tasks inside see each item and its number."""

    each: Text = "item"
    in_: Collection = Field(alias="in")
    at: Text = "index"


class ForTask(Task):
    for_: Loop = Field(alias="for")
    while_: Condition | None = Field(default=None, alias="while")
    do: tuple[TaskItem, ...]


class Branches(Model):
    branches: tuple[TaskItem, ...]
    compete: Truth = False


class ForkTask(Task):
    fork: Branches

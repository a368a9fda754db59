"""What every task can have, and a task's place in its list.

Never: a list of maps with one key each; the reader has taken those apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypeAlias

from pydantic import Field, Tag

from definitions.models.base import MAP, TEXT, Condition, Duration, Model, Text, choice
from definitions.models.resources import Input, Output
from definitions.values import JsonObject


class Timeout(Model):
    after: Duration


AnyTimeout: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[Timeout, Tag(MAP)],
    choice("the name of a timeout, or a map with `after`"),
]


class Task(Model):
    """What every task can have."""

    if_: Condition | None = Field(default=None, alias="if")
    input: Input | None = None
    output: Output | None = None
    export: Output | None = None
    timeout: AnyTimeout | None = None
    then: Text | None = None
    metadata: JsonObject | None = None


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A task of a list, with its name and where it stands."""

    name: str
    pointer: str
    task: Task
    raw: JsonObject

"""Functions of the catalogue as the API shows them.

Never: how one is carried out, or which tenant calls it.
"""

from __future__ import annotations

from pydantic import BaseModel, Field, JsonValue

Schema = dict[str, JsonValue]


class FunctionRaises(BaseModel):
    """An error that a function can end with."""

    type: str
    status: int
    when: str


class FunctionExample(BaseModel):
    """What comes of some arguments."""

    title: str | None
    input: dict[str, JsonValue]
    output: JsonValue


class FunctionShown(BaseModel):
    """One version of one function."""

    name: str
    version: str
    newest: bool = Field(description="The highest release of its name.")
    call: str = Field(description="What a task writes behind `call` to use it.")
    title: str
    summary: str
    category: str
    icon: str = Field(description="A name of the Tabler icons.")
    idempotent: bool = Field(description="It can be repeated without harm.")
    timeoutSeconds: float  # noqa: N815 (names of the wire)
    input: Schema = Field(description="JSON Schema of `with`; its words are those of the form.")
    output: Schema = Field(description="JSON Schema of the task's output.")
    errors: list[FunctionRaises]
    outcomes: list[str] = Field(description="Names of the ways on, where it knows some.")
    examples: list[FunctionExample]


class FunctionPage(BaseModel):
    """One page of functions, by name and version."""

    items: list[FunctionShown]
    next: str | None

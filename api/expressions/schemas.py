"""Expressions and their language as the API takes and shows them.

Never: an expression that sees more than what came with it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, JsonValue

from api.shapes import Shape

LONGEST = 20_000
"""Characters of an expression."""

MOST_VARIABLES = 100


class EvaluationWanted(Shape):
    """An expression and what it is tried on."""

    expression: Annotated[str, Field(max_length=LONGEST)] = Field(
        description="jq, also enclosed in `${ }`."
    )
    data: JsonValue = Field(default=None, description="What `.` is.")
    variables: dict[Annotated[str, Field(max_length=255)], JsonValue] = Field(
        default_factory=dict[str, JsonValue],
        max_length=MOST_VARIABLES,
        description="By name, without `$`. No others can be read.",
    )
    arguments: dict[Annotated[str, Field(max_length=255)], JsonValue] = Field(
        default_factory=dict[str, JsonValue],
        max_length=MOST_VARIABLES,
        description="Further variables; they count where a name is in both.",
    )


class ExpressionFault(BaseModel):
    """Why an expression has no result."""

    kind: Literal["syntax", "data", "limit"] = Field(
        description="It can't be read; it doesn't fit this data; it takes or makes too much."
    )
    message: str
    remedy: str
    offset: int | None = Field(
        description="Characters from the beginning of what was sent; null where it is in no place."
    )


class EvaluationShown(BaseModel):
    """What came of it: results, or a fault and those before it."""

    results: list[JsonValue] = Field(
        description="In order, at most 100; large ones are clipped. A run takes the first."
    )
    more: bool = Field(description="There were more results than are shown.")
    fault: ExpressionFault | None


Category = Literal[
    "texts", "numbers", "lists", "objects", "dates", "types", "paths", "flow", "formats", "other"
]


class Word(BaseModel):
    """One function of the language."""

    name: str
    arity: int
    signature: str = Field(description="As it is written, such as `split(separator)`.")
    category: Category
    summary: str = Field(description="One sentence.")
    example: str = Field(description="An expression that can be tried as it stands.")
    result: JsonValue = Field(description="The first result of the example.")


class RuntimeVariable(BaseModel):
    """One variable that the standard brings."""

    name: str = Field(description="With its `$`.")
    summary: str = Field(description="One sentence.")


class Words(BaseModel):
    """What can be written in an expression."""

    functions: list[Word] = Field(description="By name and number of arguments.")
    keywords: list[str]
    formats: list[str] = Field(description="With their `@`.")
    variables: list[RuntimeVariable]

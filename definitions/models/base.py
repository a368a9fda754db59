"""What the models are made of: texts, choices by shape, durations, maps with known attributes.

Never: a choice that pydantic makes by trying all; a fault would then speak of every branch.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, TypeAlias, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from definitions.durations import DURATION_SCHEMA, DurationError, check_duration
from definitions.expressions import is_expression
from definitions.values import Json, JsonObject

TEXT, MAP, TRUTH, LIST = "\x00text", "\x00map", "\x00truth", "\x00list"
NAMED, OWN = "\x00named", "\x00own"
"""The branches of a choice. They come up in the places of faults, where the reader drops them."""

BRANCHES = (TEXT, MAP, TRUTH, LIST, NAMED, OWN)

_ANYTHING = cast("object", Json)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+\-.]*://.*|(?!\$\{)\S+", re.DOTALL)


def _shape(value: object) -> str | None:
    if isinstance(value, str):
        return TEXT
    if isinstance(value, bool):
        return TRUTH
    if isinstance(value, list | tuple):
        return LIST
    return MAP if isinstance(value, dict | BaseModel) else None


def _shape_of_expression(value: object) -> str | None:
    """Where a text must be an expression."""
    return None if isinstance(value, str) and not is_expression(value) else _shape(value)


def choice(of: str) -> Discriminator:
    return Discriminator(_shape, custom_error_type="choice", custom_error_message=of)


def choice_of_expression(of: str) -> Discriminator:
    return Discriminator(_shape_of_expression, custom_error_type="choice", custom_error_message=of)


def choice_by_use(of: str) -> Discriminator:
    """Between a map that names something by `use`, and one that says it all itself."""

    def branch(value: object) -> str | None:
        if isinstance(value, dict):
            return NAMED if "use" in cast("dict[str, object]", value) else OWN
        return OWN if isinstance(value, BaseModel) else None

    return Discriminator(branch, custom_error_type="choice", custom_error_message=of)


Text = Annotated[str, StringConstraints(strict=True)]
Word = Annotated[str, StringConstraints(strict=True, min_length=1)]
Whole = Annotated[int, Field(strict=True)]
Truth = Annotated[bool, Field(strict=True)]
Condition: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[bool, Tag(TRUTH)],
    choice("an expression, such as .amount > 100"),
]
Shaping: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[JsonObject, Tag(MAP)],
    choice("an expression or a map"),
]
Values: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[JsonObject, Tag(MAP)],
    choice_of_expression("a map, or an expression in ${ }"),
]
Arguments: TypeAlias = Annotated[
    Annotated[list[Json], Tag(LIST)] | Annotated[JsonObject, Tag(MAP)],
    choice("a list of texts, or a map"),
]


def _filled(value: JsonObject) -> JsonObject:
    if not value:
        raise PydanticCustomError("empty", "at least one entry")
    return value


Filled = Annotated[JsonObject, AfterValidator(_filled)]
"""A map with at least one entry."""


def _duration(value: object) -> object:
    if isinstance(value, str) and is_expression(value):
        return value
    try:
        check_duration(cast("Json", value))
    except DurationError as error:
        raise ValueError(str(error)) from error
    return value


Duration = Annotated[Json, BeforeValidator(_duration), WithJsonSchema(DURATION_SCHEMA)]
"""A text such as PT5M, a map such as { minutes: 5 }, or an expression that makes one."""


def _uri(value: str) -> str:
    if not is_expression(value) and not _URI.fullmatch(value):
        raise PydanticCustomError("uri", "no address")
    return value


Uri = Annotated[Text, AfterValidator(_uri)]
"""A URI, a template of one, or an expression. Later versions of the standard take relative ones."""


class Model(BaseModel):
    """Closed and immutable."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=False, arbitrary_types_allowed=True
    )

    @model_validator(mode="before")
    @classmethod
    def _no_blanks(cls, value: object) -> object:
        """An attribute without a value is an oversight; the standard's schema refuses it too."""
        given = cast("dict[str, object]", value) if isinstance(value, dict) else {}
        for name, each in given.items():
            if each is None and name in _never_blank(cls):
                raise PydanticCustomError("blank", "empty", {"name": name})
        return cast("object", value)


@cache
def _never_blank(model: type[Model]) -> frozenset[str]:
    """All but those that hold any data."""
    return frozenset(
        field.alias or name
        for name, field in model.model_fields.items()
        if cast("object", field.annotation) is not _ANYTHING
    )


class OpenModel(Model):
    """Immutable; the standard lets other attributes stand there too."""

    model_config = ConfigDict(extra="allow")


def exactly_one(model: Model, *names: str) -> None:
    """Of attributes that rule each other out."""
    given = [name for name in names if name in written(model)]
    if len(given) != 1:
        raise one_of(names, given)


def one_of(names: tuple[str, ...], given: list[str]) -> PydanticCustomError:
    context = {"names": ", ".join(names), "given": " and ".join(given)}
    return PydanticCustomError("one_of", "exactly one", context)


def known(model: type[Model]) -> list[str]:
    """The attributes of a model, as the standard calls them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def written(model: Model) -> frozenset[str]:
    """The attributes that the author wrote, as the standard calls them."""
    fields = type(model).model_fields
    return frozenset(fields[name].alias or name for name in model.model_fields_set & fields.keys())

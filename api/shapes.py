"""Shapes that several addresses share: problems for the OpenAPI file, pages, moments.

Never: a field that only one address needs.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, TypeAlias

from fastapi import Path, Query
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from definitions.values import Json

MAX_PAGE = 200
MAX_SEQUENCE = 2**31 - 1
"""As the database numbers what happens in a run."""


_RFC_3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)


class Shape(BaseModel):
    """What comes in: unknown fields are refused, so that a typing error is noticed."""

    model_config = ConfigDict(extra="forbid", str_max_length=100_000)


class Problem(BaseModel):
    """RFC 9457, with a remedy."""

    type: str
    title: str
    status: int
    detail: str
    remedy: str
    instance: str
    request: str | None = Field(default=None, description="Id of the request, for the log.")


class Fault(BaseModel):
    """One fault of a definition or of a body."""

    code: str
    message: str
    remedy: str | None = None
    pointer: str | None = Field(default=None, description="JSON pointer to the place.")
    line: int | None = None
    column: int | None = None


class Refusal(Problem):
    """A problem with the list of what is wrong."""

    errors: list[Fault]


Answers: TypeAlias = dict[int | str, dict[str, object]]
"""What an address answers beside what it is asked for, by status: for the OpenAPI file."""

NOT_FOUND: Answers = {404: {"model": Problem}}
CONFLICT: Answers = {409: {"model": Problem}}
INVALID: Answers = {422: {"model": Refusal}}
CHANGES: Answers = {**NOT_FOUND, **CONFLICT, **INVALID}
"""Of most addresses that change what is there already."""

PathId: TypeAlias = Annotated[str, Path(alias="id", max_length=100)]
"""The `{id}` of an address; whoever looks for it says whether it is one."""

PageSize: TypeAlias = Annotated[int, Query(ge=1, le=MAX_PAGE, description="How many at most.")]
Cursor: TypeAlias = Annotated[
    str | None, Query(max_length=500, description="`next` of the page before.")
]
Wait: TypeAlias = Annotated[
    float,
    Query(
        ge=0,
        le=3600,
        allow_inf_nan=False,
        description="Seconds to wait for the end; at most a minute is waited at once.",
    ),
]


def _in_full(value: object) -> object:
    """A moment without zone, or a bare number, means something else to everybody."""
    if not isinstance(value, str) or not _RFC_3339.fullmatch(value):
        raise ValueError("Write a moment as RFC 3339, like 2026-01-31T09:30:00Z")
    return value


Moment: TypeAlias = Annotated[AwareDatetime, BeforeValidator(_in_full)]


def moment(value: datetime | None) -> Json:
    """RFC 3339 in UTC, whatever zone the database speaks in."""
    return None if value is None else value.astimezone(UTC).isoformat().replace("+00:00", "Z")

"""Departments as the API takes and shows them.

Never: who is in one; people are listed by department.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, Field

from api.people.fields import a_name
from api.people.schemas import Id, Named
from api.shapes import Shape


def _no_path(value: str) -> str:
    if ">" in value:
        raise ValueError("Leave out >, which stands between departments in a path")
    return value


DepartmentName: TypeAlias = Annotated[
    str,
    Field(min_length=1, max_length=100),
    AfterValidator(a_name),
    AfterValidator(_no_path),
]


class DepartmentShown(BaseModel):
    """One department."""

    id: str
    name: str
    parentId: str | None  # noqa: N815 (names of the wire)
    path: list[str] = Field(description="Names from the top down to this one.")
    head: Named | None
    people: int = Field(description="How many are in it, without those below.")


class DepartmentList(BaseModel):
    """All of them, by name."""

    items: list[DepartmentShown]


class DepartmentWanted(Shape):
    """A new one."""

    name: DepartmentName
    parentId: Id | None = None  # noqa: N815
    headId: Id | None = None  # noqa: N815


class DepartmentChange(Shape):
    """What is to become different; what is left out stays, null takes away."""

    name: DepartmentName | None = None
    parentId: Id | None = None  # noqa: N815
    headId: Id | None = None  # noqa: N815

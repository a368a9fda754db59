"""Groups as the API takes and shows them.

Never: a group in a group; departments are the tree.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from api.people.fields import Name
from api.people.schemas import Id, Named, Person
from api.shapes import Shape

MOST = 1_000


class GroupShown(BaseModel):
    """A named set of people and departments."""

    id: str
    name: str
    description: str
    people: list[Named]
    departments: list[Named] = Field(description="Each with those below.")


class GroupList(BaseModel):
    """All of them, by name."""

    items: list[GroupShown]


class GroupWanted(Shape):
    """The whole group, as it shall be."""

    name: Name
    description: Annotated[str, Field(max_length=1000)] = ""
    people: Annotated[list[Id], Field(max_length=MOST)] = Field(default_factory=list[str])
    departments: Annotated[list[Id], Field(max_length=MOST)] = Field(default_factory=list[str])


class GroupPeople(BaseModel):
    """The active people of a group, by name."""

    items: list[Person]

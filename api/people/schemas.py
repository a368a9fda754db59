"""People as their colleagues see them.

Never: a role, a password or whether somebody has left.
"""

from __future__ import annotations

from pydantic import BaseModel


class Person(BaseModel):
    """Somebody of the tenant."""

    id: str
    name: str
    email: str
    department: str | None


class PersonPage(BaseModel):
    """One page of people, by name."""

    items: list[Person]
    next: str | None

"""Definitions as the API shows them.

Never: a definition in a shape of ours; the standard's document stands beside it as it is.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import BaseModel, Field, JsonValue

from api.shapes import Fault

State: TypeAlias = Literal["draft", "published", "archived"]


class DefinitionShown(BaseModel):
    """One version of a definition."""

    namespace: str
    name: str
    version: str
    state: State
    hash: str
    title: str | None
    summary: str | None
    createdByName: str | None = Field(  # noqa: N815
        description="Null when no person of the tenant has written it."
    )
    createdAt: str  # noqa: N815 (names of the wire)
    publishedAt: str | None  # noqa: N815


class DefinitionRegistered(DefinitionShown):
    """With what the reader has noticed besides."""

    warnings: list[Fault]


class DefinitionRead(DefinitionShown):
    """With its text."""

    source: str
    document: dict[str, JsonValue]


class DefinitionPage(BaseModel):
    """One page of definitions."""

    items: list[DefinitionShown]
    next: str | None

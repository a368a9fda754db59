"""Processes that come with Baton, as the API shows them.

Never: one that is there already; whoever begins with one makes it their own.
"""

from __future__ import annotations

from pydantic import BaseModel, Field, JsonValue


class Needs(BaseModel):
    """What a process speaks of, and what must be there before it is of use."""

    roles: list[str] = Field(description="Whose people it asks or tells.")
    departments: list[str]
    groups: list[str]
    managers: bool = Field(description="It asks the managers of whoever starts it.")
    secrets: list[str]
    processes: list[str] = Field(description="Of namespace/name, which it runs.")


class ReadyProcess(BaseModel):
    """One process to begin with."""

    name: str = Field(description="By it the process is known here; its `document.name` too.")
    namespace: str
    version: str
    title: str
    summary: str
    text: str = Field(description="YAML, with its comments.")
    document: dict[str, JsonValue]
    scenarios: dict[str, dict[str, JsonValue]] = Field(description="By name, as they are written.")
    needs: Needs


class ReadyList(BaseModel):
    """All of them, by title."""

    items: list[ReadyProcess]

"""Scenarios that are kept, as the API takes and shows them.

Never: a shape of a scenario other than that of the files beside definitions.
"""

from __future__ import annotations

from pydantic import BaseModel, Field, JsonValue

from api.shapes import Problem, Shape


class ScenarioWanted(Shape):
    """What is to be kept."""

    scenario: dict[str, JsonValue] = Field(
        description="As in the files beside definitions: input, calls, events, operator,"
        " requester, people, decisions, expect. It stays as it was written."
    )


class ScenarioShown(BaseModel):
    """One scenario of a process, whatever its version."""

    name: str
    scenario: dict[str, JsonValue]
    revision: int = Field(description="Counts from 1.")
    savedByName: str | None = Field(  # noqa: N815 (names of the wire)
        description="Null when it was no person of the tenant."
    )
    savedAt: str  # noqa: N815
    etag: str = Field(description="In quotes it goes into If-Match.")


class ScenarioList(BaseModel):
    """All scenarios of a process, by name."""

    items: list[ScenarioShown]


class ScenarioMoved(Problem):
    """Somebody else has saved it, or taken it away, meanwhile."""

    newest: ScenarioShown | None = Field(
        default=None, description="Null where there is none by that name."
    )

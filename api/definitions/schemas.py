"""Definitions as the API shows them.

Never: a definition in a shape of ours; the standard's document stands beside it as it is.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, Field, JsonValue

from api.shapes import Fault, Problem, Shape
from definitions.difference import Change

State: TypeAlias = Literal["draft", "published", "deprecated", "archived"]
LONGEST_NOTES = 2000
_WHO = "Null when it has not been done, or by no person of the tenant."


class DefinitionShown(BaseModel):
    """One version of a definition, with who did what to it and when."""

    namespace: str
    name: str
    version: str
    state: State
    hash: str = Field(
        description="Of the document with its keys in their order; comments don't count."
    )
    title: str | None
    summary: str | None
    createdByName: str | None = Field(description=_WHO)  # noqa: N815 (names of the wire)
    createdAt: str  # noqa: N815
    savedByName: str | None = Field(description=_WHO)  # noqa: N815
    savedAt: str = Field(description="When its text last changed.")  # noqa: N815
    publishedByName: str | None = Field(description=_WHO)  # noqa: N815
    publishedAt: str | None  # noqa: N815
    deprecatedByName: str | None = Field(description=_WHO)  # noqa: N815
    deprecatedAt: str | None  # noqa: N815
    archivedByName: str | None = Field(description=_WHO)  # noqa: N815
    archivedAt: str | None  # noqa: N815
    notes: str | None = Field(description="What whoever has published it says of it.")


class DefinitionRegistered(DefinitionShown):
    """With what the reader has noticed besides."""

    warnings: list[Fault]


class DefinitionPublished(DefinitionShown):
    """With what its runs would be refused as things stand now."""

    warnings: list[Fault]


def _whole(value: str) -> str:
    if "\0" in value:
        raise ValueError("Leave out characters of the number 0")
    return value


class PublishWanted(Shape):
    """What is said of a version when it is published, and what it was compared with."""

    notes: Annotated[str, Field(max_length=LONGEST_NOTES), AfterValidator(_whole)] | None = Field(
        default=None,
        description="What is new in it, for those who look at it later. Of a version that was"
        " published before, what was said then stays.",
    )
    after: Annotated[str, Field(max_length=128)] | None = Field(
        default=None,
        description="The version that was the highest published one when you looked; null: there"
        " was none. Is it another now, the answer is 409, and `newest` says which. Left out, it"
        " doesn't matter.",
    )


class DefinitionRead(DefinitionShown):
    """With its text."""

    source: str
    document: dict[str, JsonValue]


class DefinitionPage(BaseModel):
    """One page of definitions."""

    items: list[DefinitionShown]
    next: str | None


class FieldDifference(BaseModel):
    """One value that differs."""

    pointer: str = Field(description="Within the task or the document.")
    old: JsonValue = Field(default=None, description="Left out where there was nothing.")
    new: JsonValue = Field(default=None, description="Left out where nothing is any more.")


class TaskDifference(BaseModel):
    """What has become of one task."""

    name: str
    changes: list[Change]
    from_: str | None = Field(alias="from", description="Where it was: a JSON pointer.")
    to: str | None = Field(description="Where it is now: a JSON pointer.")
    oldName: str | None = Field(  # noqa: N815 (names of the wire)
        description="Of a task that has been renamed."
    )
    fields: list[FieldDifference]


class DifferenceShown(BaseModel):
    """How two versions of a process differ by meaning; both lists are empty where they don't."""

    from_: str = Field(alias="from", description="The version that was before.")
    to: str
    tasks: list[TaskDifference] = Field(
        description="In the order of the newer version, then those removed."
    )
    fields: list[FieldDifference] = Field(description="What differs and is in no task.")


class Newest(BaseModel):
    """What stands in the place of what somebody wanted to save over."""

    version: str
    state: State
    hash: str
    savedByName: str | None = Field(description=_WHO)  # noqa: N815
    savedAt: str  # noqa: N815


class Moved(Problem):
    """A conflict with what somebody else has done meanwhile."""

    newest: Newest | None = Field(
        default=None, description="Null where there is no such version, or it doesn't matter."
    )

"""Processes written in Python as the API shows them.

Never: their code; it is the package's own.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field, JsonValue

Schema = dict[str, JsonValue]


class CodeShown(BaseModel):
    """One version of a process that is written in Python."""

    kind: Literal["code"]
    namespace: str
    name: str
    version: str
    title: str
    summary: str
    package: str = Field(description="The installed package that brings it.")
    workflow: str = Field(description="Its type in Temporal.")
    takesInput: bool  # noqa: N815 (names of the wire)
    input: Schema = Field(description="JSON Schema of what a run is given.")
    output: Schema = Field(description="JSON Schema of what comes of it.")
    cancelSeconds: float = Field(  # noqa: N815
        description="So long a cancelled run may take to come to its end."
    )
    served: bool = Field(description="A worker of the package has been seen a moment ago.")
    seenAt: str  # noqa: N815
    declaredAt: str  # noqa: N815


class CodePage(BaseModel):
    """One page, by namespace, name and version."""

    items: list[CodeShown]
    next: str | None

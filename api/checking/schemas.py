"""Checks as the API shows them.

Never: a text refused for what is wrong with it; that is the answer.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field, JsonValue


class SuggestionFound(BaseModel):
    """One change of the document that would mend a problem."""

    change: Literal["write", "rename", "add", "remove", "list"] = Field(
        description="`write`: another value there; `rename`: another key, the value is its name;"
        " `add`: what isn't there yet; `remove`: nothing there any more; `list`: of the map that"
        " stands there a list with one item for each key."
    )
    pointer: str = Field(description="JSON pointer of what is changed; `/-` ends a list.")
    value: JsonValue


class ProblemFound(BaseModel):
    """One thing that is wrong with the text, or could be."""

    code: str
    message: str
    remedy: str
    pointer: str = Field(description='JSON pointer to the place, "" for the whole.')
    line: int
    column: int
    severity: Literal["error", "warning"]
    suggestions: list[SuggestionFound] = Field(
        description="What would mend it, the best first; empty where that needs thought."
    )


Known = bool | dict[str, JsonValue]
_KNOWN = 'JSON Schema; `true` is anything, {"$ref": "#/schemas/2"} the third of `schemas`.'


class TaskData(BaseModel):
    """Which data is at hand at one task, as far as that can be told before a run."""

    input: Known = Field(description=f"What it is given. {_KNOWN}")
    output: Known = Field(description=f"What it hands on. {_KNOWN}")
    context: Known = Field(description=f"What `$context` holds. {_KNOWN}")
    variables: dict[str, Known] = Field(
        description="Further variables, such as the item of a loop, by name without `$`."
    )


class CheckShown(BaseModel):
    """What has been found out about a text."""

    namespace: str | None = Field(description="Null where the text doesn't say it legibly.")
    name: str | None
    version: str | None
    title: str | None
    problems: list[ProblemFound] = Field(
        description="In the order of the text, at most 100: what keeps it from being a draft, and"
        " what would keep it from being published, or would be noted then."
    )
    data: dict[str, TaskData] = Field(
        description="By JSON pointer of the task. Empty while the text can't be read."
    )
    schemas: list[Known] = Field(description="Those that `data` refers to.")

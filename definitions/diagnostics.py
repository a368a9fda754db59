"""Everything that can be wrong with a definition: a stable code, a sentence, a remedy, a place.

Never: a fault without a remedy, or a code that isn't explained in docs/errors.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from definitions.values import JsonObject

MOST = 100
"""So many are told in one pass."""


class Explanation(Struct, frozen=True):
    """What a code means and what to do, where the place itself says no better."""

    title: str
    remedy: str


class Diagnostic(Struct, frozen=True):
    """One fault at one place."""

    code: str
    message: str
    remedy: str
    pointer: str
    line: int
    column: int
    severity: Literal["error", "warning"] = "error"

    def to_json(self) -> JsonObject:
        return {
            "code": self.code,
            "message": self.message,
            "remedy": self.remedy,
            "pointer": self.pointer,
            "line": self.line,
            "column": self.column,
            "severity": self.severity,
        }


CATALOGUE: Mapping[str, Explanation] = {
    "yaml-syntax": Explanation(
        "The text is no YAML", "Check the indentation, quotes and colons at this line."
    ),
    "yaml-too-large": Explanation(
        "The document is too large",
        "Keep it within 256 KiB, 100 levels and 50,000 nodes; split the process.",
    ),
    "yaml-duplicate-key": Explanation(
        "A key stands twice in the same map", "Remove or rename one of the two."
    ),
    "yaml-key": Explanation("A key is no text", "Write the key in quotes."),
    "yaml-tag": Explanation("A YAML tag is used", "Remove the tag; plain values are enough."),
    "yaml-documents": Explanation(
        "The text holds several documents", "Put each definition into a file of its own."
    ),
    "missing": Explanation("A required attribute is missing", "Add it."),
    "unknown-attribute": Explanation(
        "The standard has no such attribute here", "Remove it, or check the spelling."
    ),
    "wrong-type": Explanation("A value has the wrong type", "Write a value of the type asked for."),
    "wrong-value": Explanation("A value is not allowed here", "Write one of the allowed values."),
    "task-kind": Explanation(
        "A task has no known type",
        "Give the task one of: call, do, emit, for, fork, listen, raise, run, set, switch, try, "
        "wait.",
    ),
    "task-item": Explanation(
        "An item of a task list is no single named task",
        "Write each task as an item with one name: `- name: {…}`.",
    ),
    "duplicate-task": Explanation(
        "Two tasks of a list have the same name", "Rename one; `then` could not tell them apart."
    ),
    "unknown-target": Explanation(
        "`then` names no task of the same list",
        "Name a task of the same list, or write continue, exit or end.",
    ),
    "switch-default": Explanation(
        "A switch has more than one default", "Keep one case without `when`."
    ),
    "expression-syntax": Explanation("An expression is no jq", "Correct it at the position named."),
    "unknown-variable": Explanation(
        "An expression reads a variable that nobody sets",
        "Use $context, $input, $output, $secrets, $task, $workflow or $runtime.",
    ),
    "unknown-error": Explanation(
        "`raise` refers to an error that isn't defined", "Define it under use.errors."
    ),
    "unknown-secret": Explanation(
        "An expression reads a secret that isn't declared", "List its name under use.secrets."
    ),
    "unsupported-task": Explanation(
        "This kind of task can't run yet", "Save it as a draft, or use another task."
    ),
    "unsupported-attribute": Explanation(
        "This attribute can't run yet", "Save it as a draft, or do without the attribute."
    ),
}


def diagnostic(
    code: str,
    message: str,
    pointer: str,
    place: tuple[int, int],
    *,
    remedy: str | None = None,
    severity: Literal["error", "warning"] = "error",
) -> Diagnostic:
    """With the catalogue's remedy, unless the place has a better one."""
    explained = CATALOGUE[code]
    return Diagnostic(
        code, message, remedy or explained.remedy, pointer, place[0], place[1], severity
    )


def escape(name: str | int) -> str:
    """A step of a JSON pointer."""
    return str(name).replace("~", "~0").replace("/", "~1")

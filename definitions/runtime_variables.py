"""The variables that the standard brings into expressions, each in a sentence for who writes one.

Never: a variable that an author has named; those are known from the document.
"""

from __future__ import annotations

from collections.abc import Mapping

VARIABLES: Mapping[str, str] = {
    "context": "What tasks have kept by `export`, for all that come after them.",
    "input": "The input of the task, as `input.from` has made it; of the process outside of tasks.",
    "output": "What the task has made, known in its `output` and `export`.",
    "secrets": "Secrets by name, only in the arguments and the `input.from` of a call.",
    "task": "The task itself: its name, reference, definition, input, and when it began.",
    "workflow": "The run: its id, its definition, its input as it came, and when it began.",
    "runtime": "What carries out the run: its name and the version of the language.",
    "authorization": "How the last call of the task was authorised: scheme and parameter.",
}
"""By name without `$`."""

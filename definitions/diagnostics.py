"""Everything that can be wrong with a definition: a stable code, a sentence, a remedy, a place.

Never: a fault without a remedy, or a code that isn't explained in docs/errors.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from definitions.suggestions import Suggestions
from definitions.values import JsonObject

MOST = 100
"""So many are told in one pass."""

SHOWN = 60
"""Characters of a text that a sentence repeats."""


class Explanation(Struct, frozen=True):
    """What a code means and what to do, where the place itself says no better."""

    title: str
    remedy: str


class Finding(Struct, frozen=True):
    """What a rule has found, before it is known where in the text that is."""

    code: str
    message: str
    pointer: str
    remedy: str | None = None
    severity: Literal["error", "warning"] = "error"
    suggestions: Suggestions = ()


class Diagnostic(Struct, frozen=True):
    """One fault at one place."""

    code: str
    message: str
    remedy: str
    pointer: str
    line: int
    column: int
    severity: Literal["error", "warning"] = "error"
    suggestions: Suggestions = ()
    """What an editor offers as one press; not shown where nobody edits."""

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
        "Keep it within 256 KiB, 100 levels and 50,000 values; split the process in two.",
    ),
    "yaml-duplicate-key": Explanation(
        "A key stands twice in the same map", "Remove or rename one of the two."
    ),
    "yaml-key": Explanation("A key is no text", "Write a short text as the key."),
    "yaml-alias": Explanation(
        "A reference to another part of the document leads nowhere",
        "Define the anchor above the place that uses it, or repeat the value.",
    ),
    "yaml-number": Explanation(
        "A number is too large to be kept exactly", "Put it in quotes to keep it as a text."
    ),
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
        "A task has no type, or several",
        "Give the task exactly one of: call, do, emit, for, fork, listen, raise, run, set, "
        "switch, try, wait.",
    ),
    "task-item": Explanation(
        "An item of a list is not one named task",
        "Write each task as an item of its own: `- name: {…}`.",
    ),
    "task-name": Explanation(
        "A task's name is empty or too long", "Give it a name of 1 to 255 characters."
    ),
    "too-many-tasks": Explanation(
        "The definition has too many tasks", "Split it into processes that start each other."
    ),
    "duplicate-task": Explanation(
        "Two tasks of a list have the same name", "Rename one; `then` could not tell them apart."
    ),
    "directive-name": Explanation(
        "A task is named like a flow directive",
        "Rename it; `then` always means the directive, never the task.",
    ),
    "unknown-target": Explanation(
        "`then` names no task of the same list",
        "Name a task of the same list, or write continue, exit or end.",
    ),
    "unreachable-task": Explanation(
        "A task is never reached", "Lead to it by a `then`, or remove it."
    ),
    "endless-loop": Explanation(
        "Tasks go round for ever without waiting",
        "Let a `switch` lead out of the circle, or put a `wait` into it.",
    ),
    "switch-default": Explanation(
        "A switch has more than one default", "Keep one case without `when`."
    ),
    "expression-syntax": Explanation(
        "An expression is no jq", "Correct it at the character named."
    ),
    "expression-in-text": Explanation(
        "A text has an expression inside that will not be evaluated",
        'Make the whole value one expression: ${ "Hello \\(.name)!" }.',
    ),
    "unknown-variable": Explanation(
        "An expression reads a variable that has no value there",
        "Use one of $context, $input, $output, $runtime, $task and $workflow.",
    ),
    "schema-invalid": Explanation(
        "A schema is no JSON Schema", "Correct the keyword named; an unknown one means nothing."
    ),
    "schema-reference": Explanation(
        "A schema refers to what is not inside of it",
        "Put what is referred to under `$defs`, and write `$ref: '#/$defs/name'`.",
    ),
    "schema-endless": Explanation(
        "A schema refers to itself for the same value",
        "Let it refer to itself inside of `properties` or `items`, where the value gets smaller.",
    ),
    "schema-pattern": Explanation(
        "A pattern can't be used",
        "Write it without looking ahead or behind, without `\\1`, and with smaller repetitions.",
    ),
    "unwritten-data": Explanation(
        "An expression reads what nothing before it has written",
        "Write it before, keep it with `export`, or read it from `$workflow.input`.",
    ),
    "unknown-error": Explanation(
        "`raise` refers to an error that isn't defined",
        "Define it under `use.errors` with a `type` and a `status`.",
    ),
    "unknown-secret": Explanation(
        "An expression reads a secret that isn't declared", "List its name under `use.secrets`."
    ),
    "unknown-reference": Explanation(
        "A name refers to nothing", "Define it under `use`, or correct the name."
    ),
    "unknown-process": Explanation(
        "A process runs another one that is not published",
        "Publish the other one first, or correct its name and version.",
    ),
    "process-input": Explanation(
        "A process that is run doesn't take what it is given",
        "Give what the input of the process asks for.",
    ),
    "schedule-never": Explanation(
        "A schedule never starts a run", "Say when, or on which events, the process begins."
    ),
    "secret-output": Explanation(
        "A secret could come out of a run",
        "Give the secret to the call that needs it, and let it give back no more than needed.",
    ),
    "unknown-function": Explanation(
        "`call` names a function that isn't there",
        "Correct the name or the version, or install the package that brings the function.",
    ),
    "function-arguments": Explanation(
        "The arguments of a call don't fit the function",
        "Give what the function's input asks for.",
    ),
    "function-version": Explanation(
        "A call leaves open which version of a function it means",
        "Write the version behind the name, as in log:1.0.0.",
    ),
    "recursive-function": Explanation(
        "A function of the document calls itself",
        "Let the process repeat the call instead, with a `then` that goes back.",
    ),
    "uri-template": Explanation(
        "An endpoint has a placeholder that can't be filled",
        "Write `{name}` with a name of the task's input, or the whole endpoint as an expression.",
    ),
    "external": Explanation(
        "What lies elsewhere can't be read, or can't be used",
        "See that the document is there and right, and publish again.",
    ),
    "scripts-disabled": Explanation(
        "A task needs a kind of script that is not enabled here",
        "Ask whoever runs Baton to enable it, or use another kind of task.",
    ),
    "unbound-secret": Explanation(
        "A secret isn't there, or isn't bound to the process and the host that it goes to",
        "Write the secret, and have it bound by who may grant secrets.",
    ),
    "unknown-template": Explanation(
        "A template that the process tells people by isn't there",
        "Make the template under Administration, or correct its name or version.",
    ),
    "unsupported-task": Explanation(
        "This kind of task can't run yet", "Keep it as a draft, or use another kind of task."
    ),
    "unsupported-attribute": Explanation(
        "This attribute can't run yet", "Keep it as a draft, or do without the attribute."
    ),
    "unsupported-secret": Explanation(
        "A secret is read where it would be kept in the run's data",
        "Read it in the arguments or the `input.from` of a call, which are never recorded.",
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
    suggestions: Suggestions = (),
) -> Diagnostic:
    """With the catalogue's remedy, unless the place has a better one."""
    explained = CATALOGUE[code]
    said = remedy or explained.remedy
    return Diagnostic(code, message, said, pointer, *place, severity, suggestions)


def quoted(text: str) -> str:
    """For a sentence: the beginning of a text in quotes, on one line."""
    shown = " ".join(text.split())
    return f"'{shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + '…'}'"

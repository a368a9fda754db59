"""The difference of two definitions in words, task by task and field by field.

Never: a value in full that would fill the screen; `--json` has it whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from msgspec import UNSET

from cli.output import one_line
from definitions.difference import Difference, FieldChange, TaskChange

NONE = "no difference"
MOST = 160
"""Characters of a value that are shown."""


def lines(difference: Difference) -> Iterator[str]:
    """Nothing of two that are alike."""
    for task in difference.tasks:
        yield one_line(f"task {task.name}: {_what(task)}")
        yield from (_field(field) for field in task.fields)
    if difference.fields:
        yield "outside of the tasks:"
        yield from (_field(field) for field in difference.fields)


def _what(task: TaskChange) -> str:
    said: list[str] = []
    for change in task.changes:
        match change:
            case "added":
                said.append(f"added at {task.to}")
            case "removed":
                said.append(f"removed from {task.from_}")
            case "moved":
                said.append(f"moved from {task.from_} to {task.to}")
            case "renamed":
                said.append(f"renamed, before {task.old_name}")
            case "changed":
                said.append("changed")
    return ", ".join(said)


def _field(field: FieldChange) -> str:
    where = field.pointer or "all of it"
    if field.old is UNSET:
        return one_line(f"  {where}: added {_value(field.new)}")
    if field.new is UNSET:
        return one_line(f"  {where}: removed {_value(field.old)}")
    return one_line(f"  {where}: {_value(field.old)} → {_value(field.new)}")


def _value(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MOST else f"{text[:MOST]} …"

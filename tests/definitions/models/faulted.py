"""What the reader has against a task, or against a whole document."""

from __future__ import annotations

from pathlib import Path

from definitions import read
from definitions.composer import compose

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"


def taken(name: str) -> list[str]:
    return _table(name)["taken"]


def refused(name: str) -> list[tuple[str, tuple[str, str]]]:
    return [(each["text"], each["fault"].partition(" ")[::2]) for each in _table(name)["refused"]]


def _table(name: str):
    return compose(Path(__file__).with_name(f"{name}.yaml").read_text()).value


def of_task(task: str) -> list[tuple[str, str]]:
    """By code and pointer below the task."""
    return [
        (code, pointer.removeprefix("/do/0/t"))
        for code, pointer in of_document(f"do:\n  - t: {{ {task} }}\n")
    ]


def of_document(rest: str) -> list[tuple[str, str]]:
    return [(fault.code, fault.pointer) for fault in read(HEAD + rest).diagnostics]

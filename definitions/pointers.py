"""JSON pointers (RFC 6901): how diagnostics, plans and the trace name a part of a definition.

Never: a pointer without its escapes; a task may be named `a/b`.
"""

from __future__ import annotations

from collections.abc import Iterable


def escape(step: str | int) -> str:
    """One step as it stands in a pointer."""
    text = str(step)
    if "~" in text or "/" in text:
        return text.replace("~", "~0").replace("/", "~1")
    return text


def unescape(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~") if "~" in step else step


def join(steps: Iterable[str | int]) -> str:
    return "".join(f"/{escape(step)}" for step in steps)

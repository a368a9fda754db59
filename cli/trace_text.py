"""What a trace says, in words: which task, what happened to it, how long it took.

Never: state of a run judged here; this is wording.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from cli.answers import RunError, TraceLine
from cli.output import one_line
from definitions.values import Json

_MINUTE = 60
_HOUR = 3600
_SECOND_MS = 1000
CLOSING = frozenset({"completed", "faulted", "cancelled", "skipped"})
"""After one of these a visit of a task is over."""


class RunText:
    """Of one run: remembers since when each visit of a task is open."""

    def __init__(self) -> None:
        self._began: dict[str, datetime] = {}

    def line(self, line: TraceLine) -> str | None:
        """One line of words; None for what adds nothing to the lines before it."""
        place, _, what = line.kind.partition(".")
        at = moment(line.at)
        if place != "task":
            return None if what in CLOSING else _joined(clock(at), "run", what, _why(line.body))
        if what == "started":
            self._began[line.visit] = at
            kind = _text(line.body.get("type"))
            return _joined(clock(at), label(line.task), f"started ({kind})" if kind else "started")
        began = self._began.pop(line.visit, None) if what in CLOSING else None
        took = f"({duration(at - began)})" if began is not None else ""
        return _joined(clock(at), label(line.task), what, took, _why(line.body))


def label(pointer: str) -> str:
    """`/do/1/order/do/0/book` is `order / book`: the name that follows each number."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    names: list[str] = []
    rest = iter(steps)
    for step in rest:
        if step.isdecimal():
            names.extend([name] if (name := next(rest, None)) is not None else [])
    return one_line(" / ".join(names) or pointer or "run")


def error_text(error: RunError) -> str:
    """One sentence of what went wrong and where."""
    parts = [part.rstrip(".") for part in (error.title, error.detail) if part]
    what = ": ".join(dict.fromkeys(parts)) or "An error"
    where = f" at {label(error.instance)}" if error.instance else ""
    return one_line(f"{what}{where} ({error.type}, status {error.status})")


def duration(took: timedelta) -> str:
    seconds = max(took.total_seconds(), 0)
    if seconds < 1:
        return f"{round(seconds * _SECOND_MS)} ms"
    if seconds < _MINUTE:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), _MINUTE)
    if seconds < _HOUR:
        return f"{minutes} min {rest} s"
    hours, minutes = divmod(minutes, _MINUTE)
    return f"{hours} h {minutes} min"


def moment(text: str) -> datetime:
    """Of the API; what can't be read is long ago, rather than the end of the command."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError):
        return datetime.fromtimestamp(0).astimezone()


def clock(at: datetime) -> str:
    return at.strftime("%H:%M:%S")


def _why(body: Mapping[str, Json]) -> str:
    until, reason, error = body.get("until"), body.get("reason"), body.get("error")
    if isinstance(error, dict):
        said = _text(error.get("detail")) or _text(error.get("title")) or _text(error.get("type"))
        return f"- {said}" if said else ""
    if isinstance(until, str):
        return f"until {moment(until).strftime('%Y-%m-%d %H:%M:%S')}"
    said = reason or body.get("message")
    return f"- {said}" if isinstance(said, str) and said else ""


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _joined(*parts: str) -> str:
    return one_line("  ".join(part for part in parts if part))

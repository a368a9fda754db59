"""What outgoing webhooks tell of, how endpoints say which of it they want, and how a message looks.

Never: a value of a run or of a form in a message; who may see those finds them behind the link.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from definitions.bindings import for_process
from definitions.values import JsonObject, encode

NOTICE: Final = "notice."
CHANGED, OVER = "approval.changed", "approval.over"
TEST: Final = "webhook.test"
"""Sent because somebody has asked for it, whatever the endpoint is for."""

NOTICES: Final = (
    *("asked", "reminded", "escalated", "resubmitted", "question", "returned", "answered"),
    *("decided", "withdrawn", "closed", "message", "fault", "stuck", "overdue", "schedule"),
    "channel",
)
TYPES: Final = (*(f"{NOTICE}{kind}" for kind in NOTICES), CHANGED, OVER)
GROUPS: Final = ("*", "notice.*", "approval.*")


def type_pattern(text: str) -> str:
    """As it is kept; a ValueError says what is wrong."""
    if text not in TYPES and text not in GROUPS:
        raise ValueError(f"{text!r} is no type: write one like notice.asked, or approval.*")
    return text


def wants(types: Iterable[str], processes: Iterable[str], type_: str, process: str | None) -> bool:
    """Who names processes hears of nothing that is of none."""
    patterns = [*processes]
    if patterns and (process is None or not for_process(patterns, process)):
        return False
    group = f"{type_.partition('.')[0]}.*"
    return any(one in ("*", group, type_) for one in types)


def message(type_: str, at: datetime, data: JsonObject) -> bytes:
    """The body, as it is signed and sent."""
    stamp = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return encode({"type": type_, "timestamp": stamp, "data": data})

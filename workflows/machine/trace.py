"""The trace: what people see of a run, clipped so that a page of it stays a page.

Never: read by the machine. Whatever a run's course depends on is in its state and facts.
"""

from __future__ import annotations

from definitions.contracts import TraceRow
from definitions.values import Json, JsonObject, encode

CLIP_BYTES = 4096


class Trace:
    """Collects rows until the driver takes them."""

    def __init__(self) -> None:
        self._rows: list[TraceRow] = []

    def add(
        self, sequence: int, task: str, visit: str, kind: str, at: int, body: JsonObject
    ) -> None:
        self._rows.append(TraceRow(sequence, task, visit, kind, at, body))

    def take(self) -> list[TraceRow]:
        rows, self._rows = self._rows, []
        return rows


def clip(value: Json) -> Json:
    """The value itself when it is small, else how it begins and how big it is."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str) and len(value) * 4 <= CLIP_BYTES:
        return value
    text = encode(value)
    if len(text) <= CLIP_BYTES:
        return value
    head = text[: CLIP_BYTES // 4].decode(errors="ignore")
    return {"baton:clipped": head, "bytes": len(text)}

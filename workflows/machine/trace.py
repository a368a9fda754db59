"""The trace: what people see of a run, clipped so that a page of it stays a page.

Never: read by the machine. Whatever a run's course depends on is in its state and facts.
"""

from __future__ import annotations

from collections import deque

from definitions.contracts import TraceRow
from definitions.plans import Program
from definitions.values import Json, JsonObject, encode
from workflows.machine.frames import visit_of
from workflows.machine.state import Frame, State

CLIP_BYTES = 4096


VISITS = 100
"""Of a task that a run comes to again and again the first visits are shown."""


_ALWAYS = ("task.faulted", "task.unsettled", "task.settled", "task.overridden")


class Trace:
    """Collects rows until the driver takes them."""

    def __init__(self, program: Program, state: State) -> None:
        self._program = program
        self._state = state
        self._rows: list[TraceRow] = []
        self._clipped: deque[tuple[Json, Json]] = deque(maxlen=2)

    def clip(self, value: Json) -> Json:
        """Like `clip`, once for a large value that goes from task to task."""
        for known, clipped in self._clipped:
            if known is value:
                return clipped
        clipped = clip(value)
        if clipped is not value:
            self._clipped.append((value, clipped))
        return clipped

    def shows(self, frame: Frame) -> bool:
        """Not what people come to too often, nor a list of tasks, which is none itself."""
        return not (frame.quiet or frame.visit >= VISITS or self._listed(frame))

    def of_task(self, frame: Frame, kind: str, body: JsonObject) -> None:
        """A fault is always shown, and what a person has to do about one."""
        if self.shows(frame) or (kind in _ALWAYS and not self._listed(frame)):
            self._add(frame.pointer, visit_of(frame), kind, body)

    def of_event(self, frame: Frame, kind: str, body: JsonObject) -> None:
        """Never left out: it is where the event stands in the order."""
        self._add(frame.pointer, visit_of(frame), kind, body)

    def of_run(self, kind: str, body: JsonObject) -> None:
        self._add("", "", kind, body)

    def take(self) -> list[TraceRow]:
        rows, self._rows = self._rows, []
        return rows

    def _listed(self, frame: Frame) -> bool:
        return self._program.at(frame.pointer).listed

    def _add(self, task: str, visit: str, kind: str, body: JsonObject) -> None:
        state = self._state
        state.last_trace += 1
        self._rows.append(TraceRow(state.last_trace, task, visit, kind, state.now, body))


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

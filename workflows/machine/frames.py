"""The tree of frames: opening a task, counting visits, what is inside of what, what is in scope.

Never: an effect or a verdict; only where things are.
"""

from __future__ import annotations

from collections.abc import Iterator

from definitions.plans import TaskPlan
from definitions.values import Json, JsonObject
from workflows.machine.state import INSIDE, Frame, State


class Frames:
    """Reads and changes those of the state."""

    def __init__(self, state: State) -> None:
        self._state = state

    def open(
        self, parent: Frame | None, plan: TaskPlan, path: str, value: Json, variables: JsonObject
    ) -> Frame:
        visits = self.visits_in(parent)
        visit = visits[path] = visits.get(path, -1) + 1
        return self._opened(parent, plan, path, visit, value, variables)

    def iterate(
        self, parent: Frame, plan: TaskPlan, at: str, value: Json, variables: JsonObject
    ) -> Frame:
        """Under a path that no other iteration has, so that visits inside count from the start.

        They are forgotten at its end, or a long loop would fill the state.
        """
        visit = f":{parent.visit}" if parent.visit else ""
        path = f"{parent.path}{visit}/{at}"
        frame = self._opened(parent, plan, path, 0, value, variables)
        frame.visits = {}
        return frame

    def _opened(
        self,
        parent: Frame | None,
        plan: TaskPlan,
        path: str,
        visit: int,
        value: Json,
        variables: JsonObject,
    ) -> Frame:
        state = self._state
        state.last_frame += 1
        frame = Frame(
            id=state.last_frame,
            parent=parent.id if parent else 0,
            pointer=plan.pointer,
            path=path,
            visit=visit,
            raw=value,
            started_at=state.now,
            variables=variables,
            depth=parent.depth if parent else 0,
            quiet=parent.quiet if parent else False,
            round=parent.inner_round if parent else 0,
            inner_round=parent.inner_round if parent else 0,
        )
        state.frames[frame.id] = frame
        return frame

    def parent(self, frame: Frame) -> Frame | None:
        return self._state.frames.get(frame.parent)

    def around(self, frame: Frame) -> Iterator[Frame]:
        """The frame itself, then those it stands in, outwards."""
        at: Frame | None = frame
        while at is not None:
            yield at
            at = self._state.frames.get(at.parent)

    def inside(self, frame: Frame) -> list[Frame]:
        """All that stand in it, without itself. A frame is always younger than its parent."""
        found: dict[int, Frame] = {frame.id: frame}
        for number in sorted(self._state.frames):
            each = self._state.frames[number]
            if each.parent in found:
                found[number] = each
        return list(found.values())[1:]

    def close(self, frame: Frame) -> None:
        del self._state.frames[frame.id]

    def visits_in(self, parent: Frame | None) -> dict[str, int]:
        """How often the paths in it have been entered."""
        if parent is not None:
            for frame in self.around(parent):
                if frame.visits is not None:
                    return frame.visits
        return self._state.visits


def visit_of(frame: Frame) -> str:
    """By which people and keys tell one visit of a task from all others, after a retry too."""
    again = f"+{frame.round}" if frame.round else ""
    return f"{frame.path}:{frame.visit}{again}"


def busy(frame: Frame) -> bool:
    """Tasks of its extensions are under way, and not its own."""
    return frame.extending is not None and frame.extending.stage != INSIDE

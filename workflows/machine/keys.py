"""Idempotency keys: under which one a call leaves, and how long it stays the same.

A call leaves under the key of its visit. Where a `try` does its tasks again, a call of which nobody
knows whether it took effect leaves under the key that it had, so that the other side can know it
again. Never: a key kept over anything but a retry, or after a definite answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from workflows.machine.frames import Frames, visit_of
from workflows.machine.state import Attempt, Frame, State


def own_key(state: State, frame: Frame) -> str:
    """Of this visit of the task: no other visit has it."""
    return f"{state.run}:{visit_of(frame)}"


def begin_attempt(state: State, frame: Frame) -> None:
    """Of a `try` that may try again; what earlier attempts have left open is kept."""
    inside = f"{frame.path}/"
    visits = Frames(state).visits_in(frame)
    before = {path: count + 1 for path, count in visits.items() if path.startswith(inside)}
    known = {} if frame.attempt is None else frame.attempt.keys
    frame.attempt = Attempt(before, known)


def key_of(state: State, frame: Frame) -> str:
    """For a call that leaves now. It is open, for each `try` around, until it is settled."""
    places = list(_places(state, frame))
    own = own_key(state, frame)
    key = next((one.keys[place] for one, place in places if place in one.keys), own)
    for one, place in places:
        one.keys[place] = key
    return key


def settle(state: State, frame: Frame, key: str) -> None:
    """The answer to it was definite: what is tried from now on is another call."""
    for around in Frames(state).around(frame):
        if around.attempt is not None:
            for place in [place for place, kept in around.attempt.keys.items() if kept == key]:
                del around.attempt.keys[place]


def _places(state: State, frame: Frame) -> Iterator[tuple[Attempt, str]]:
    """Of each `try` around it, from the inside: where in its attempt the call stands."""
    between: list[Frame] = []
    for around in Frames(state).around(frame):
        if around.attempt is not None and between:
            yield around.attempt, _place(around, around.attempt, between)
        between.append(around)


def _place(around: Frame, attempt: Attempt, between: list[Frame]) -> str:
    """The same in every attempt: the path, with each visit counted from the attempt's begin."""
    place, parent, iterating = "", around, False

    def visit(frame: Frame) -> int:
        return frame.visit - (0 if iterating else attempt.before.get(frame.path, 0))

    for frame in reversed(between):
        above = parent.path
        if frame.visits is not None:
            # An iteration's path has the visit of the loop in it.
            above = f"{above}:{parent.visit}" if parent.visit else above
            place += "" if parent is around else f":{visit(parent)}"
            iterating = True
        place += frame.path.removeprefix(above)
        parent = frame
    return f"{place}:{visit(parent)}"

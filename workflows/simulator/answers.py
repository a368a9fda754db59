"""The answers of a past run, found for what another version asks.

The same task, by its landmark, and the same function: the same answer, whatever is asked in detail.
A task that has another name or place gets the answer to a call that asked exactly the same. Never:
an answer given to two, or one to a call of another kind.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias, cast

import msgspec

from definitions.approvals import APPROVERS, Meant
from definitions.values import Json, encode
from workflows.machine.wanted import WantCall
from workflows.simulator.landmarks import landmark
from workflows.simulator.past import Asked, Past, Told
from workflows.simulator.sameness import same
from workflows.simulator.simulation import called

_Place: TypeAlias = tuple[str, str, str]
_Question: TypeAlias = tuple[str, bytes]


@dataclass(slots=True)
class Answers:
    """Each is given away once."""

    _told: dict[Asked, list[Told]] = field(default_factory=dict[Asked, list[Told]])
    _placed: dict[_Place, deque[Asked]] = field(default_factory=dict[_Place, deque[Asked]])
    _moved: dict[_Question, deque[Asked]] = field(default_factory=dict[_Question, deque[Asked]])
    """Calls of tasks that the other version has not."""
    _given: set[Asked] = field(default_factory=set[Asked])

    @classmethod
    def of(cls, past: Past, known: frozenset[str]) -> Answers:
        """`known` are the landmarks of the version that asks."""
        answers = cls()
        for told in past.told:
            if told.to is not None:
                answers._told.setdefault(told.to, []).append(told)
        for asked in past.asked:
            answers._placed.setdefault(_place(asked), deque()).append(asked)
            if asked.call is not None and landmark(asked.task) not in known:
                answers._moved.setdefault(_question(asked.call), deque()).append(asked)
        return answers

    def claim(self, asked: Asked) -> Asked | None:
        """What the past run had asked in its place; None where it never came there."""
        queues = [self._placed.get(_place(asked))]
        if asked.call is not None:
            queues.append(self._moved.get(_question(asked.call)))
        for queue in queues:
            while queue:
                found = queue.popleft()
                if found not in self._given:
                    self._given.add(found)
                    return found
        return None

    def to(self, asked: Asked) -> list[Told]:
        """What the past one was told, in order."""
        return self._told.get(asked, [])

    def left(self, past: Iterable[Asked]) -> list[Asked]:
        """Calls that were answered and nobody has asked for."""
        return [
            one
            for one in past
            if one.call is not None and one in self._told and one not in self._given
        ]


def otherwise(before: WantCall, now: WantCall) -> list[str]:
    """Which of its arguments are others."""
    if same(before.arguments, now.arguments):
        return []
    old, new = _parts(before), _parts(now)
    names = {**old, **new}
    both = [name for name in names if name in old and name in new]
    return [name for name in names if name not in both or not same(old[name], new[name])]


def later(asked: Asked, output: Json, by: int) -> Json:
    """The answer, so much later than it was given: of people, when they are to be reminded."""
    if by == 0 or asked.call is None or asked.call.function != APPROVERS:
        return output
    meant = msgspec.convert(output, Meant)
    for one in meant.people:
        one.reminders = [at + by for at in one.reminders]
    return cast("Json", msgspec.to_builtins(meant))


def _parts(call: WantCall) -> dict[str, Json]:
    """Who is meant is looked up when it is asked, and the moment makes no other question of it."""
    arguments = call.arguments
    if not isinstance(arguments, dict):
        return {"arguments": arguments}
    moment = "at" if call.function == APPROVERS else None
    return {name: value for name, value in arguments.items() if name != moment}


def _place(asked: Asked) -> _Place:
    return asked.kind, asked.place, "" if asked.call is None else _target(asked.call)


def _question(call: WantCall) -> _Question:
    return _target(call), encode(_parts(call))


def _target(call: WantCall) -> str:
    """What is called, and with HTTP also whether it is read or changed there."""
    arguments = call.arguments
    method = arguments.get("method") if isinstance(arguments, dict) else None
    return f"{called(call)} {method}" if isinstance(method, str) else called(call)


__all__ = ["Answers", "later", "otherwise"]

"""Approvals that a run holds: what people do comes as messages, what has become of them goes out.

Never: an act that is lost because it came between two steps; it takes effect when it comes, and
its task draws the consequences at its turn.
"""

from __future__ import annotations

from typing import Protocol

import msgspec
from msgspec.structs import replace

from definitions.approvals import CLOSED, OVER, Act, Asking, Letter
from definitions.contracts import Message
from definitions.values import JsonObject
from workflows.machine.approval import progress, shown
from workflows.machine.approval.acts import RefusedError, act
from workflows.machine.approval.state import OPEN, Approval
from workflows.machine.effects import APPROVAL
from workflows.machine.frames import visit_of
from workflows.machine.state import Effect, EffectEnded, Frame, State

KEPT = "approval"
"""In the memo of the task."""

_GONE: JsonObject = {
    "accepted": False,
    "code": CLOSED,
    "detail": "It is not open any more: it was decided, or the process has gone on without it.",
}
"""Of a task that has ended nothing is kept here; the row of the approval knows which it was."""


class Approvals:
    """What has become of them since it was last taken."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._news: dict[str, Asking] = {}
        # Who has been told is not known after a restart; what is open is.
        self._known = {
            approval.id: shown.asking(approval, frame.pointer, visit_of(frame), state.now)
            for frame, approval in map(self._of, self._held())
            if approval is not None
        }

    def report(self, frame: Frame, approval: Approval) -> None:
        """People see it so from now on; nothing, if they do already."""
        known = self._known.get(approval.id)
        if approval.requester is None and not approval.asked and known is None:
            return  # nobody has been asked yet
        if known is not None and known.number >= approval.number:
            return
        asking = shown.asking(approval, frame.pointer, visit_of(frame), self._state.now)
        self._add(asking)

    def again(self, news: list[Asking]) -> None:
        """Of a run made again from its facts nobody knows what was told. Twice is once."""
        for asking in news:
            self._add(asking)

    def revive(self) -> None:
        """Of a run that had ended, and goes on: whoever was told that it is over is asked again."""
        for frame, approval in map(self._of, self._held()):
            if approval is not None:
                approval.number += 2  # its end was one change
                asked = [one.who.id for one in approval.open_ones()]
                approval.write("asked", self._state.now, *asked)
                self.report(frame, approval)
                frame.memo[KEPT] = approval.to_json()

    def take(self) -> list[Asking]:
        held = {str((one.call or {}).get(KEPT)) for one in self._held()}
        for known in [one for one in self._known.values() if one.id not in held]:
            if known.status not in OVER:
                self._add(_closed(known, self._state.now))
            del self._known[known.id]
        news, self._news = [*self._news.values()], {}
        return news

    def _add(self, asking: Asking) -> None:
        before = self._news.get(asking.id)
        letters = [] if before is None else before.letters
        self._news[asking.id] = replace(asking, letters=[*letters, *asking.letters])
        self._known[asking.id] = asking

    def _held(self) -> list[Effect]:
        return [one for one in self._state.effects.values() if one.kind == APPROVAL]

    def _of(self, effect: Effect) -> tuple[Frame, Approval | None]:
        frame = self._state.frames[effect.frame]
        kept = frame.memo.get(KEPT)
        return frame, None if kept is None else Approval.from_json(kept)


class Holding(Protocol):
    """The machine, as an act sees it."""

    state: State
    approvals: Approvals


def hear(machine: Holding, message: Message) -> JsonObject:
    """Carry out what somebody does; the answer says how it stands, or why it changes nothing."""
    try:
        done = msgspec.convert(message.data, Act)
    except msgspec.ValidationError as error:
        return {"accepted": False, "code": "unreadable", "detail": f"This is no act: {error}."}
    state = machine.state
    effect = next(
        (
            one
            for one in state.effects.values()
            if one.kind == APPROVAL and (one.call or {}).get(KEPT) == done.approval
        ),
        None,
    )
    frame = None if effect is None else state.frames.get(effect.frame)
    if effect is None or frame is None or KEPT not in frame.memo:
        return _GONE
    approval = Approval.from_json(frame.memo[KEPT])
    try:
        act(approval, message.kind, done, state.now)
    except RefusedError as error:
        return {"accepted": False, "code": error.code, "detail": str(error)}
    progress.go_on(approval, state.now)
    machine.approvals.report(frame, approval)
    frame.memo[KEPT] = approval.to_json()
    state.ready.append(EffectEnded(frame.id, effect.id))
    return {
        "accepted": True,
        "status": approval.status,
        "decision": approval.decision if approval.over else None,
        "left": len(approval.open_ones()),
    }


def postpone(state: State, frame: Frame, by: int, now: int) -> None:
    """Of a run that goes on after it has lain still: its approvals have as much time as before."""
    if KEPT not in frame.memo:
        return
    approval = Approval.from_json(frame.memo[KEPT])
    approval.later(by, now)
    frame.memo[KEPT] = approval.to_json()
    due = progress.next_at(approval)
    for effect in state.effects.values():
        if effect.frame == frame.id and effect.kind == "timer":
            effect.until += by if due is None else due - effect.until


def _closed(known: Asking, now: int) -> Asking:
    """The run goes on without it."""
    left = [one.person for one in known.asked if one.state == OPEN]
    letters = [Letter("closed", f"closed/{known.number + 1}", left)] if left else []
    asked = [
        replace(one, state="closed" if one.state == OPEN else one.state) for one in known.asked
    ]
    return replace(
        known,
        number=known.number + 1,
        status=CLOSED,
        at=now,
        due=None,
        asked=asked,
        letters=letters,
    )

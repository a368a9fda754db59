"""Effects that a run has wanted and not been answered: calls, timers, awaited runs, listeners.

Never: an effect without a number, or a number used twice; facts refer to effects by it.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import cast

import msgspec
from msgspec.structs import replace

from definitions.contracts import START_RUN, EventKey
from definitions.errors import ProblemError, runtime
from definitions.values import Json, JsonObject
from workflows.machine import keys
from workflows.machine.state import Effect, Frame, State
from workflows.machine.wanted import WantCall, WantCancel, Wanted, WantTimer

MOST = 500
"""Of effects at the same time: one workflow task can't carry many more."""

TIMEOUT = "timeout"
CHILD = "child"
LISTENER = "listener"
QUESTION = "question"
APPROVAL = "approval"
_BY_MESSAGE = (CHILD, LISTENER, QUESTION, APPROVAL)
"""Nothing for the driver to do about these: messages bring what they wait for."""
_RESTFUL = ("timer", *_BY_MESSAGE)
FAR_MS = 2_000
"""A timeout as far off doesn't keep a quick call from riding in the workflow task."""


class Effects:
    """Opens and closes them in the state and collects what the driver has to do."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._wanted: list[Wanted] = []

    @property
    def rest(self) -> bool:
        """The run waits for time, other runs, events or people, and for no answer to a call."""
        kinds = [one.kind for one in self._state.effects.values() if one.kind != TIMEOUT]
        return bool(kinds) and all(kind in _RESTFUL for kind in kinds)

    @property
    def calls_out(self) -> bool:
        return any(effect.kind == "call" for effect in self._state.effects.values())

    def alone(self, numbers: AbstractSet[int]) -> bool:
        """Nothing else is open whose answer could come soon."""
        effects = self._state.effects.values()
        return not any(one.id not in numbers and self._near(one) for one in effects)

    def take(self) -> list[Wanted]:
        wanted, self._wanted = self._wanted, []
        return wanted

    def want_call(
        self, frame: Frame, function: str, arguments: Json, timeout_seconds: float, *, safe: bool
    ) -> None:
        own = self.key(frame)
        # What is safe has no effect to know again, and a run that was given up is started anew.
        key = own if safe or function == START_RUN else keys.key_of(self._state, frame)
        alone = not self._state.ready and not any(map(self._near, self._state.effects.values()))
        want = WantCall(
            effect=self._next(),
            function=function,
            task=frame.pointer,
            key=key,
            attempt="" if key == own else own,
            arguments=arguments,
            timeout_seconds=timeout_seconds,
            safe=safe,
            local=safe and alone,
        )
        self._want(frame, want)

    def call_again(self, frame: Frame, call: WantCall) -> None:
        """The same under the same key; its intent is another, so that it is really made."""
        number = self._next()
        attempt = f"{call.key} {number}"
        self._want(frame, replace(call, effect=number, attempt=attempt, local=False))

    def _want(self, frame: Frame, call: WantCall) -> None:
        kept = cast("JsonObject", msgspec.to_builtins(call))
        self._state.effects[call.effect] = Effect(call.effect, frame.id, "call", call=kept)
        self._wanted.append(call)

    def ask(self, frame: Frame, call: JsonObject) -> None:
        """Nothing for the driver to do: a person says in a message how the call has ended."""
        number = self._next()
        self._state.effects[number] = Effect(number, frame.id, QUESTION, call=call)

    def key(self, frame: Frame) -> str:
        """Of what a task wants on this visit."""
        return keys.own_key(self._state, frame)

    def begin_attempt(self, frame: Frame) -> None:
        keys.begin_attempt(self._state, frame)

    def settle(self, number: int) -> None:
        """The call was answered definitely."""
        effect = self._state.effects.get(number)
        frame = None if effect is None else self._state.frames.get(effect.frame)
        key = effect.call.get("key") if effect is not None and effect.call is not None else None
        if frame is not None and isinstance(key, str):
            keys.settle(self._state, frame, key)

    def want_timer(self, frame: Frame, until: int) -> None:
        self._timer(frame, "timer", until)

    def wake(self, frame: Frame, at: int | None) -> None:
        """The one timer of a task: at this time, and at no other."""
        timers = [
            one
            for one in self._state.effects.values()
            if one.frame == frame.id and one.kind == "timer"
        ]
        for one in timers:
            if one.until != at:
                self.cancel(one.id)
        if at is not None and all(one.until != at for one in timers):
            self.want_timer(frame, at)

    def want_timeout(self, frame: Frame, until: int) -> None:
        """Its timer takes the frame's time to be up; the frame's end cancels it."""
        frame.timeout = self._timer(frame, TIMEOUT, until)

    def _timer(self, frame: Frame, kind: str, until: int) -> int:
        number = self._next()
        self._state.effects[number] = Effect(number, frame.id, kind, until=until)
        self._wanted.append(WantTimer(number, until))
        return number

    def await_child(self, frame: Frame, run: str) -> None:
        number = self._next()
        call: JsonObject = {"key": self.key(frame), "run": run}
        self._state.effects[number] = Effect(number, frame.id, CHILD, call=call)

    def hold(self, frame: Frame, approval: str) -> None:
        """Nothing for the driver to do: people decide by messages."""
        number = self._next()
        call: JsonObject = {"key": self.key(frame), "approval": approval}
        self._state.effects[number] = Effect(number, frame.id, APPROVAL, call=call)

    def of_key(self, key: str) -> Effect | None:
        """What is open under an idempotency key."""
        for effect in self._state.effects.values():
            if effect.call is not None and effect.call.get("key") == key:
                return effect
        return None

    def want_events(self, frame: Frame, keys: list[EventKey]) -> None:
        number = self._next()
        self._state.effects[number] = Effect(number, frame.id, LISTENER, keys=keys)

    def close_listener(self, frame: Frame) -> None:
        for effect in [*self._state.effects.values()]:
            if effect.frame == frame.id and effect.kind == LISTENER:
                self.close(effect.id)

    def repeat_regularly(self, number: int) -> None:
        """A local attempt was too slow: the same call again, outside the workflow task."""
        effect = self._state.effects.get(number)
        if effect is not None and effect.call is not None:
            effect.call["local"] = False
            effect.call["rode"] = True
            self._wanted.append(msgspec.convert(effect.call, WantCall))

    def want_again(self, besides: AbstractSet[int] = frozenset()) -> None:
        """After a continue-as-new the driver has forgotten them: want every open one again.

        `besides` those whose answer it has brought along.
        """
        for effect in self._state.effects.values():
            if effect.id in besides or effect.kind in _BY_MESSAGE:
                continue
            if effect.call is not None:
                self._wanted.append(msgspec.convert(effect.call, WantCall))
            else:
                self._wanted.append(WantTimer(effect.id, effect.until))

    def close(self, number: int) -> Effect | None:
        return self._state.effects.pop(number, None)

    def cancel(self, number: int) -> None:
        effect = self.close(number)
        if effect is None or effect.kind in (LISTENER, QUESTION, APPROVAL):
            return
        before = len(self._wanted)
        self._wanted = [wanted for wanted in self._wanted if wanted.effect != number]
        if len(self._wanted) == before:
            self._wanted.append(WantCancel(number, _child(effect)))

    def cancel_of(self, frames: AbstractSet[int]) -> None:
        for number in [one.id for one in self._state.effects.values() if one.frame in frames]:
            self.cancel(number)

    def cancel_all(self) -> None:
        for number in [*self._state.effects]:
            self.cancel(number)

    def _near(self, effect: Effect) -> bool:
        return effect.kind != TIMEOUT or effect.until < self._state.now + FAR_MS

    def _next(self) -> int:
        if len(self._state.effects) >= MOST:
            raise ProblemError(
                runtime(
                    f"The run has {MOST} calls and timers open, and can't have more at the same "
                    "time: do less at once, for example in a loop."
                )
            )
        self._state.last_effect += 1
        return self._state.last_effect


def _child(effect: Effect) -> str | None:
    """The key of the run that it starts or waits for."""
    call = effect.call or {}
    key = call.get("key")
    starts = effect.kind == CHILD or call.get("function") == START_RUN
    return key if starts and isinstance(key, str) else None

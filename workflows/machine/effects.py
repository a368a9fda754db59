"""The effects that a run has wanted and not been answered: calls and timers.

Never: an effect without a number, or a number used twice; facts refer to effects by it.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import cast

import msgspec

from definitions.values import Json, JsonObject
from workflows.machine.state import Effect, Frame, State
from workflows.machine.wanted import WantCall, WantCancel, Wanted, WantTimer


class Effects:
    """Opens and closes them in the state and collects what the driver has to do."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._wanted: list[Wanted] = []

    @property
    def only_timers(self) -> bool:
        """The run rests: it waits for time and for nobody's answer."""
        open_ones = self._state.effects.values()
        return bool(open_ones) and all(effect.kind == "timer" for effect in open_ones)

    @property
    def calls_out(self) -> bool:
        return any(effect.kind == "call" for effect in self._state.effects.values())

    def take(self) -> list[Wanted]:
        wanted, self._wanted = self._wanted, []
        return wanted

    def want_call(
        self, frame: Frame, function: str, arguments: Json, timeout_seconds: float, *, safe: bool
    ) -> None:
        number = self._next()
        alone = not self._state.effects and not self._state.ready
        want = WantCall(
            effect=number,
            function=function,
            task=frame.pointer,
            key=f"{self._state.run}:{frame.path}:{frame.visit}",
            arguments=arguments,
            timeout_seconds=timeout_seconds,
            safe=safe,
            local=safe and alone,
        )
        kept = cast("JsonObject", msgspec.to_builtins(want))
        self._state.effects[number] = Effect(number, frame.id, "call", call=kept)
        self._wanted.append(want)

    def want_timer(self, frame: Frame, until: int) -> None:
        number = self._next()
        self._state.effects[number] = Effect(number, frame.id, "timer", until=until)
        self._wanted.append(WantTimer(number, until))

    def repeat_regularly(self, number: int) -> None:
        """A local attempt was too slow: the same call again, outside the workflow task."""
        effect = self._state.effects.get(number)
        if effect is not None and effect.call is not None:
            effect.call["local"] = False
            self._wanted.append(msgspec.convert(effect.call, WantCall))

    def want_again(self, besides: AbstractSet[int] = frozenset()) -> None:
        """After a continue-as-new the driver has forgotten them: want every open one again.

        `besides` those whose answer it has brought along.
        """
        for effect in self._state.effects.values():
            if effect.id in besides:
                continue
            if effect.call is not None:
                self._wanted.append(msgspec.convert(effect.call, WantCall))
            else:
                self._wanted.append(WantTimer(effect.id, effect.until))

    def close(self, number: int) -> Effect | None:
        return self._state.effects.pop(number, None)

    def cancel_all(self) -> None:
        self._wanted = [wanted for wanted in self._wanted if isinstance(wanted, WantCancel)]
        for number in self._state.effects:
            self._wanted.append(WantCancel(number))
        self._state.effects.clear()

    def _next(self) -> int:
        self._state.last_effect += 1
        return self._state.last_effect

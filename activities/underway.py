"""Calls that outlive the activity that made them: one that rides lets go of what takes long.

The workflow task must not wait, and what has left must not be given up; so the call goes on here,
and the regular activity that follows waits for it. Never: a second task for a call that is under
way in this process.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Final

from activities.http_connections import Origin
from definitions.contracts import Call, Outcome
from store.intents import name_of

RIDE_SECONDS: Final = 0.8
QUICK_SECONDS: Final = 0.3
ORIGINS: Final = 1_000

SLOW: Final = Outcome(slow=True)


class Underway:
    """One for a worker."""

    def __init__(self) -> None:
        self._calls: dict[tuple[str, str], asyncio.Task[Outcome]] = {}

    async def carry_out(
        self, call: Call, work: Callable[[], Coroutine[object, object, Outcome]]
    ) -> Outcome:
        """How it ended; of a call that rides perhaps only that it is slow."""
        if not (call.rides or call.rode):
            return await work()
        name = call.run, name_of(call)
        task = self._calls.get(name)
        if task is None:
            task = self._calls[name] = asyncio.create_task(work())
            task.add_done_callback(lambda _: self._calls.pop(name, None))
        try:
            done, _ = await asyncio.wait({task}, timeout=RIDE_SECONDS if call.rides else None)
        except asyncio.CancelledError:
            task.cancel()
            await asyncio.wait({task})
            raise
        return task.result() if done else SLOW

    async def close(self, seconds: float) -> None:
        """What is under way comes home, as far as that can be done in the time given."""
        if self._calls:
            _, late = await asyncio.wait({*self._calls.values()}, timeout=seconds)
            for task in late:
                task.cancel()


class Pace:
    """Which origins were quick the last time: nothing rides to another one."""

    def __init__(self) -> None:
        self._slow: OrderedDict[Origin, None] = OrderedDict()

    def took(self, origin: Origin, seconds: float) -> None:
        self._slow.pop(origin, None)
        if seconds > QUICK_SECONDS:
            self._slow[origin] = None
        if len(self._slow) > ORIGINS:
            self._slow.popitem(last=False)

    def quick(self, origin: Origin) -> bool:
        return origin not in self._slow

"""Whose turn it is to simulate: few at once, beside the event loop, and nobody waits for long.

Never: a queue that grows, or one tenant that fills it for all the others.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from api.errors import ApiError

AT_ONCE = 2
"""More threads would only share one interpreter, and hold up who asks for something else."""

OF_A_TENANT = 4
"""Under way and waiting."""

_T = TypeVar("_T")


class Turns:
    """Of one process."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._asked: Counter[str] = Counter()

    async def run(self, tenant: str, work: Callable[[], _T]) -> _T:
        if self._asked[tenant] >= OF_A_TENANT:
            raise _too_many()
        self._asked[tenant] += 1
        try:
            async with self._slots:
                return await asyncio.to_thread(work)
        finally:
            self._asked[tenant] -= 1
            if not self._asked[tenant]:
                del self._asked[tenant]


def _too_many() -> ApiError:
    return ApiError(
        429,
        "too-many-simulations",
        f"{OF_A_TENANT} simulations of your organisation are under way or waiting.",
        "Try again in some seconds.",
        headers={"Retry-After": "5"},
    )

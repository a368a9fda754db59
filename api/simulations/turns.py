"""Whose turn it is to simulate: few at once, beside the event loop, and nobody waits for long.

Never: a queue that grows, or one tenant that fills it for all the others.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from api.errors import ApiError

AT_ONCE = 2
"""More threads would only share one interpreter, and hold up who asks for something else."""

OF_A_TENANT = 4
"""Under way and waiting."""

_T = TypeVar("_T")


class Turns:
    """Of one process."""

    def __init__(
        self, at_once: int = AT_ONCE, of_a_tenant: int = OF_A_TENANT, of: str = "simulations"
    ) -> None:
        self._of = of
        self._slots = asyncio.Semaphore(at_once)
        self._of_a_tenant = of_a_tenant
        self._asked: Counter[str] = Counter()

    async def run(self, tenant: str, work: Callable[[], _T]) -> _T:
        async with self.turn(tenant):
            return await asyncio.to_thread(work)

    @asynccontextmanager
    async def turn(self, tenant: str) -> AsyncGenerator[None]:
        """For work that is done in pieces."""
        if self._asked[tenant] >= self._of_a_tenant:
            raise _too_many(self._of_a_tenant, self._of)
        self._asked[tenant] += 1
        try:
            async with self._slots:
                yield
        finally:
            self._asked[tenant] -= 1
            if not self._asked[tenant]:
                del self._asked[tenant]


def _too_many(most: int, of: str) -> ApiError:
    return ApiError(
        429,
        f"too-many-{of}",
        f"{most} {of} of your organisation are under way or waiting.",
        "Try again in some seconds.",
        headers={"Retry-After": "5"},
    )

"""Safe calls that ride in a workflow task end in time by themselves, and be it as slow.

Temporal's own time-out of a local activity is written down so that the history can't be replayed
(SDK 1.35: "No command scheduled for event …"): the run would stand still for ever once its worker
has gone. Never: a call given up that must not be repeated; those let go by themselves.
"""

from __future__ import annotations

import asyncio
from typing import Final, cast

from temporalio import activity
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from definitions.contracts import Call, Outcome

SECONDS: Final = 0.9


class LettingGo(Interceptor):
    """For every activity of the worker."""

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002
        return _Inbound(super().intercept_activity(next))


class _Inbound(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> object:  # noqa: A002
        work = super().execute_activity(input)
        given = cast("object", input.args[0]) if input.args else None
        if not (activity.info().is_local and isinstance(given, Call) and given.safe):
            return cast("object", await work)
        limit = asyncio.timeout(SECONDS)
        try:
            async with limit:
                return cast("object", await work)
        except TimeoutError:
            if not limit.expired():
                raise
            return Outcome(slow=True)

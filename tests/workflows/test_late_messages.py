"""What comes while the end of a run is being kept is answered: that it is too late."""

from __future__ import annotations

import asyncio

from temporalio.api.enums.v1 import EventType

from tests.workflows.conftest import program_of
from tests.workflows.test_run import World, replay, running

SIGNALED = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED
BEGUN = EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED
WAITS = "  - rest: { wait: { days: 1 } }\n"


async def heard(world: World, count: int) -> None:
    """The run has been told so many messages, while its end is not kept yet."""
    async with asyncio.timeout(20):
        while True:
            events = (await world.handle.fetch_history()).events
            said = [n for n, one in enumerate(events) if one.event_type == SIGNALED]
            if len(said) == count and BEGUN in [one.event_type for one in events[said[-1] :]]:
                return


async def test_messages_that_come_while_the_end_is_being_kept(temporal):
    free = asyncio.Event()
    async with running(temporal, program_of(WAITS), keeps=free) as world:
        await world.until("waiting")
        await world.say(1, "run.cancel", {"reason": "enough"})
        await world.until("cancelled")
        await world.say(2, "run.cancel", {})
        await world.say(3, "approval.decide", {})
        await heard(world, 3)
        free.set()
        await world.handle.result()
        await replay(await world.handle.fetch_history())
    answers = {
        one.message: one.body["accepted"] for kept in world.recordings for one in kept.answers
    }
    assert answers == {"m1": True, "m2": False, "m3": False}
    assert world.statuses[-1] == "cancelled"

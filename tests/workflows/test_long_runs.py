"""Runs that last: 100,000 iterations end, and a year of waiting costs what a moment does."""

from __future__ import annotations

from collections import Counter

import pytest
from temporalio.api.enums.v1 import EventType

from tests.workflows.conftest import program_of
from tests.workflows.test_driver import once
from tests.workflows.test_run import World, running

ITERATIONS = 100_000
GIVEN = (
    "  - all:\n      for: { in: $workflow.input }\n"
    "      do: [{ one: { set: { n: '${ $index + 1 }' } } }]\n"
)
SKIPPED = "EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED"
"""The server's own word for the time that it has skipped."""


async def executions(world: World) -> int:
    """From the first to the last: how many the run has had."""
    count, following = 0, (await first(world))
    while following:
        count += 1
        handle = world.client.get_workflow_handle(world.handle.id, run_id=following)
        last = (await handle.fetch_history()).events[-1]
        following = last.workflow_execution_continued_as_new_event_attributes.new_execution_run_id
    return count


async def first(world: World) -> str:
    described = await world.handle.describe()
    return described.raw_description.workflow_execution_info.first_run_id


async def cost(temporal, wait: str) -> tuple[Counter[str], list[tuple[str | None, int, int]]]:
    """Events of the history by their kinds, and what was recorded."""
    tasks = f"  - rest: {{ wait: {{ {wait} }} }}\n"
    async with running(temporal, program_of(tasks), skips=True) as world:
        await world.handle.result()
        history = await world.handle.fetch_history()
    assert world.last.status == "completed"
    kinds = Counter(EventType.Name(event.event_type) for event in history.events)
    del kinds[SKIPPED]
    kept = [(one.status, len(one.facts), len(one.trace)) for one in world.recordings]
    return kinds, kept


async def test_a_year_costs_what_a_minute_does(temporal):
    year = await cost(temporal, "days: 365")
    assert year == await cost(temporal, "minutes: 1")
    assert year[0]["EVENT_TYPE_TIMER_STARTED"] == 1
    assert year[0]["EVENT_TYPE_WORKFLOW_TASK_COMPLETED"] <= 3


@pytest.mark.soak
@pytest.mark.timeout(1800)
async def test_a_loop_of_many_iterations_ends(temporal):
    given = [0] * ITERATIONS  # no expression may make so long a list
    async with running(temporal, program_of(GIVEN), given) as world:
        await world.handle.result()
        count = await executions(world)
    print(f"{ITERATIONS} iterations in {count} executions")  # noqa: T201
    assert world.last.output == {"n": ITERATIONS}
    once(world)

"""`kill -9` under runs that wait for runs: each child once, each end told, cancellation heard."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from tests.chaos.counting_stub import CountingStub
from tests.chaos.local_stack import pause
from tests.chaos.test_kill import Operator, first_arrival, killing

HEAD = "document: {{ dsl: '1.0.3', namespace: chaos, name: {name}, version: '1.0.0' }}\n"
CHILD = (
    HEAD.format(name="child")
    + """\
do:
  - begin: { wait: { seconds: 1 } }
  - call:
      call: http
      with: { method: post, endpoint: '${ .stub + "/child/" + .n }' }
      output: { as: '${ $workflow.input }' }
"""
)
PARENT = (
    HEAD.format(name="steps")
    + """\
do:
  - call:
      call: http
      with: { method: post, endpoint: '${ .stub + "/parent/" + .n }' }
      output: { as: '${ $workflow.input }' }
  - one: { run: { workflow: { namespace: chaos, name: child, version: '1.0.0', input: '${ . }' } } }
  - two: { run: { workflow: { namespace: chaos, name: child, input: '${ . }' } } }
"""
)
WAITING = HEAD.format(name="long") + "do: [{ w: { wait: { hours: 1 } } }]\n"
AWAITING = (
    HEAD.format(name="steps")
    + "do: [{ one: { run: { workflow: { namespace: chaos, name: long } } } }]\n"
)


async def children(operator: Operator, run: str) -> list[dict[str, object]]:
    return (await operator.ask("GET", f"/api/v1/runs?parent={run}")).json()["items"]


@pytest.mark.timeout(600)
@pytest.mark.alone
class TestChildren:
    async def test_killed_worker_and_relay(self, stack):
        operator = Operator(stack, stack.token())
        await operator.publish(CHILD, "child")
        await operator.publish(PARENT, "steps")
        runs: list[str] = []
        async with CountingStub() as stub:
            for turn, victim in enumerate(("worker", "relay")):
                numbers = range(turn * 5, turn * 5 + 5)
                starts = [asyncio.create_task(operator.start(stub.url, n)) for n in numbers]
                await first_arrival(stub, turn * 5)
                await killing(victim)(stack)
                runs += await asyncio.gather(*starts)
            ends = await asyncio.gather(*(operator.end(run) for run in runs))
            arrivals = Counter(path for method, path in stub.arrivals.elements())
        for run, end in zip(runs, ends, strict=True):
            found = await children(operator, run)
            tasks = sorted(str(child["parent"]["task"]) for child in found)
            unknown = end["status"] == "faulted" and "outcome-unknown" in end["error"]["type"]
            assert unknown or (end["status"], tasks) == ("completed", ["/do/1/one", "/do/2/two"])
        assert max(count for path, count in arrivals.items() if "parent" in path) == 1
        assert max(count for path, count in arrivals.items() if "child" in path) <= 2

    async def test_cancellation_reaches_the_child(self, stack):
        operator = Operator(stack, stack.token())
        await operator.publish(WAITING, "long")
        await operator.publish(AWAITING, "steps")
        run = await operator.start("none", 0)
        async with asyncio.timeout(120):
            while not [one for one in await children(operator, run) if one["status"] == "waiting"]:
                await pause()
        stack.kill("relay")
        await operator.ask("POST", f"/api/v1/runs/{run}/cancel")
        assert (await operator.end(run))["status"] == "cancelled"
        (child,) = await children(operator, run)
        assert (await operator.end(str(child["id"])))["status"] == "cancelled"

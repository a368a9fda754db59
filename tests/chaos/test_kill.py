"""`kill -9` of each process in turn under runs: every run ends, none twice, none lost.

30 runs here, 300 with `make soak`.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import uuid4

import httpx
import pytest

from tests.chaos.counting_stub import CountingStub
from tests.chaos.local_stack import TRUSTS_NONE, LocalStack, pause

VICTIMS = ("worker", "api", "relay", "temporal", "postgres")
ENDED = ("completed", "faulted", "cancelled")
PATIENCE_SECONDS = 240

Harm: TypeAlias = Callable[[LocalStack], Awaitable[None]]

DEFINITION = """\
document:
  dsl: '1.0.3'
  namespace: chaos
  name: steps
  version: '1.0.0'
do:
  - first:
      call: http
      with: { method: post, endpoint: '${ .stub + "/first/" + .n }' }
      output: { as: '${ $workflow.input }' }
  - pause:
      wait: { seconds: 2 }
  - look:
      call: http
      with: { method: get, endpoint: '${ .stub + "/look/" + .n }' }
      output: { as: '${ $workflow.input }' }
  - second:
      call: http
      with: { method: post, endpoint: '${ .stub + "/second/" + .n }' }
"""


@dataclass
class Operator:
    """Starts runs and asks after them, again and again while parts of the stack are down."""

    stack: LocalStack
    token: str

    async def ask(self, method: str, path: str, **more: object) -> httpx.Response:
        deadline = time.monotonic() + PATIENCE_SECONDS
        headers = {"authorization": f"Bearer {self.token}"} | dict(more.pop("headers", {}))
        async with httpx.AsyncClient(
            base_url=self.stack.url, timeout=20, verify=TRUSTS_NONE
        ) as http:
            while True:
                try:
                    answer = await http.request(method, path, headers=headers, **more)
                    if answer.status_code < 500:
                        return answer
                except httpx.HTTPError:
                    pass
                assert time.monotonic() < deadline, f"{method} {path} never got an answer"
                await pause()

    async def publish(self, text: str, name: str) -> None:
        yaml = {"headers": {"content-type": "application/yaml"}}
        saved = await self.ask("POST", "/api/v1/definitions", content=text, **yaml)
        assert saved.status_code == 201, saved.text
        path = f"/api/v1/definitions/chaos/{name}/1.0.0/publish"
        answer = await self.ask("POST", path)
        assert answer.is_success, answer.text

    async def start(self, stub: str, number: int) -> str:
        answer = await self.ask(
            "POST",
            "/api/v1/runs",
            headers={"idempotency-key": f"{uuid4()}"},
            json={"workflow": "chaos/steps", "input": {"stub": stub, "n": str(number)}},
        )
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def end(self, run: str) -> dict[str, object]:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            kept = (await self.ask("GET", f"/api/v1/runs/{run}?wait=5")).json()
            if kept["status"] in ENDED:
                return kept
            # Of a call whose worker died inside only a person knows; this one lets it fault.
            body = {"outcome": "failed", "reason": "a test"}
            await self.ask("POST", f"/api/v1/runs/{run}/settle", json=body)
            assert time.monotonic() < deadline, f"stuck: {kept}"


async def check(stack: LocalStack, count: int, harms: Sequence[Harm]) -> None:
    """A share of the runs is in flight at each harm."""
    operator = Operator(stack, stack.token())
    await operator.publish(DEFINITION, "steps")
    async with CountingStub() as stub:
        runs: list[str] = []
        share = count // len(harms)
        for turn, harm in enumerate(harms):
            numbers = range(turn * share, (turn + 1) * share)
            starts = [asyncio.create_task(operator.start(stub.url, n)) for n in numbers]
            await first_arrival(stub, turn * share)
            await harm(stack)
            runs += await asyncio.gather(*starts)
        ends = await asyncio.gather(*(operator.end(run) for run in runs))
        assert len(set(runs)) == count
        verdict(stub, ends, count)


async def first_arrival(stub: CountingStub, number: int) -> None:
    """Then the share's runs are everywhere: starting, calling, waiting."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not any(int(path.rpartition("/")[2]) >= number for _, path in stub.arrivals):
        assert time.monotonic() < deadline, "no run of this share ever called"
        await pause(0.05)


def verdict(stub: CountingStub, ends: list[dict[str, object]], count: int) -> None:
    twice = {key: n for key, n in stub.arrivals.items() if n > 1 and key[0] == "POST"}
    assert not twice, f"sent twice: {twice}"
    statuses = Counter(str(end["status"]) for end in ends)
    faults = [end["error"] for end in ends if end["status"] == "faulted"]
    unknown = [error for error in faults if error["type"].endswith("outcome-unknown")]
    assert len(faults) == len(unknown), [error for error in faults if error not in unknown][:3]
    completed = statuses["completed"]
    assert completed + len(unknown) == count, statuses
    posts = sum(n for (method, _), n in stub.arrivals.items() if method == "POST")
    assert posts >= 2 * completed


def killing(victim: str) -> Harm:
    async def harm(stack: LocalStack) -> None:
        await revived(stack, victim, stack.kill(victim))

    return harm


async def revived(stack: LocalStack, victim: str, killed: int) -> None:
    while stack.children().get(victim) in (killed, None):
        await pause()
    await stack.ready()


async def kill_supervisor(stack: LocalStack) -> None:
    stack.kill_supervisor()
    stack.start()
    await stack.ready()


EACH = [killing(victim) for victim in VICTIMS]


def size() -> int:
    return int(os.environ.get("BATON_CHAOS_RUNS", "30"))


@pytest.mark.timeout(900)
@pytest.mark.alone
class TestKill:
    async def test_each_process_in_turn(self, stack):
        await check(stack, size(), EACH)

    async def test_the_supervisor(self, stack):
        await check(stack, size(), [kill_supervisor])


@pytest.mark.alone
@pytest.mark.soak
@pytest.mark.timeout(3600)
class TestKillAtFullSize:
    async def test_each_process_in_turn(self, stack):
        await check(stack, 300, EACH)

    async def test_the_supervisor(self, stack):
        await check(stack, 300, [kill_supervisor])

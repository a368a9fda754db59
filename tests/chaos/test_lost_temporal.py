"""Temporal's database is lost altogether: every open run goes on from its facts, none twice."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest

from tests.chaos.counting_stub import CountingStub
from tests.chaos.local_stack import ROOT, LocalStack, pause
from tests.chaos.test_events import send, waiting
from tests.chaos.test_kill import Operator, revived

HEAD = "document: {{ dsl: '1.0.3', namespace: chaos, name: {}, version: '1.0.0' }}\n"
POST = (
    'call: http, with: {{ method: post, endpoint: \'${{ $workflow.input.stub + "/{0}/" + '
    "$workflow.input.n{1} }}' }}"
)
DEFINITIONS = {
    "waits": f"do: [{{w: {{wait: {{seconds: 8}}}}}}, {{p: {{{POST.format('waits', '')}}}}}]\n",
    "loops": "do:\n- l:\n    for: { each: i, in: '[range(6)]' }\n    do:\n"
    f"    - p: {{{POST.format('loops', ' + ($i | tostring)')}}}\n"
    "    - w: { wait: { seconds: 1 } }\n",
    "holds": f"do: [{{p: {{{POST.format('holds', '')}}}}}]\n",
    "listens": "do:\n- hear: { listen: { to: { one: { with: { type: asked }, correlate: "
    "{ n: { from: .data.n, expect: '${ $workflow.input.n }' } } } } } }\n"
    f"- p: {{{POST.format('listens', '')}}}\n",
    "parents": "do: [{r: {run: {workflow: {namespace: chaos, name: waits, version: 1.0.0,"
    " input: '${ .child }'}}}}]\n",
}
RUNS = 3

Loss = Callable[[LocalStack], Awaitable[None]]


@asynccontextmanager
async def holding() -> AsyncIterator[tuple[str, list[str]]]:
    """A service that hears calls and never answers."""
    arrivals: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            arrivals.append((await reader.readline()).decode().split(" ")[1])
            await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", arrivals
    finally:
        server.close()


async def start(operator: Operator, name: str, given: object) -> str:
    body = {"workflow": f"chaos/{name}", "input": given}
    answer = await operator.ask("POST", "/api/v1/runs", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def forget(stack: LocalStack) -> None:
    """All that Temporal has kept."""
    kept = [*stack.data.rglob("temporal*.db*")]
    assert kept
    for file in kept:
        file.unlink()


async def lose_everything(stack: LocalStack) -> None:
    """The whole machine, and Temporal's disk with it."""
    children = stack.children().values()
    stack.kill_supervisor()
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    while any(psutil.pid_exists(pid) for pid in children):
        await pause()
    forget(stack)
    stack.start()
    await stack.ready()


async def lose_temporal(stack: LocalStack) -> None:
    """Nothing else: nobody notices until an operator says so."""
    forget(stack)
    await revived(stack, "temporal", stack.kill("temporal"))
    baton = Path(sys.executable).with_name("baton")
    for more in (["--dry-run"], ["--yes"]):
        done = await asyncio.to_thread(
            subprocess.run,
            [baton, "revive", "--all", *more],
            env={**stack.environment, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
    assert b"go on" in done.stdout


async def check(stack: LocalStack, lose: Loss) -> None:
    operator = Operator(stack, stack.token())
    for name, text in DEFINITIONS.items():
        await operator.publish(HEAD.format(name) + text, name)
    async with CountingStub() as stub, holding() as (never, held):
        runs: dict[str, str] = {}
        for number in map(str, range(RUNS)):
            child = {"stub": stub.url, "n": f"c{number}"}
            for name in DEFINITIONS:
                where = never if name == "holds" else stub.url
                given = {"stub": where, "n": number, "child": child}
                runs[f"{name}/{number}"] = await start(operator, name, given)
        for key, run in runs.items():
            if key.startswith(("listens", "parents")):
                await waiting(operator, run)
        async with asyncio.timeout(60):
            while len(held) < RUNS:
                await pause()
        await lose(stack)
        for number in range(RUNS):
            await send(operator, number)
        ends = {key: await operator.end(run) for key, run in runs.items()}
        assert sorted(held) == [f"/holds/{number}" for number in range(RUNS)]
        for key, end in ends.items():
            # A worker that lives still has the call, and says that it was not answered in time.
            unknown = end["status"] == "faulted" and (
                "unknown" in end["error"]["type"] or "is not known" in end["error"]["detail"]
            )
            known = end["status"] == "completed"
            assert unknown if key.startswith("holds") else known or key.startswith("loops"), end
        assert not {key: n for key, n in stub.arrivals.items() if n > 1}
        once = {f"/{name}/{number}" for name in ("waits", "listens") for number in range(RUNS)}
        once |= {f"/waits/c{number}" for number in range(RUNS)}
        assert once <= {path for _, path in stub.arrivals}


@pytest.mark.timeout(900)
@pytest.mark.alone
class TestLostTemporal:
    async def test_with_the_whole_machine(self, stack):
        await check(stack, lose_everything)

    async def test_beside_all_others(self, stack):
        await check(stack, lose_temporal)

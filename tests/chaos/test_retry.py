"""A run that has failed goes on, on a whole stack: what was done stays done, whoever is away."""

from __future__ import annotations

import asyncio

import pytest

from tests.chaos.counting_stub import CountingStub
from tests.chaos.test_kill import Operator

HEAD = "document: {{ dsl: '1.0.3', namespace: chaos, name: {name}, version: '1.0.0' }}\n"
CALL = (
    "{{ call: http, with: {{ method: post, endpoint: '${{ .stub + \"/{at}/\" + .n }}' }}, {more} }}"
)
KEEP = "output: { as: '${ $workflow.input }' }"
LINE = HEAD.format(name="line") + "\n".join(
    [
        "do:",
        "  - book: " + CALL.format(at="book", more=KEEP),
        "  - pay: " + CALL.format(at="pay", more=KEEP),
        "  - send: " + CALL.format(at="send", more=KEEP),
    ]
)
STEPS = HEAD.format(name="steps") + "\n".join(
    [
        "do:",
        "  - first: " + CALL.format(at="first", more=KEEP),
        "  - line: { run: { workflow: { namespace: chaos, name: line, input: '${ . }' } } }",
    ]
)
WHY = {"reason": "The bank is open again."}


class Bank:
    """Closed until somebody opens it."""

    def __init__(self) -> None:
        self.closed = True

    def answer(self, path: str, _key: str) -> tuple[int, object]:
        shut = self.closed and path.startswith("/pay/")
        return (503, {"closed": True}) if shut else (200, {"ok": True})


async def retried(operator: Operator, run: str, **more: object) -> dict[str, object]:
    answer = await operator.ask("POST", f"/api/v1/runs/{run}/retry", json=WHY | more)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.timeout(900)
@pytest.mark.alone
class TestRetry:
    async def test_from_where_it_failed_whoever_is_away(self, stack):
        operator = Operator(stack, stack.token())
        await operator.publish(LINE, "line")
        await operator.publish(STEPS, "steps")
        bank = Bank()
        async with CountingStub(bank.answer) as stub:
            parent = await operator.start(stub.url, 1)
            assert (await operator.end(parent))["status"] == "faulted"
            children = await operator.ask("GET", f"/api/v1/runs?parent={parent}")
            (child,) = [str(one["id"]) for one in children.json()["items"]]
            # Too early: it fails once more.
            assert (await retried(operator, child))["execution"] == 2
            assert (await operator.end(child))["status"] == "faulted"
            bank.closed = False
            stack.kill("temporal")
            assert (await retried(operator, child))["status"] == "running"
            assert (await operator.end(child))["status"] == "completed"
            # Its parent has gone on without it: retried, it starts another one.
            stack.kill("worker")
            await retried(operator, parent)
            assert (await operator.end(parent))["status"] == "completed"
            arrivals = dict(stub.arrivals)
        assert arrivals == {
            ("POST", "/first/1"): 1,
            ("POST", "/book/1"): 2,
            ("POST", "/pay/1"): 4,
            ("POST", "/send/1"): 2,
        }
        lines = await operator.ask("GET", f"/api/v1/runs/{child}/trace?limit=200")
        kinds = [line["kind"] for line in lines.json()["items"] if not line["task"]]
        assert kinds.count("run.retried") == 2
        assert kinds[-1] == "run.completed"
        audit = (await operator.ask("GET", f"/api/v1/runs/{child}/audit")).json()["items"]
        assert [entry["outcome"] for entry in audit if entry["action"] == "run.retry"] == [
            "done",
            "done",
        ]

    async def test_skipped_changed_and_one_retry_of_many_operators(self, stack):
        operator = Operator(stack, stack.token())
        waits = HEAD.format(name="steps") + (
            "do:\n"
            "  - nap: { wait: { days: 3 }, export: { as: '${ $context }' } }\n"
            "  - pay: " + CALL.format(at="pay", more="output: { as: '${ $context }' }") + "\n"
        )
        await operator.publish(waits, "steps")
        bank = Bank()
        async with CountingStub(bank.answer) as stub:
            run = await operator.start(stub.url, 1)
            address = f"/api/v1/runs/{run}"
            changed = WHY | {"context": {"paid": "cash"}}
            while (await operator.ask("POST", f"{address}/data", json=changed)).status_code == 409:
                await operator.ask("GET", f"{address}?wait=1")
            given = {"stub": stub.url, "n": "1"}
            skip = WHY | {"visit": "/do/0/nap:0", "output": given}
            assert (await operator.ask("POST", f"{address}/skip", json=skip)).is_success
            assert (await operator.end(run))["status"] == "faulted"
            bank.closed = False
            answers = await asyncio.gather(
                *(operator.ask("POST", f"{address}/retry", json=WHY) for _ in range(5))
            )
            assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409]
            ended = await operator.end(run)
            assert (ended["status"], ended["output"]) == ("completed", {"paid": "cash"})
            assert dict(stub.arrivals) == {("POST", "/pay/1"): 2}

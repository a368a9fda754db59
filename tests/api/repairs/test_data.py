"""The data of a run as they are now, over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import uuid4

import httpx
import pytest

from api.repairs import data
from definitions.code.declaration import Declared
from definitions.contracts import Message, Recording
from definitions.values import Json
from store import code
from store.session import Database
from tests.api.conftest import Somebody, Stage
from tests.api.repairs.conftest import ADDRESS, CALL, TASKS, Line, compiled, publish
from workflows.machine import commands, facts
from workflows.machine.machine import Machine

BIG = 12345678901234567890123
HEAR = "{ listen: { to: { one: { with: { type: go } } } } }"
NOTES = f"""\
do:
  - note: {{ set: {{ sum: {BIG}, half: 0.50, name: "☃" }}, export: {{ as: '${{ . }}' }} }}
  - hear: {HEAR}
"""
LOOP = f"""\
do:
  - each:
      for: {{ each: item, in: '${{ . }}' }}
      do:
        - pay: {CALL % "pay"}
        - note:
            set: {{ n: '${{ $item }}' }}
            export: {{ as: '${{ ($context // []) + [.n] }}' }}
"""
ENDLESS = """\
do:
  - a: { set: { n: '${ ($context.n // 0) + 1 }' }, export: { as: '${ . }' }, then: a }
"""
SEALED = f"""\
use: {{ secrets: [key] }}
do:
  - pay:
      input: {{ from: '${{ {{ key: $secrets.key.value, id: 7 }} }}' }}
      call: http
      with: {{ method: post, endpoint: https://x.example/pay, body: '${{ .key }}' }}
      export: {{ as: '${{ $input }}' }}
  - hear: {HEAR}
"""
AT = 1_700_000_000_000

AtWork = Callable[..., Awaitable[Line]]


@pytest.fixture
def at_work(admin: httpx.AsyncClient, stage: Stage, tenant: str) -> AtWork:
    """A run of these tasks, as far as it comes by itself."""

    async def make(tasks: str, given: Json = None) -> Line:
        source = await publish(admin, "1.0.0", tasks)
        started = await admin.post(ADDRESS, json={"workflow": "tests/line", "input": given})
        assert started.status_code == 201, started.text
        made = Line(stage, tenant, started.json()["id"], compiled(source))
        made.driver.feed(facts.Started(made.driver.now, made.run, given))
        await made.keep()
        return made

    return make


@pytest.fixture
async def in_python(admin: httpx.AsyncClient, database: Database) -> AsyncIterator[str]:
    """A run of a process that is written in Python."""
    name = f"o{uuid4().hex}"
    about = {
        "namespace": "shop",
        "name": name,
        "version": "1.0.0",
        "title": name,
        "summary": "",
        "package": f"of-{name}",
        "workflow": name,
        "queue": f"code/of-{name}",
        "takes_input": True,
        "input": {},
        "output": {},
    }
    async with database.shared() as session:
        await code.declare(session, f"of-{name}", [Declared(**about)])
    yield (await admin.post(ADDRESS, json={"workflow": f"shop/{name}"})).json()["id"]
    async with database.shared() as session:
        await code.declare(session, f"of-{name}", [])


async def shown(client: httpx.AsyncClient, run: str) -> tuple[Json, int]:
    answer = await client.get(f"{ADDRESS}/{run}/data")
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert list(said) == ["context", "sequence"]
    return said["context"], said["sequence"]


class TestShow:
    async def test_of_a_run_that_waits_to_the_last_digit(self, admin, at_work: AtWork):
        line = await at_work(NOTES)
        assert await shown(admin, line.run) == ({"sum": BIG, "half": 0.5, "name": "☃"}, 1)

    async def test_of_one_that_has_not_begun(self, admin, line):
        run = (await admin.post(ADDRESS, json={"workflow": "tests/line"})).json()["id"]
        assert await shown(admin, run) == (None, 0)

    async def test_as_somebody_has_changed_them(self, admin, at_work: AtWork):
        line = await at_work(NOTES)
        line.driver.say(commands.CHANGE, 1, {"context": [None, 1], "reason": "x"})
        await line.keep()
        assert await shown(admin, line.run) == ([None, 1], 2)

    async def test_in_a_loop_while_a_call_is_out(self, admin, at_work: AtWork):
        line = await at_work(LOOP, ["a", "b", "c"])
        assert await shown(admin, line.run) == (None, 1)
        for nth, said in enumerate((["a"], ["a", "b"]), 2):
            line.answer("paid")
            await line.keep()
            assert await shown(admin, line.run) == (said, nth)

    async def test_of_one_that_is_suspended_with_an_answer_that_it_has_not_looked_at(
        self, admin, at_work: AtWork
    ):
        line = await at_work(LOOP, ["a"])
        line.driver.say(commands.SUSPEND, 1, {"reason": "x"})
        line.answer("paid")
        await line.keep()
        assert await shown(admin, line.run) == (None, 3)

    async def test_of_one_that_has_ended(self, admin, at_work: AtWork):
        line = await at_work(LOOP, ["a", "b"])
        line.answer("paid")
        line.fail()
        await line.keep()
        assert (await admin.get(f"{ADDRESS}/{line.run}")).json()["status"] == "faulted"
        assert await shown(admin, line.run) == (["a"], 3)

    async def test_of_one_that_was_ended_before_it_began(self, admin, line, stage: Stage, tenant):
        run = (await admin.post(ADDRESS, json={"workflow": "tests/line"})).json()["id"]
        await stage.write(Recording(tenant, run, 1, status="cancelled", at=1))
        assert await shown(admin, run) == (None, 0)

    async def test_no_secret_stands_in_them(self, admin, at_work: AtWork):
        line = await at_work(SEALED)
        line.answer("paid")
        await line.keep()
        assert await shown(admin, line.run) == ({"key": "***", "id": 7}, 2)


class TestRetried:
    async def test_with_other_data_in_another_version(self, admin, failed: Line):
        pay = CALL % "pay"
        exporting = pay.removesuffix("}") + ", export: { as: '${ $context + [.] }' } }"
        source = await publish(admin, "2.0.0", TASKS.replace(pay, exporting))
        wanted = {"reason": "x", "version": "2.0.0", "context": [1]}
        assert (await admin.post(f"{ADDRESS}/{failed.run}/retry", json=wanted)).status_code == 200
        assert await shown(admin, failed.run) == ([1], 4)
        failed.driver = await failed.revived(admin, compiled(source))
        failed.execution, failed.kept = 2, (0, 0)
        failed.answer("paid")
        await failed.keep()
        assert await shown(admin, failed.run) == ([1, "paid"], 5)

    async def test_again_and_again(self, admin, failed: Line):
        for nth in range(1, 4):
            wanted = {"reason": "x", "context": nth}
            address = f"{ADDRESS}/{failed.run}/retry"
            assert (await admin.post(address, json=wanted)).status_code == 200
            failed.driver = await failed.revived(admin, failed.driver.program)
            failed.execution, failed.kept = nth + 1, (0, 0)
            failed.fail()
            await failed.keep()
            context, _ = await shown(admin, failed.run)
            assert context == nth


class TestAtWork:
    @pytest.fixture
    async def endless(self, admin, stage: Stage, tenant) -> tuple[str, Machine]:
        source = await publish(admin, "1.0.0", ENDLESS)
        run = (await admin.post(ADDRESS, json={"workflow": "tests/line"})).json()["id"]
        machine = Machine(compiled(source))
        machine.feed(facts.Started(AT, run, None))
        rows = machine.take().facts
        await stage.write(Recording(tenant, run, 1, rows, status="running", at=AT))
        return run, machine

    async def test_a_loop_without_end_is_told_to_suspend(self, admin, endless, monkeypatch):
        monkeypatch.setattr(data, "MOST_STEPS", 2_000)
        run, _ = endless
        answer = await admin.get(f"{ADDRESS}/{run}/data")
        assert (answer.status_code, answer.json()["detail"][:33]) == (
            409,
            "The run has taken more than 2,000",
        )
        assert answer.json()["remedy"].startswith("Suspend it")

    async def test_what_it_has_when_it_is_suspended(
        self, admin, endless, stage: Stage, tenant, monkeypatch
    ):
        monkeypatch.setattr(data, "MOST_STEPS", 2_000)
        run, machine = endless
        for _ in range(50):
            machine.advance(100)
        message = Message("m1", 1, commands.SUSPEND, {"reason": None})
        machine.feed(facts.MessageArrived(AT, message))
        rows = machine.take().facts
        await stage.write(Recording(tenant, run, 1, rows, status="suspended", at=AT))
        assert await shown(admin, run) == (machine.state.context, 2)
        assert machine.state.context["n"] > 1_000

    async def test_a_process_in_python_keeps_its_own(self, admin, in_python: str):
        answer = await admin.get(f"{ADDRESS}/{in_python}/data")
        assert (answer.status_code, "Python" in answer.json()["detail"]) == (409, True)
        assert "again" in answer.json()["remedy"]


class TestWho:
    @pytest.mark.parametrize("role", ["member", "approver", "designer", "developer"])
    async def test_not_everybody(self, somebody: Somebody, tenant, at_work: AtWork, role):
        line = await at_work(NOTES)
        client = await somebody(tenant, role)
        assert (await client.get(f"{ADDRESS}/{line.run}/data")).status_code == 403

    async def test_whoever_may_change_them(self, somebody: Somebody, tenant, at_work: AtWork):
        line = await at_work(NOTES)
        _, sequence = await shown(await somebody(tenant, "supervisor"), line.run)
        assert sequence == 1

    async def test_nobody_of_another_tenant(
        self, somebody: Somebody, other_tenant: str, stranger, at_work: AtWork
    ):
        line = await at_work(NOTES)
        other = await somebody(other_tenant, "admin")
        for run in (line.run, str(uuid4()), "☃", "x" * 100):
            answer = await other.get(f"{ADDRESS}/{run}/data")
            assert (answer.status_code, "sum" in answer.text) == (404, False)
        assert (await other.get(f"{ADDRESS}/{'x' * 101}/data")).status_code == 422
        assert (await stranger.get(f"{ADDRESS}/{line.run}/data")).status_code == 401

"""`script.run`: a script carried out on behalf of a run, once."""

from __future__ import annotations

import asyncio

import pytest
from temporalio.testing import ActivityEnvironment

from activities import script
from activities.sandbox.jail import Ended, JailError, StoppedError
from activities.sandbox.order import Limits, Order
from activities.sandbox.programs import Program
from activities.script import ScriptActivities
from activities.secrets import Mask
from definitions import errors
from definitions.contracts import Call, Outcome, WorkflowRef
from definitions.errors import ProblemError
from definitions.values import Json
from tests.activities.calling import Kept, Vault, problem_of

PROGRAMS = {
    "shell": Program(("/bin/sh",), "script.sh"),
    "python": Program(("/usr/bin/python3",), "script.py"),
}
CLAIMED = "claimed r:/do/0/ask:1"
SETTLED = "settled r:/do/0/ask:1"


class World:
    """The activity, with a jail that answers what the test says."""

    def __init__(self) -> None:
        self.kept = Kept()
        self.vault = Vault()
        self.orders: list[Order] = []
        self.ends: Ended | Exception = Ended(0, b"out", b"err")
        self.open = asyncio.Event()
        self.open.set()
        self.begun = asyncio.Event()
        self.activities = ScriptActivities(
            PROGRAMS,
            Limits(seconds=60),
            2,
            self.kept,  # type: ignore[arg-type]
            self.vault,  # type: ignore[arg-type]
            self,  # type: ignore[arg-type]
        )

    async def get(self, _call: Call, source: Json, mask: Mask) -> str:
        """In the place of the sources."""
        assert isinstance(source, dict)
        if source["endpoint"] != "https://example.com/a.sh":
            raise ProblemError(errors.communication("It can't be fetched.", 502))
        mask.add("geheim")
        return "fetched"

    async def jail(self, order: Order) -> Ended:
        self.orders.append(order)
        self.begun.set()
        await self.open.wait()
        if isinstance(self.ends, Exception):
            raise self.ends
        return self.ends

    async def run(self, **arguments: Json) -> Outcome:
        call = Call(
            tenant="t",
            run="r",
            workflow=WorkflowRef("test", "scripts", "1.0.0", "hash"),
            task="/do/0/ask",
            key="r:/do/0/ask:1",
            arguments={"kind": "shell", "code": "ls", "return": "stdout", "await": True}
            | arguments,
            timeout_seconds=30,
            safe=False,
        )
        return await ActivityEnvironment().run(self.activities.run, call)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    made = World()
    monkeypatch.setattr(script.jail, "run", made.jail)
    return made


class TestRun:
    @pytest.mark.parametrize(
        ("returns", "output"),
        [
            ("stdout", "out"),
            ("stderr", "err"),
            ("code", 0),
            ("none", None),
            ("all", {"code": 0, "stdout": "out", "stderr": "err"}),
        ],
    )
    async def test_what_it_returns(self, world, returns, output):
        assert await world.run(**{"return": returns}) == Outcome(output=output)
        assert world.kept.log == [CLAIMED, SETTLED]

    @pytest.mark.parametrize(
        ("returns", "output"), [("code", 3), ("all", {"code": 3, "stdout": "", "stderr": "no"})]
    )
    async def test_a_code_is_a_result_for_who_asks_for_it(self, world, returns, output):
        world.ends = Ended(3, b"", b"no")
        assert await world.run(**{"return": returns}) == Outcome(output=output)

    @pytest.mark.parametrize("returns", ["stdout", "stderr", "none"])
    async def test_and_a_fault_for_others(self, world, returns):
        world.ends = Ended(3, b"out", b"no such thing\n")
        outcome = await world.run(**{"return": returns})
        detail = problem_of(outcome, 500, "runtime")
        assert detail == "The command ended with the code 3. It said: no such thing"
        assert outcome.definite

    async def test_a_fault_repeats_the_end_of_what_was_said(self, world):
        world.ends = Ended(1, b"", b"x" * 100_000 + b"the end")
        detail = problem_of(await world.run(kind="python"), 500, "runtime")
        assert detail.endswith("the end")
        assert len(detail) < 2_100

    async def test_a_fault_of_who_said_nothing(self, world):
        world.ends = Ended(1, b"", b"")
        assert "wrote nothing" in problem_of(await world.run(), 500, "runtime")

    async def test_what_is_no_utf_8_is_marked(self, world):
        world.ends = Ended(0, b"a\xff\0b", b"")
        assert (await world.run()).output == "a\ufffd\0b"

    @pytest.mark.parametrize(
        ("end", "status", "kind", "said"),
        [
            (StoppedError("time"), 408, "timeout", "more than 30 s"),
            (StoppedError("memory"), 500, "runtime", "of memory"),
            (StoppedError("output"), 500, "runtime", "1,048,576 bytes"),
            (JailError("The jail can't be made: no."), 500, "runtime", "Nothing was run"),
        ],
    )
    async def test_ends_that_are_faults(self, world, end, status, kind, said):
        world.ends = end
        assert said in problem_of(await world.run(), status, kind)
        assert world.kept.log == [CLAIMED, SETTLED]

    async def test_one_that_is_not_enabled(self, world):
        outcome = await world.run(kind="javascript")
        assert "BATON_ALLOW_SCRIPTS" in problem_of(outcome, 400, "configuration")
        assert world.orders == []
        assert world.kept.log == ["nothing to keep"]

    async def test_what_can_not_be_given_is_said_before_anything_is_run(self, world):
        problem_of(await world.run(arguments=["a\0b"]), 400, "validation")
        assert world.orders == []

    async def test_what_has_ended_is_not_run_again(self, world):
        world.kept.known = Outcome(output="before")
        assert await world.run() == Outcome(output="before")
        assert world.orders == []

    async def test_secrets_are_masked_in_all_that_comes_out(self, world):
        world.vault.mask = Mask(["geheim"])
        world.ends = Ended(0, b"geheim!", b"geheim?")
        outcome = await world.run(**{"return": "all"})
        assert outcome.output == {"code": 0, "stdout": "***!", "stderr": "***?"}
        world.ends = Ended(1, b"", b"geheim")
        assert "geheim" not in problem_of(await world.run(), 500, "runtime")

    async def test_a_secret_that_may_not_go_there(self, world):
        world.vault.problem = errors.configuration("no")
        problem_of(await world.run(), 400, "configuration")
        assert world.orders == []


class TestSource:
    async def test_is_fetched_and_what_was_secret_about_it_masked(self, world):
        world.ends = Ended(0, b"geheim!", b"")
        source = {"endpoint": "https://example.com/a.sh"}
        outcome = await world.run(code=None, source=source)
        assert outcome.output == "***!"
        assert world.orders[0].text == "fetched"

    async def test_that_can_not_be_fetched(self, world):
        source = {"endpoint": "https://example.com/b.sh"}
        problem_of(await world.run(code=None, source=source), 502)
        assert world.orders == []
        assert world.kept.log == ["nothing to keep"]


class TestRoom:
    async def test_is_for_so_many_at_once(self, world):
        world.open.clear()
        tasks = [asyncio.create_task(world.run()) for _ in range(5)]
        await world.begun.wait()
        for _ in range(100):
            await asyncio.sleep(0)
        assert len(world.orders) == 2
        # Who waits for room has no intent yet: another worker may take it up.
        assert world.kept.log == [CLAIMED, CLAIMED]
        world.open.set()
        assert [one.output for one in await asyncio.gather(*tasks)] == ["out"] * 5

    async def test_a_cancelled_one_makes_room(self, world):
        world.open.clear()
        tasks = [asyncio.create_task(world.run()) for _ in range(2)]
        await world.begun.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        world.open.set()
        assert (await world.run()).output == "out"


class TestLoose:
    async def test_who_does_not_wait_has_an_answer_at_once(self, world):
        world.open.clear()
        assert await world.run(**{"await": False}) == Outcome()
        assert world.kept.log == [CLAIMED, SETTLED]
        await world.begun.wait()
        world.open.set()
        await world.activities.close()

    @pytest.mark.parametrize("end", [StoppedError("time"), JailError("no"), Ended(3, b"", b"")])
    async def test_its_end_is_nobodys_business(self, world, end):
        world.ends = end
        assert await world.run(**{"await": False}) == Outcome()
        await world.begun.wait()
        await world.activities.close()

    async def test_is_begun_once(self, world):
        world.kept.known = Outcome()
        assert await world.run(**{"await": False}) == Outcome()
        await world.activities.close()
        assert world.orders == []

    async def test_ends_with_the_worker(self, world):
        world.open.clear()
        await world.run(**{"await": False})
        await world.begun.wait()
        await world.activities.close()
        assert not world.activities._loose

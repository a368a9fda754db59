"""Calls that outlive the activity that made them, and origins that are slow."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from activities import underway as module
from activities.http_connections import Origin
from activities.underway import ORIGINS, QUICK_SECONDS, SLOW, Pace, Underway
from definitions.contracts import Call, Outcome, WorkflowRef

CALL = Call(
    tenant="t",
    run="r",
    workflow=WorkflowRef("n", "w", "1.0.0", "h"),
    task="/do/0/a",
    key="r:/do/0/a:0",
    arguments=None,
    timeout_seconds=5,
    safe=False,
)
RIDES = replace(CALL, rides=True)
RODE = replace(CALL, rode=True)
DONE = Outcome(output={"done": True})


class Service:
    """Answers when it is told to, and counts who asks."""

    def __init__(self) -> None:
        self.asked = 0
        self.begun = asyncio.Event()
        self.answers = asyncio.Event()

    async def work(self) -> Outcome:
        self.asked += 1
        self.begun.set()
        await self.answers.wait()
        return DONE


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RIDE_SECONDS", 0.0)


class TestCarryOut:
    async def test_what_is_quick_is_answered(self):
        service = Service()
        service.answers.set()
        assert await Underway().carry_out(RIDES, service.work) == DONE

    @pytest.mark.usefixtures("at_once")
    async def test_what_takes_long_is_let_go_of_and_waited_for_later(self):
        service, underway = Service(), Underway()
        assert await underway.carry_out(RIDES, service.work) is SLOW
        later = asyncio.create_task(underway.carry_out(RODE, service.work))
        service.answers.set()
        assert await later == DONE
        assert service.asked == 1

    @pytest.mark.usefixtures("at_once")
    async def test_a_workflow_task_that_is_repeated_meets_the_same_call(self):
        service, underway = Service(), Underway()
        for _ in range(3):
            assert await underway.carry_out(RIDES, service.work) is SLOW
        assert service.asked == 1
        await underway.close(0)

    @pytest.mark.usefixtures("at_once")
    async def test_another_attempt_is_another_call(self):
        service, underway = Service(), Underway()
        await underway.carry_out(RIDES, service.work)
        await underway.carry_out(replace(RIDES, attempt="r:/do/0/a:1"), service.work)
        assert service.asked == 2
        await underway.close(0)

    async def test_after_its_end_it_is_forgotten(self):
        service, underway = Service(), Underway()
        service.answers.set()
        await underway.carry_out(RIDES, service.work)
        await underway.carry_out(RODE, service.work)
        assert service.asked == 2  # the intent keeps it single, not this

    async def test_who_is_cancelled_takes_the_call_along(self):
        service, underway = Service(), Underway()
        waiting = asyncio.create_task(underway.carry_out(RIDES, service.work))
        await service.begun.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        service.answers.set()
        assert await underway.carry_out(RODE, service.work) == DONE
        assert service.asked == 2

    async def test_what_fails_inside_fails_the_activity(self):
        async def fails() -> Outcome:
            raise OSError("away")

        with pytest.raises(OSError, match="away"):
            await Underway().carry_out(RIDES, fails)

    async def test_any_other_call_is_only_made(self):
        service, underway = Service(), Underway()
        service.answers.set()
        assert await underway.carry_out(CALL, service.work) == DONE


class TestPace:
    def test_an_origin_is_quick_until_it_was_slow_and_again_when_it_is(self):
        pace, origin = Pace(), Origin("https", "example.com", 443)
        assert pace.quick(origin)
        pace.took(origin, QUICK_SECONDS * 2)
        assert not pace.quick(origin)
        assert pace.quick(Origin("https", "example.com", 444))
        pace.took(origin, QUICK_SECONDS / 2)
        assert pace.quick(origin)

    def test_only_so_many_are_remembered(self):
        pace = Pace()
        for port in range(ORIGINS + 1):
            pace.took(Origin("http", "example.com", port), 1.0)
        assert pace.quick(Origin("http", "example.com", 0))
        assert not pace.quick(Origin("http", "example.com", ORIGINS))

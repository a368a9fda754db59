"""Heartbeats while an activity works; how calls beat is tried with them."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest
from temporalio.testing import ActivityEnvironment

from activities import pulse


class TestPulse:
    async def test_beats_until_the_work_is_done(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pulse, "HEARTBEAT_SECONDS", 0.001)
        environment, beaten = ActivityEnvironment(), asyncio.Event()
        environment.on_heartbeat = lambda *_details: beaten.set()

        async def work() -> None:
            with pulse.pulse():
                await beaten.wait()

        async with asyncio.timeout(10):
            await environment.run(work)

    async def test_a_local_activity_and_a_plain_call_have_none(self) -> None:
        environment = ActivityEnvironment()
        environment.info = dataclasses.replace(environment.info, is_local=True)
        beats: list[object] = []
        environment.on_heartbeat = lambda *_details: beats.append(1)

        async def work() -> None:
            with pulse.pulse():
                await asyncio.sleep(0)

        await environment.run(work)
        await work()
        assert beats == []

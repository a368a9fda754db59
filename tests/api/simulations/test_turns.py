"""Turns: few at once, and no tenant in everybody's way."""

from __future__ import annotations

import asyncio
import threading

import pytest

from api.errors import ApiError
from api.simulations.turns import AT_ONCE, OF_A_TENANT, Turns


class TestRun:
    async def test_what_the_work_gives(self):
        assert await Turns().run("a", lambda: 7) == 7

    async def test_its_error(self):
        def fail() -> None:
            raise ValueError("no")

        turns = Turns()
        for _ in range(OF_A_TENANT + AT_ONCE + 1):
            with pytest.raises(ValueError, match="no"):
                await turns.run("a", fail)

    async def test_few_at_once_and_few_of_a_tenant(self):
        turns, go, both, entered = Turns(), threading.Event(), threading.Event(), []

        def work() -> None:
            entered.append(1)
            if len(entered) == AT_ONCE:
                both.set()
            go.wait(60)

        waiting = [asyncio.create_task(turns.run("a", work)) for _ in range(OF_A_TENANT)]
        await asyncio.to_thread(both.wait, 60)
        with pytest.raises(ApiError) as refused:
            await turns.run("a", work)
        other = asyncio.create_task(turns.run("b", work))
        assert (refused.value.status_code, len(entered)) == (429, AT_ONCE)
        go.set()
        await asyncio.gather(*waiting, other)
        assert len(entered) == OF_A_TENANT + 1
        await turns.run("a", work)

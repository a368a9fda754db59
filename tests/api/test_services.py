"""What goes on after an answer is finished before the process ends."""

from __future__ import annotations

import asyncio

from api.services import Background


class TestBackground:
    async def test_a_stop_waits_for_it(self):
        background = Background()
        gate = asyncio.Event()
        done: list[int] = []

        async def work() -> None:
            await gate.wait()
            done.append(1)

        background.start(work())
        finishing = asyncio.create_task(background.finish(5))
        gate.set()
        await finishing
        assert done == [1]

    async def test_but_not_for_ever(self):
        background = Background()
        task = background.start(asyncio.Event().wait())  # type: ignore[arg-type]
        await background.finish(0.01)
        assert not task.done()
        task.cancel()

    async def test_nothing_to_wait_for(self):
        await Background().finish(0)

"""A feed looks again after a fault, and one fault of ours does not end it."""

from __future__ import annotations

import asyncio

import pytest
import structlog

from api.live import feed as module
from api.live.feed import Feed
from tests.api.live.fakes import until


class Faulty(Feed):
    """Fails as it is told to."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.looks = 0
        self.told = asyncio.Event()
        super().__init__()

    async def tell(self) -> None:
        self.looks += 1
        if self.faults:
            raise self.faults.pop(0)
        self.told.set()


class TestLook:
    async def test_again_when_the_database_was_away(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(module, "RETRY_SECONDS", 0.0)
        feed = Faulty(OSError(), ConnectionError())
        feed.look()
        async with asyncio.timeout(20):
            await feed.told.wait()
        assert feed.looks == 3
        feed.close()

    async def test_a_fault_of_ours_is_logged_and_not_repeated(self):
        feed = Faulty(ValueError("ours"))
        with structlog.testing.capture_logs() as logs:
            feed.look()
            await until(lambda: logs)
        assert [entry["event"] for entry in logs] == ["live.failed"]
        feed.look()
        async with asyncio.timeout(20):
            await feed.told.wait()
        assert feed.looks == 2
        feed.close()

"""How runs are read for a rehearsal: few at once, and none that is too long."""

from __future__ import annotations

import httpx

from api.rehearsals import service
from store.past_runs import PastRun
from tests.api.rehearsals.conftest import ASK, Played, rehearsed


def run(facts: int, size: int = 10) -> PastRun:
    return PastRun("r", "h", facts, size)


class TestBunches:
    def test_few_at_once(self):
        bunches = [len(bunch) for bunch in service.bunches([run(4)] * 60)]
        assert bunches == [service.AT_ONCE, service.AT_ONCE, 10]

    def test_long_ones_alone(self):
        long = run(service.MOST_FACTS)
        assert [len(bunch) for bunch in service.bunches([run(4), long, long])] == [1, 1, 1]
        big = run(4, service.MOST_BYTES)
        assert [len(bunch) for bunch in service.bunches([run(4), big, big])] == [1, 1, 1]

    def test_none(self):
        assert [*service.bunches([])] == []


class TestRehearse:
    async def test_more_runs_than_one_bunch(
        self, admin: httpx.AsyncClient, played: Played, monkeypatch
    ):
        monkeypatch.setattr(service, "AT_ONCE", 2)
        for _ in range(5):
            await played()
        assert (await rehearsed(admin, ASK))["compared"] == 5

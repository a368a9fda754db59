"""Events and listeners meet, whoever comes first: nothing is lost, twice or out of order."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress

import pytest

from definitions.contracts import EVENT_CAME, EventKey
from store import hearing, messages
from store.hearing import PAGE


class TestListenerFirst:
    async def test_hears_what_is_for_it(self, town):
        run, other = await town.run(), await town.run()
        await town.listen(run)
        await town.listen(other, 1, EventKey("u"))
        await town.hand_out()
        await town.send()
        await town.send("u")
        await town.hand_out()
        assert await town.heard(run) == ["e1"]
        assert await town.heard(other) == ["e2"]

    async def test_every_event_where_no_type_is_named(self, town):
        run = await town.run()
        await town.listen(run, 1, EventKey())
        await town.send("a")
        await town.send("b")
        await town.hand_out()
        assert await town.heard(run) == ["e1", "e2"]

    async def test_each_listener_of_a_run(self, town):
        run = await town.run()
        await town.listen(run, 1)
        await town.listen(run, 2)
        await town.send()
        await town.hand_out()
        assert await town.heard(run, 1) == await town.heard(run, 2) == ["e1"]

    async def test_who_has_stopped_hears_nothing(self, town):
        run = await town.run()
        await town.listen(run)
        await town.hand_out()
        await town.write(run, deaf=[1])
        await town.send()
        await town.hand_out()
        assert await town.heard(run) == []

    async def test_a_run_that_has_ended_meanwhile_holds_nobody_up(self, town):
        run, other = await town.run(), await town.run()
        for each in (run, other):
            await town.listen(each)
        await town.hand_out()
        await town.send()
        await town.write(run, status="completed", at=1)
        await town.hand_out()
        assert await town.heard(other) == ["e1"]


class TestEventFirst:
    async def test_what_came_since_the_run_was_made_is_kept_for_it(self, town):
        await town.send()
        await town.hand_out()
        run = await town.run()
        await town.send()
        await town.hand_out()
        await town.send()
        await town.listen(run)
        await town.send()
        await town.hand_out()
        assert await town.heard(run) == ["e2", "e3", "e4"]

    async def test_but_for_what_the_run_has_consumed(self, town):
        run = await town.run()
        await town.listen(run, 1)
        for _ in range(3):
            await town.send()
        await town.hand_out()
        await town.consume(run, "e1")
        await town.write(run, deaf=[1])
        await town.listen(run, 2)
        await town.hand_out()
        assert await town.heard(run, 2) == ["e2", "e3"]

    async def test_more_than_a_page(self, town):
        run = await town.run()
        for _ in range(PAGE + 5):
            await town.send()
        await town.hand_out()
        await town.listen(run)
        assert await town.hand_out(1) == 1
        await town.send()
        await town.hand_out()
        assert await town.heard(run) == [f"e{n}" for n in range(1, PAGE + 7)]

    async def test_its_own_events(self, town):
        run = await town.run()
        await town.emit(run, 1)
        await town.listen(run)
        await town.hand_out()
        assert await town.heard(run) == ["1"]


class TestCorrelation:
    KEY = EventKey("t", ".data.order", "7")

    @pytest.mark.parametrize("first", ["listener", "event"])
    async def test_only_who_expects_it_is_asked(self, town, first):
        runs = [await town.run() for _ in range(3)]
        if first == "event":
            await town.send(data={"order": 7})
            await town.hand_out()
        for number, run in enumerate(runs, start=6):
            await town.listen(run, 1, EventKey("t", ".data.order", str(number)))
        await town.hand_out()
        if first == "listener":
            await town.send(data={"order": 7})
            await town.hand_out()
        assert [await town.heard(run) for run in runs] == [[], ["e1"], []]

    @pytest.mark.parametrize("data", [None, "text", {"order": None}, {"order": [7]}, 7], ids=repr)
    async def test_events_that_an_expression_stumbles_over(self, town, data):
        run = await town.run()
        await town.listen(run, 1, self.KEY, EventKey("t", "[range(1e9)] | length", "7"))
        await town.send(data=data)
        await town.send(data={"order": "7"})
        await town.hand_out()
        assert await town.heard(run) == ["e2"]


class TestAtOnce:
    async def test_whatever_meets_whatever_nothing_is_lost_or_twice(self, town):
        """Listeners begin while events come and several hand them out."""
        runs = [await town.run() for _ in range(6)]
        chance = random.Random(5)

        work = [town.listen(run) for run in runs] + [town.send() for _ in range(20)]
        work += [town.hand_out() for _ in range(4)]
        chance.shuffle(work)
        await asyncio.gather(*work)
        await town.hand_out()
        first = await town.heard(runs[0])
        assert sorted(first) == sorted(f"e{n}" for n in range(1, 21))
        # All hear them in the same order.
        assert [await town.heard(run) for run in runs] == [first] * len(runs)

    async def test_killed_between_two_of_them_it_goes_on_where_it_was(self, town):
        run = await town.run()
        await town.listen(run)
        await town.hand_out()
        for _ in range(3):
            await town.send()
        with suppress(RuntimeError):
            async with town.database.tenant(town.tenant) as session:
                await hearing.hand_out(session, town.keys)
                raise RuntimeError("killed before the commit")
        assert await town.heard(run) == []
        await town.hand_out()
        assert await town.heard(run) == ["e1", "e2", "e3"]

    async def test_it_is_a_message_like_others(self, town):
        run = await town.run()
        await town.listen(run)
        await town.send()
        await town.hand_out()
        async with town.database.tenant(town.tenant) as session:
            (message,) = await messages.undelivered(session, town.keys, run)
        assert (message.kind, message.data["listener"]) == (EVENT_CAME, 1)

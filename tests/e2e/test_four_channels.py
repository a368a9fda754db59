"""One approval in four channels: by whichever it is decided, all of them show by whom and when.

All of it is real but for the vendors: the stack as `make run` starts it, and mails that are sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from definitions import moments
from tests.chaos.local_stack import pause
from tests.talking import (
    CHANNELS,
    EMAIL,
    PORTAL,
    SLACK,
    TEAMS,
    Asked,
    Seat,
    Talking,
    talking,
    until,
)

NAMES = {PORTAL: "Grace Hopper", EMAIL: "Omar Haddad", SLACK: "Fatima Noor", TEAMS: "Priya Shah"}
ROUNDS = 20

pytestmark = pytest.mark.alone


@pytest.fixture(scope="module")
async def ours() -> AsyncIterator[Talking]:
    with TemporaryDirectory(prefix="baton-test-") as folder:
        async with talking(Path(folder)) as made:
            yield made


@pytest.fixture(scope="module")
async def seats(ours: Talking) -> dict[str, Seat]:
    """By channel."""
    return {name: await ours.person(NAMES[name], name) for name in CHANNELS}


def stands(whole) -> str:
    """What messages say of it: who, when, and what."""
    last = whole["history"][-1]
    at = moments.in_words(datetime.fromtimestamp(last["at"] / 1000, UTC), "en", "UTC")
    return f"{last['by']['name']} has decided on {at}: Approve."


def asks_still(asked: Asked, seat: Seat) -> bool:
    """Whether their message has a button with which it would be decided."""
    if seat.channel == SLACK:
        return "decide/" in str(asked.messages(seat)[0].blocks)
    return "'verb': 'decide'" in str(seat.teams.sees(asked.cards(seat)[0]))


class TestFourChannels:
    @pytest.mark.timeout(400)
    async def test_each_of_four_decides_in_their_own(self, ours, seats):
        asked = await ours.asks("all", *seats.values())
        for number, seat in enumerate(seats.values(), 1):
            assert (await asked.whole())["status"] == "open"
            await asked.decides(seat)
            await asked.votes(number)
        whole = await asked.over()
        assert (whole["status"], whole["decision"]) == ("decided", "approve")
        voted = [(one["who"]["name"], one["channel"]) for one in whole["votes"]]
        assert voted == [(NAMES[name], name) for name in CHANNELS]
        assert all(one["at"] for one in whole["votes"])
        each = "; ".join(f"{NAMES[name]}: Approve" for name in CHANNELS)
        await asked.all_show(stands(whole), each)
        assert not any(asks_still(asked, seats[name]) for name in (SLACK, TEAMS))
        run = await ours.ask("GET", f"/api/v1/runs/{asked.run}")
        assert run["status"] == "completed"

    @pytest.mark.timeout(400)
    @pytest.mark.parametrize("channel", CHANNELS)
    async def test_one_decides_for_all(self, ours, seats, channel):
        asked = await ours.asks("first", *seats.values())
        await asked.decides(seats[channel])
        whole = await asked.over()
        last = whole["history"][-1]
        assert (last["by"]["name"], last["channel"]) == (NAMES[channel], channel)
        await asked.all_show(stands(whole))
        assert not any(asks_still(asked, seats[name]) for name in (SLACK, TEAMS))
        portal = await asked.whole(seats[PORTAL])
        assert portal["history"][-1] == last
        assert [len(asked.messages(seats[SLACK])), len(asked.cards(seats[TEAMS]))] == [1, 1]


class TestTheSameInstant:
    @pytest.mark.timeout(900)
    @pytest.mark.parametrize("other", [TEAMS, SLACK])
    async def test_one_of_two_counts(self, ours, other):
        pair = [await ours.person("Ada One", SLACK), await ours.person("Bob Two", other)]
        for number in range(ROUNDS):
            asked = await ours.asks("first", *pair)
            # Neither of them is always the first to be sent, nor always the one that counts.
            first, second = pair[:: 1 if number % 2 else -1]
            await asyncio.gather(asked.decides(first), self._a_moment_later(asked, second))
            await self._is_decided_once(ours, asked, pair)

    async def _a_moment_later(self, asked, seat):
        await pause(0.02)
        await asked.decides(seat)

    async def _is_decided_once(self, ours, asked, pair):
        whole = await asked.over()
        assert whole["status"] == "decided"
        decided = [one for one in whole["history"] if one.get("decision")]
        assert len(decided) == len(whole["votes"]) == 1
        await asked.all_show(stands(whole))
        [loser] = [one for one in pair if one.id != decided[0]["by"]["id"]]
        [winner] = [one for one in pair if one is not loser]
        words = f"{winner.name} has decided on "
        if loser.channel == SLACK:

            async def is_told():
                return bool(asked.told(loser))

            await until(is_told, "who came second hears nothing")
            read = asked.told(loser)
            assert len(read) == 1, read
            assert words in read[0]
        else:
            assert words in str(loser.teams.sees(asked.cards(loser)[0]))
            assert loser.teams.refused == []
        assert asked.told(winner) == []
        for one in pair:
            assert len(asked.messages(one)) + len(asked.cards(one)) == 1
        run = await ours.ask("GET", f"/api/v1/runs/{asked.run}")
        assert run["status"] == "completed"

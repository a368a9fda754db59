"""Too many calls are told to wait, and who waits is heard."""

from __future__ import annotations

import asyncio

import pytest
from slack_sdk.errors import SlackApiError

from tests.standins.clock import Clock
from tests.standins.slack.conftest import Office
from tests.standins.slack.rates import POST_BURST, TIER_3, Rates


def test_a_channel_takes_one_a_second_after_a_burst() -> None:
    rates = Rates(Clock())
    waits = [rates.wait("T", "chat.postMessage", 300, "C") for _ in range(POST_BURST + 1)]
    assert waits == [None] * POST_BURST + [POST_BURST]
    assert rates.wait("T", "chat.postMessage", 300, "D") is None
    assert rates.wait("U", "chat.postMessage", 300, "C") is None
    rates.clock.passes(POST_BURST + 1)
    assert rates.wait("T", "chat.postMessage", 300, "C") is None


def test_a_tier_is_for_a_method_of_a_workspace() -> None:
    rates = Rates(Clock())
    for _ in range(TIER_3):
        assert rates.wait("T", "chat.update", TIER_3, None) is None
    assert rates.wait("T", "chat.update", TIER_3, None) == 60
    assert rates.wait("T", "chat.delete", TIER_3, None) is None
    assert rates.wait("U", "chat.update", TIER_3, None) is None
    rates.clock.passes(61)
    assert rates.wait("T", "chat.update", TIER_3, None) is None
    assert [rates.wait("T", "one", 1, None) for _ in range(11)] == [None] * 10 + [600]
    rates.on = False
    assert [rates.wait("T", "chat.update", 1, None) for _ in range(3)] == [None] * 3


async def test_the_client_is_told_how_long(office: Office) -> None:
    for _ in range(POST_BURST):
        await office.client.chat_postMessage(channel=office.channel.id, text="x")
    with pytest.raises(SlackApiError) as caught:
        await office.client.chat_postMessage(channel=office.channel.id, text="x")
    assert caught.value.response.status_code == 429
    assert caught.value.response["error"] == "ratelimited"
    assert int(caught.value.response.headers["Retry-After"]) >= 1


async def test_many_messages_come_without_loss(office: Office) -> None:
    office.slack.rates.scale = 200
    office.slack.rates.smallest_wait = 0
    calls = [_posts(office, number) for number in range(40)]
    await asyncio.gather(*calls)
    said = {one.text for one in office.there.messages}
    assert said == {str(number) for number in range(40)}
    assert office.slack.rates.refused > 0


async def _posts(office: Office, number: int) -> None:
    while True:
        try:
            await office.client.chat_postMessage(channel=office.channel.id, text=str(number))
        except SlackApiError:
            await asyncio.sleep(0)
        else:
            return

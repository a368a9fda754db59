"""What was said is found again: by whom it may be, with its metadata, in pages."""

from __future__ import annotations

import pytest

from tests.standins.slack.asking import error
from tests.standins.slack.conftest import Office

METADATA = {"event_type": "noted", "event_payload": {"id": "d1"}}


async def direct(office: Office) -> str:
    office.slack.rates.on = False
    opened = await office.client.conversations_open(users=office.ada.person.id)
    return str(opened["channel"]["id"])


async def test_newest_first_with_metadata_for_who_asks(office: Office) -> None:
    there = await direct(office)
    first = await office.client.chat_postMessage(channel=there, text="one", metadata=METADATA)
    await office.client.chat_postMessage(channel=there, text="two")
    found = await office.client.conversations_history(channel=there, include_all_metadata=True)
    assert [one["text"] for one in found["messages"]] == ["two", "one"]
    assert found["messages"][1]["metadata"] == METADATA
    plain = await office.client.conversations_history(channel=there, oldest=first["ts"])
    assert [one["text"] for one in plain["messages"]] == ["two"]
    whole = await office.client.conversations_history(
        channel=there, oldest=first["ts"], inclusive=True
    )
    assert "metadata" not in whole["messages"][1]


async def test_threads_have_pages_of_their_own(office: Office) -> None:
    there = await direct(office)
    first = await office.client.chat_postMessage(channel=there, text="one")
    ts = str(first["ts"])
    await office.client.chat_postMessage(channel=there, text="below", thread_ts=ts)
    shown = {"thread_ts": ts, "reply_broadcast": True}
    await office.client.chat_postMessage(channel=there, text="both", **shown)
    found = await office.client.conversations_history(channel=there)
    assert [one["text"] for one in found["messages"]] == ["both", "one"]
    below = await office.client.conversations_replies(channel=there, ts=ts)
    assert [one["text"] for one in below["messages"]] == ["one", "below", "both"]
    nothing = office.client.conversations_replies(channel=there, ts="1.000001")
    assert await error(nothing) == "thread_not_found"


async def test_in_pages(office: Office) -> None:
    there = await direct(office)
    for number in range(5):
        await office.client.chat_postMessage(channel=there, text=str(number))
    first = await office.client.conversations_history(channel=there, limit=3)
    assert first["has_more"]
    cursor = first["response_metadata"]["next_cursor"]
    rest = await office.client.conversations_history(channel=there, limit=3, cursor=cursor)
    assert [one["text"] for one in rest["messages"]] == ["1", "0"]
    assert not rest["has_more"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"channel": "D404"}, "channel_not_found"),
        ({"oldest": "soon"}, "invalid_ts_oldest"),
        ({"limit": 1000}, "invalid_limit"),
        ({"colour": "red"}, "invalid_arg_name"),
    ],
    ids=["nowhere", "no-moment", "too-many", "unknown"],
)
async def test_what_is_refused(office: Office, given: dict[str, object], expected: str) -> None:
    arguments = {"channel": await direct(office), **given}
    assert await error(office.client.api_call("conversations.history", json=arguments)) == expected


async def test_each_kind_has_its_scope(office: Office) -> None:
    narrow = office.calling(office.slack.installed(office.there, "im:history").value)
    public = narrow.conversations_history(channel=office.channel.id)
    assert await error(public) == "missing_scope"
    wide = office.calling(office.slack.installed(office.there, "channels:history").value)
    assert (await wide.conversations_history(channel=office.channel.id))["messages"] == []
    office.channel.members.remove(office.there.bot_user)
    outside = wide.conversations_history(channel=office.channel.id)
    assert await error(outside) == "not_in_channel"

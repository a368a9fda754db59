"""Messages: said, changed, taken back, and refused for a reason."""

from __future__ import annotations

from typing import Any

import pytest

from tests.standins.slack.asking import error, refused
from tests.standins.slack.conftest import Office
from tests.standins.slack.examples import BLOCKS

HEADER: list[dict[str, Any]] = [BLOCKS["header"], BLOCKS["actions with a menu"]]


async def test_a_message_is_seen_and_changed(office: Office) -> None:
    said = await office.client.chat_postMessage(
        channel=office.channel.id, text="Budget", blocks=HEADER
    )
    (message,) = office.ada.messages
    assert (message.ts, message.text) == (said["ts"], "Budget")
    assert said["message"]["blocks"][0]["block_id"]
    await office.client.chat_update(
        channel=office.channel.id, ts=said["ts"], text="Approved by Ada", blocks=[]
    )
    assert (message.text, message.blocks, len(message.edits)) == ("Approved by Ada", [], 1)
    link = await office.client.chat_getPermalink(channel=office.channel.id, message_ts=said["ts"])
    assert link["permalink"].endswith("p" + said["ts"].replace(".", ""))
    await office.client.chat_delete(channel=office.channel.id, ts=said["ts"])
    assert office.ada.messages == []


async def test_blocks_that_are_not_given_stay(office: Office) -> None:
    said = await office.client.chat_postMessage(
        channel=office.channel.id, text="Budget", blocks=HEADER
    )
    await office.client.chat_update(channel=office.channel.id, ts=said["ts"], text="Changed")
    (message,) = office.ada.messages
    assert (message.text, len(message.blocks)) == ("Changed", 2)


async def test_a_person_is_written_to(office: Office) -> None:
    opened = await office.client.conversations_open(users=office.ben.person.id)
    await office.client.chat_postMessage(channel=opened["channel"]["id"], text="For Ben")
    assert [one.text for one in office.ben.messages] == ["For Ben"]
    assert office.ada.messages == []


async def test_an_ephemeral_message_is_for_one(office: Office) -> None:
    said = await office.client.chat_postEphemeral(
        channel=office.channel.id, user=office.ada.person.id, text="Only you"
    )
    assert len(office.ada.messages) == 1
    assert office.ben.messages == []
    change = office.client.chat_update(
        channel=office.channel.id, ts=said["message_ts"], text="Never"
    )
    assert await error(change) == "message_not_found"
    other = office.client.chat_postEphemeral(
        channel=office.channel.id, user=office.ben.person.id, text="x"
    )
    assert await error(other) == "user_not_in_channel"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"channel": "C404", "text": "x"}, "channel_not_found"),
        ({"text": ""}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"text": "x", "blocks": [{"type": "marquee"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": "["}, "invalid_blocks_format"),
        ({"text": "x", "thread_ts": "1.000001"}, "cannot_reply_to_message"),
        ({"text": "x", "username": "Somebody"}, "missing_scope"),
        ({"text": "profit & loss"}, "invalid_arguments"),
        ({"text": "x", "colour": "red"}, "invalid_arg_name"),
        ({"channel": "", "text": "x"}, "invalid_arguments"),
    ],
    ids=lambda one: one if isinstance(one, str) else "given",
)
async def test_what_is_refused(office: Office, given: dict[str, Any], expected: str) -> None:
    arguments = {"channel": office.channel.id, **given}
    assert await error(office.client.api_call("chat.postMessage", json=arguments)) == expected


async def test_where_the_app_may_not_speak(office: Office) -> None:
    there, client = office.there, office.client
    office.channel.archived = True
    assert (
        await error(client.chat_postMessage(channel=office.channel.id, text="x")) == "is_archived"
    )
    private = there.founds("board", office.ada.person.id, kind="private", bot=False)
    assert await error(client.chat_postMessage(channel=private.id, text="x")) == "channel_not_found"
    public = there.founds("all", bot=False)
    await client.chat_postMessage(channel=public.id, text="chat:write.public is granted")
    narrow = office.calling(office.slack.installed(there, "chat:write").value)
    assert await error(narrow.chat_postMessage(channel=public.id, text="x")) == "not_in_channel"
    office.ada.person.deleted = True
    gone = client.chat_postMessage(channel=office.ada.person.id, text="x")
    assert await error(gone) == "channel_not_found"


async def test_only_ones_own_are_changed(office: Office) -> None:
    said = await office.client.chat_postMessage(channel=office.channel.id, text="x")
    (message,) = office.there.messages
    message.user = office.ada.person.id
    change = office.client.chat_update(channel=office.channel.id, ts=said["ts"], text="y")
    assert await error(change) == "cant_update_message"
    away = office.client.chat_delete(channel=office.channel.id, ts=said["ts"])
    assert await error(away) == "cant_delete_message"
    nothing = office.client.chat_update(channel=office.channel.id, ts="1.000001", text="y")
    assert await error(nothing) == "message_not_found"


async def test_the_place_of_a_fault_is_named(office: Office) -> None:
    wrong = [{"type": "section", "text": {"type": "plain_text", "text": "x" * 3001}}]
    call = office.client.chat_postMessage(channel=office.channel.id, text="x", blocks=wrong)
    (line,) = (await refused(call))["response_metadata"]["messages"]
    assert line == "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"

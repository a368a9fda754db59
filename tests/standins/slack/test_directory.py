"""People and channels, page by page, with the scopes that each needs."""

from __future__ import annotations

import pytest

from tests.standins.slack.asking import error, refused
from tests.standins.slack.conftest import Office


async def test_a_person_is_found_by_email(office: Office) -> None:
    found = await office.client.users_lookupByEmail(email="ADA@corp.example")
    assert found["user"]["id"] == office.ada.person.id
    assert found["user"]["profile"]["email"] == "ada@corp.example"
    office.ada.person.deleted = True
    gone = office.client.users_lookupByEmail(email="ada@corp.example")
    assert await error(gone) == "users_not_found"
    shown = await office.client.users_info(user=office.ada.person.id)
    assert shown["user"]["deleted"] is True


async def test_an_address_needs_its_own_scope(office: Office) -> None:
    narrow = office.calling(office.slack.installed(None, "users:read").value)
    shown = await narrow.users_info(user=office.ada.person.id)
    assert "email" not in shown["user"]["profile"]
    answer = await refused(narrow.users_lookupByEmail(email="ada@corp.example"))
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "users:read.email",
        "users:read",
    )


async def test_lists_are_read_page_by_page(office: Office) -> None:
    for number in range(4):
        office.there.hires(f"p{number}")
    seen: list[str] = []
    async for page in await office.client.users_list(limit=3):
        seen += [one["name"] for one in page["members"]]
    assert seen == ["baton", "ada", "ben", "p0", "p1", "p2", "p3"]
    assert await error(office.client.users_list(cursor="nonsense!")) == "invalid_cursor"
    assert await error(office.client.users_list(limit=0)) == "invalid_limit"


async def test_channels_are_those_that_the_app_may_see(office: Office) -> None:
    office.there.founds("board", office.ada.person.id, kind="private", bot=False)
    old = office.there.founds("old")
    old.archived = True
    every = await office.client.conversations_list(types="public_channel,private_channel")
    assert [one["name"] for one in every["channels"]] == ["purchases", "old"]
    live = await office.client.users_conversations(user=office.ada.person.id, exclude_archived=True)
    assert [one["name"] for one in live["channels"]] == ["purchases"]
    members = await office.client.conversations_members(channel=office.channel.id)
    assert members["members"] == [office.ada.person.id, office.there.bot_user]
    shown = await office.client.conversations_info(channel=office.channel.id)
    assert shown["channel"]["is_member"] is True
    assert await error(office.client.conversations_list(types="secret")) == "invalid_types"
    narrow = office.calling(office.slack.installed(None, "channels:read").value)
    assert await error(narrow.conversations_list(types="im")) == "missing_scope"


@pytest.mark.parametrize(
    ("users", "expected"),
    [
        ("", "users_list_not_supplied"),
        ("U404", "user_not_found"),
        (",".join(["U1"] * 9), "too_many_users"),
    ],
)
async def test_whom_one_cannot_write_to(office: Office, users: str, expected: str) -> None:
    call = office.client.api_call("conversations.open", json={"users": users})
    assert await error(call) == expected


async def test_who_has_left_is_written_to_no_more(office: Office) -> None:
    office.ben.person.deleted = True
    call = office.client.conversations_open(users=office.ben.person.id)
    assert await error(call) == "user_disabled"


async def test_a_conversation_is_opened_once(office: Office) -> None:
    first = await office.client.conversations_open(users=office.ben.person.id)
    again = await office.client.conversations_open(users=office.ben.person.id, return_im=True)
    assert first["channel"]["id"] == again["channel"]["id"]
    assert again["already_open"] is True
    assert again["channel"]["user"] == office.ben.person.id

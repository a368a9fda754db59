"""Channels that an app was let into: kept by where they are written to, and forgotten."""

from __future__ import annotations

from store import chat_channels, chat_conversations, chat_people
from store.chat_channels import Channel
from store.runs import new_id


async def test_seen_named_and_forgotten(database, tenant, other_tenant):
    place = new_id()
    async with database.tenant(tenant) as session:
        await chat_conversations.seen(session, place, "https://x/c1", "", None)
        [found] = await chat_conversations.every(session, place)
        assert found.name == "c1"
        await chat_conversations.seen(session, place, "https://x/c1", "Leave", "T")
        await chat_conversations.seen(session, place, "https://x/c1", "", None)
        await chat_conversations.seen(session, place, "https://x/c2", "Buying", "T")
        found = await chat_conversations.every(session, place)
        assert [(one.name, one.team) for one in found] == [("Buying", "T"), ("Leave", "T")]
        assert await chat_conversations.forget(session, place, "https://x/c1")
        assert not await chat_conversations.forget(session, place, "https://x/c1")
    async with database.tenant(other_tenant) as session:
        assert await chat_conversations.every(session, place) == []
    async with database.tenant(tenant) as session:
        assert await chat_conversations.forget_team(session, place, "T") == ["https://x/c2"]


async def test_what_is_shown_there_is_lost(database, tenant, keyring):
    keys, place = await keyring.of(tenant), new_id()
    async with database.tenant(tenant) as session:
        shown = Channel(
            kind="teams", name="L", processes="*", language="en", place=place, conversation="c1"
        )
        own = await chat_channels.put(session, keys, shown, "s")
        [lost] = await chat_channels.lost_there(session, place, "c1", "gone")
        assert (lost.id, lost.state, lost.reason) == (own, "lost", "gone")
        assert await chat_channels.lost_there(session, place, "c1", "gone") == []


async def test_who_has_gone_is_forgotten(database, tenant):
    place, ann = new_id(), new_id()
    async with database.tenant(tenant) as session:
        await chat_people.match(session, place, "29:1", ann)
        await chat_people.forget(session, place, "29:1")
        assert await chat_people.find(session, place, "29:1") is None

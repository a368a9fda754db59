"""Approvals in conversations of many: posted once where their process is shown, then updated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from channels.shared import Shared
from store import chat_channels, telling
from store.chat_channels import WORKFLOWS, Channel

ROWS = (
    "SELECT channel_id::text, notice_id, account, wants FROM chat_messages"
    " WHERE tenant_id = %s ORDER BY created_at"
)


@pytest.fixture
def channel(office):
    async def make(processes: str = "n/*") -> str:
        keys = await office.keyring.of(office.tenant)
        one = Channel(kind=WORKFLOWS, name="Finance", processes=processes, language="en")
        async with office.database.tenant(office.tenant) as session:
            return await chat_channels.put(session, keys, one, "s")

    return make


async def asked(office, approval: str):
    keys = await office.keyring.of(office.tenant)
    async with office.database.tenant(office.tenant) as session:
        return (await telling.approvals_of(session, keys, {approval}))[approval]


class TestShared:
    async def test_posted_once_and_updated(self, office, channel):
        here = await channel()
        await channel("other/*")
        ann = await office.person("Ann")
        one = await asked(office, await office.ask(ann))
        shared, keys = Shared(), await office.keyring.of(office.tenant)
        async with office.database.tenant(office.tenant) as session:
            await shared.deliver(session, keys, [])
            await shared.update(session, keys, one)
            await shared.update(session, keys, one)
            await shared.close(session, keys, replace(one, status="decided", number=one.number + 2))
        assert office.rows(ROWS) == [(here, None, None, one.number + 2)]

    async def test_what_is_over_is_not_posted(self, office, channel):
        await channel("*")
        one = await asked(office, await office.ask(await office.person("Ann")))
        keys = await office.keyring.of(office.tenant)
        async with office.database.tenant(office.tenant) as session:
            await Shared().close(session, keys, replace(one, status="decided"))
            await Shared().update(session, keys, replace(one, status="returned"))
        assert office.rows(ROWS) == []

    async def test_it_leads_to_no_person(self, office, tellings):
        await office.ask(await office.person("Ann"))
        [one] = await tellings()
        assert not Shared().reaches(one.person, one.known)

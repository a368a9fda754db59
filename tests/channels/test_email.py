"""Mails are posted with their deliveries, with a link for who may decide by one."""

from __future__ import annotations

from dataclasses import replace

from channels.email import Email
from store import approval_links

ADDRESS = "https://baton.example.org"


class TestEmail:
    async def test_a_link_for_who_may_decide_by_one(self, office, tellings):
        ann = await office.person("Ann")
        await office.ask(ann)
        await office.ask(ann, sign_in=True)
        await office.ask(ann, kind="decided", status="decided", decision="approve")
        keys = await office.keyring.of(office.tenant)
        found = await tellings()
        async with office.database.tenant(office.tenant) as session:
            await Email(ADDRESS).deliver(session, keys, found)
            await Email(ADDRESS).deliver(session, keys, [])
        links = office.rows("SELECT hash FROM approval_links WHERE tenant_id = %s")
        assert len(links) == 1
        assert len(office.rows("SELECT id FROM mails WHERE tenant_id = %s")) == 3
        assert approval_links.LASTS.days == 30

    async def test_whom_it_reaches(self, office, tellings):
        ann = await office.person("Ann")
        await office.ask(ann)
        [one] = await tellings()
        assert Email(ADDRESS).reaches(one.person, one.known)
        assert not Email(ADDRESS).reaches(replace(one.person, email="nobody"), one.known)
        gone = replace(one.person, disabled_at=one.notice.created_at)
        assert not Email(ADDRESS).reaches(gone, one.known)

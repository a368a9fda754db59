"""The portal reaches everybody who can sign in, and has nothing to send."""

from __future__ import annotations

from dataclasses import replace

from channels.portal import Portal


class TestPortal:
    async def test_whom_it_reaches(self, office, tellings):
        await office.ask(await office.person("Ann"))
        [one] = await tellings()
        assert Portal().reaches(replace(one.person, email="nobody"), one.known)
        gone = replace(one.person, disabled_at=one.notice.created_at)
        assert not Portal().reaches(gone, one.known)

    async def test_nothing_is_sent(self, office, tellings):
        await office.ask(await office.person("Ann"))
        keys = await office.keyring.of(office.tenant)
        found = await tellings()
        async with office.database.tenant(office.tenant) as session:
            await Portal().deliver(session, keys, found)
        assert office.rows("SELECT id FROM mails WHERE tenant_id = %s") == []

"""Webhooks hear what anybody is told, by the organisation's choice and nobody's own.

What arrives is tested with the poster (tests/worker/test_changing.py, test_poster.py).
"""

from __future__ import annotations

from channels.webhook import Webhook, about

ADDRESS = "https://baton.example.org"


class TestWebhook:
    async def test_nobody_is_reached_by_it(self, office, tellings):
        await office.ask(await office.person("Ann"))
        [one] = await tellings()
        assert not Webhook(ADDRESS).reaches(one.person, one.known)
        assert not Webhook(ADDRESS).at_once

    async def test_nothing_is_written_where_no_endpoint_listens(self, office, tellings):
        await office.ask(await office.person("Ann"))
        keys = await office.keyring.of(office.tenant)
        found = await tellings()
        async with office.database.tenant(office.tenant) as session:
            await Webhook(ADDRESS).deliver(session, keys, found)
        assert office.rows("SELECT id FROM webhook_messages WHERE tenant_id = %s") == []

    def test_how_troubles_name_an_endpoint(self):
        assert about("7") == "webhook/7"

"""The vendor's own connector client speaks to the stand-in by its address alone."""

from __future__ import annotations

import pytest

from tests.standins.teams.conftest import Office

client_of = pytest.importorskip("microsoft_agents.hosting.core.connector.client.connector_client")
models = pytest.importorskip("microsoft_agents.activity")


async def test_it_sends_changes_and_reads(office: Office) -> None:
    token = office.http.headers["authorization"].removeprefix("Bearer ")
    client = client_of.ConnectorClient(office.teams.service_url, token)
    try:
        place = office.channel.id
        activity = models.Activity(type="message", text="Hello")
        said = await client.conversations.send_to_conversation(place, activity)
        activity.text = "Changed"
        await client.conversations.update_activity(place, said.id, activity)
        (message,) = office.ada.messages
        assert (message.id, message.text) == (said.id, "Changed")
        page = await client.conversations.get_conversation_paged_members(place)
        assert [one.id for one in page.members] == [office.ada.person.id]
        await client.conversations.delete_activity(place, said.id)
        assert office.ada.messages == []
    finally:
        await client.close()

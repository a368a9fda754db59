"""Whose app is called: by an address that is one, and only of Slack."""

from __future__ import annotations

import pytest

from api.chat.slack import door
from api.errors import ApiError


class TestPlace:
    async def test_of_a_workspace_that_let_us_in(self, desk):
        app, place = await desk.kept()
        opened = await door.opened(desk.services, app)
        assert opened.secrets.signing == desk.slack.app.signing_secret
        async with desk.database.tenant(desk.tenant) as session:
            assert (await opened.entered(session, place.team)).id == place.id

    async def test_of_one_that_did_not(self, desk):
        app, _ = await desk.kept()
        opened = await door.opened(desk.services, app)
        assert await opened.place("T0OTHER") is None
        async with desk.database.tenant(desk.tenant) as session:
            with pytest.raises(ApiError) as refused:
                await opened.entered(session, "T0OTHER")
        assert refused.value.code == "not-installed"

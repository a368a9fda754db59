"""An organisation with an app in Teams, people who are there and here, and approvals to decide."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest

from api.app import create_app
from api.chat.teams.microsoft import Microsoft
from api.services import Services
from channels.teams import where
from channels.teams.client import Connector
from channels.teams.identity import Keys
from channels.teams.login import Client, Login, Session
from channels.teams.vendor import with_card
from store import chat_people, chats, people
from store.chats import Secrets
from tests.api.approvals.conftest import ann, asks, bob, dora, person
from tests.standins.serving import served
from tests.standins.teams.person import Acting
from tests.standins.teams.server import APP, SECRET, TeamsStandIn, teams_standing_in
from tests.standins.teams.tenant import Activity, Conversation

__all__ = ["ann", "asks", "bob", "dora"]
HERE = frozenset({"127.0.0.1"})


@dataclass
class Office:
    """Both sides."""

    teams: TeamsStandIn
    services: Services
    tenant: str

    async def hires(self, client: httpx.AsyncClient, name: str = "Ann Lee") -> Acting:
        """Somebody of ours, in Teams too, who has added the bot."""
        async with self.services.database.tenant(self.tenant) as session:
            found = await people.get(session, person(client))
        assert found is not None
        return self.teams.person(self.teams.tenant.hires(name, found.email))

    async def comes(self, client: httpx.AsyncClient, name: str = "Ann Lee") -> Acting:
        acting = await self.hires(client, name)
        for sent in await acting.installs():
            assert sent.status == 200, sent
        await self.settles()
        return acting

    async def settles(self) -> None:
        """What is written back has been."""
        await self.services.background.finish(10)

    async def says(self, acting: Acting, text: str, place: Conversation | None = None) -> Activity:
        """Answers the newest message that they then have."""
        sent = await acting.say(text, place)
        assert sent.status == 200, sent
        await self.settles()
        return acting.messages[-1]

    async def shows(self, acting: Acting, approval: str) -> Activity:
        """The card of an approval, by way of what waits for them."""
        found = await self.says(acting, "my approvals")
        assert approval in str(found.card)
        sent = await acting.click(found, "refresh")
        assert sent.status == 200, sent
        return found

    async def posts(self, place: Conversation, content) -> Activity:
        """As the bot."""
        client = Client(APP, SECRET, self.teams.tenant.id)
        there = where.of(self.teams.service_url, place.id)
        posted = await self.services.microsoft.connector.post(client, there, with_card(content))
        return self.teams.tenant.activities[posted]

    async def accounts(self, client: httpx.AsyncClient):
        async with self.services.database.tenant(self.tenant) as session:
            return await chat_people.of_persons(session, [person(client)])


@pytest.fixture
async def office(services: Services, tenant: str) -> AsyncIterator[Office]:
    async with teams_standing_in() as teams:
        await services.microsoft.close()
        services.microsoft = Microsoft(
            Keys(services.outside, teams.metadata_url),
            Connector(Login(Session(teams.url)), HERE),
            now=teams.clock.now,
        )
        teams.limits.on = False
        keys = await services.keyring.of(tenant)
        async with services.database.tenant(tenant) as session:
            secrets = Secrets(client=SECRET)
            await chats.set_app(
                session,
                keys,
                "teams",
                APP,
                secrets,
                calls_us=False,
                by="s",
                team=teams.tenant.id,
            )
            app = await chats.app(session, "teams")
        assert app is not None
        async with served(create_app(services)) as url:
            teams.delivery.bot_url = f"{url}/chat/teams/{app.address}/messages"
            yield Office(teams, services, tenant)

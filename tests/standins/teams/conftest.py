"""A tenant with two people and a channel, a bot that listens, and a token of the real library."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import msal
import pytest

from tests.standins.listening import Listener, listening
from tests.standins.shapes import Json
from tests.standins.teams.login import HOST, Door
from tests.standins.teams.person import Acting
from tests.standins.teams.server import APP, SECRET, TeamsStandIn, teams_standing_in
from tests.standins.teams.tenant import Activity, Conversation, Tenant


@dataclass
class Office:
    teams: TeamsStandIn
    bot: Listener
    http: httpx.AsyncClient
    ada: Acting
    ben: Acting
    channel: Conversation

    @property
    def tenant(self) -> Tenant:
        return self.teams.tenant

    async def signs_in(self, secret: str = SECRET, tenant: str = "") -> dict[str, Any]:
        """By the vendor's own library, which is of threads."""

        def asks() -> dict[str, Any]:
            client = msal.ConfidentialClientApplication(
                APP,
                authority=f"{HOST}/{tenant or self.tenant.id}",
                client_credential=secret,
                instance_discovery=False,
                http_client=Door(self.teams.url),
            )
            return client.acquire_token_for_client(["https://api.botframework.com/.default"])

        return await asyncio.to_thread(asks)

    async def calls(self, verb: str, path: str, body: Any = None) -> httpx.Response:
        return await self.http.request(verb, f"{self.teams.service_url}v3/{path}", json=body)

    async def sends(self, where: Conversation, **content: Any) -> Activity:
        activity = {"type": "message", **content}
        answer = await self.calls("POST", f"conversations/{where.id}/activities", activity)
        assert answer.status_code == 201, answer.text
        return self.tenant.activities[answer.json()["id"]]

    async def shows(self, where: Conversation, card: Json) -> Activity:
        return await self.sends(where, attachments=[attached(card)])


def attached(card: Json) -> Json:
    return {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with (
        teams_standing_in() as teams,
        listening() as bot,
        httpx.AsyncClient(trust_env=False) as http,
    ):
        ada, ben = teams.tenant.hires("Ada Byron"), teams.tenant.hires("Ben Ali")
        channel = teams.tenant.founds(ada)
        teams.delivery.bot_url = bot.url
        office = Office(teams, bot, http, teams.person(ada), teams.person(ben), channel)
        token = await office.signs_in()
        http.headers["authorization"] = f"Bearer {token['access_token']}"
        yield office

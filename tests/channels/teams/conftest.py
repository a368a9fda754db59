"""A stand-in with a person, a channel, and our own connector to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from channels.teams import where
from channels.teams.client import Connector
from channels.teams.login import Client, Login, Session
from channels.teams.where import Where
from tests.standins.teams.person import Acting
from tests.standins.teams.server import APP, SECRET, TeamsStandIn, teams_standing_in
from tests.standins.teams.tenant import Conversation

HERE = frozenset({"127.0.0.1"})


@dataclass
class Office:
    teams: TeamsStandIn
    ada: Acting
    channel: Conversation
    connector: Connector
    client: Client

    def at(self, place: Conversation) -> Where:
        return where.of(self.teams.service_url, place.id)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with teams_standing_in() as teams:
        ada = teams.tenant.hires("Ada Byron")
        channel = teams.tenant.founds(ada)
        connector = Connector(Login(Session(teams.url)), HERE)
        client = Client(APP, SECRET, teams.tenant.id)
        yield Office(teams, teams.person(ada), channel, connector, client)
        await connector.close()

"""An organisation whose apps are let in at vendors that stand in: Slack, Teams, Microsoft Graph.

Never: anything that a function does; that is what the tests are about.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from activities.egress import Egress, parse_allowed
from activities.functions.vendors import Apps
from activities.http_connections import Connections
from activities.outside import Outside
from channels.graph import SCOPE, Graph
from channels.slack.manifest import SCOPES
from channels.teams.client import Connector
from channels.teams.login import Login
from definitions.functions.authoring import Caller
from definitions.functions.run_files import RunFile
from store import chats
from store.chats import Installed, Secrets, Tokens
from tests.asking import Office
from tests.standins.graph.server import graph_standing_in
from tests.standins.slack.server import slack_standing_in
from tests.standins.teams.login import Door
from tests.standins.teams.server import APP, SECRET, teams_standing_in


@dataclass
class Files:
    """Of the run, in memory."""

    known: dict[str, bytes] = field(default_factory=dict[str, bytes])

    async def about(self, file: str) -> RunFile:
        return RunFile(file, f"{file}.txt", "text/plain", len(self.known[file]))

    async def read(self, file: str) -> bytes:
        return self.known[file]

    async def make(self, name: str, content: bytes) -> RunFile:
        raise NotImplementedError


@dataclass
class Vendors:
    """The stand-ins, and the way there."""

    office: Office
    apps: Apps
    slack: object
    teams: object
    graph: object
    files: Files = field(default_factory=Files)

    def caller(self, key: str = "k", *, again: bool = False) -> Caller:
        return Caller(self.office.tenant, "r", "n/m", "/do/0/x", key, files=self.files, again=again)

    async def installs_slack(
        self, *scopes: str, team: str = "", name: str = "", until: datetime | None = None
    ) -> str:
        slack = self.slack.slack  # type: ignore[attr-defined]
        there = slack.workspace
        token, refresh = slack.tokens.issue(there.id, there.bot_user, scopes or tuple(SCOPES))
        keys = await self.office.keyring.of(self.office.tenant)
        secrets = Secrets(client=slack.app.client_secret, signing="s")
        async with self.office.database.tenant(self.office.tenant) as session:
            await chats.set_app(
                session, keys, "slack", slack.app.client_id, secrets, calls_us=False, by="me"
            )
            app = await chats.app(session, "slack")
            assert app is not None
            tokens = Tokens(bot=token.value, refresh=refresh.value if refresh else "")
            return await chats.install(
                session,
                keys,
                app.id,
                Installed(
                    team=team or there.id,
                    name=name or there.name,
                    bot=there.bot_user,
                    scopes=[*token.scopes],
                    tokens=tokens,
                    expires_at=until,
                ),
                "me",
            )

    async def installs_teams(self, *, placed: bool = True, secret: str = SECRET) -> str:
        team = self.teams.tenant.id  # type: ignore[attr-defined]
        keys = await self.office.keyring.of(self.office.tenant)
        async with self.office.database.tenant(self.office.tenant) as session:
            await chats.set_app(
                session, keys, "teams", APP, Secrets(client=secret), calls_us=True, by="me",
                team=team,
            )  # fmt: skip
            app = await chats.app(session, "teams")
            assert app is not None
            if not placed:
                return ""
            installed = Installed(
                team=team, name="Corp", bot=f"28:{APP}", scopes=[], tokens=Tokens(bot="")
            )
            return await chats.install(session, keys, app.id, installed, "me")


@asynccontextmanager
async def vendors_of(office: Office):
    async with (
        slack_standing_in() as slack,
        teams_standing_in() as teams,
        graph_standing_in(teams.login) as graph,
    ):
        connections = Connections(Egress(parse_allowed("127.0.0.1")))
        door = Door(teams.url)
        apps = Apps(
            office.database,
            office.keyring,
            Outside(connections),
            Connector(Login(door), frozenset({"127.0.0.1"})),
            Graph(Login(door, SCOPE), graph.url),
            slack.slack.base_url,
        )
        try:
            yield Vendors(office, apps, slack, teams, graph)
        finally:
            await apps.close()
            connections.close()


@pytest.fixture
def vendor_office(database, keyring, tenant, database_urls) -> Office:
    return Office(database, keyring, tenant, database_urls.admin)


@pytest.fixture
async def vendors(vendor_office):
    async with vendors_of(vendor_office) as made:
        yield made


@pytest.fixture
def rests(monkeypatch) -> Sequence[float]:
    """How long was waited, in no time."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("activities.functions.vendor_problems.asyncio.sleep", sleep)
    return slept

"""The application behind a real address, a Slack that calls it, and people who are in both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from api.chat.slack import handling
from api.chat.slack.calls import Calls
from api.services import Services
from channels.said import Decision, Said, Way
from channels.slack import message
from channels.token import Token
from store import approvals, chats, people
from store.chats import AppRow, Installed, PlaceRow, Secrets, Tokens
from store.session import Database
from tests.api.approvals.conftest import Clerk, ann, asks, bob, dora, person
from tests.api.conftest import Stage
from tests.standins.serving import served
from tests.standins.slack import state
from tests.standins.slack.delivery import Sent
from tests.standins.slack.person import Acting
from tests.standins.slack.server import SlackStandIn, slack_standing_in
from tests.standins.slack.workspace import Message

__all__ = ["ann", "asks", "bob", "dora"]
CHOICES = [
    Decision(name="approve", label="Approve", style="primary", comment="optional"),
    Decision(name="reject", label="Reject", style="danger", comment="required"),
]


@dataclass(kw_only=True)
class Seated(Acting):
    """Somebody who looks again when all that a press or a modal leads to is done."""

    services: Services

    async def click(self, *given: Any, **more: Any) -> Sent:
        sent = await super().click(*given, **more)
        await self.services.background.finish(60)
        return sent

    async def submit(self, *given: Any, **more: Any) -> Sent:
        sent = await super().submit(*given, **more)
        await self.services.background.finish(60)
        return sent


@dataclass
class Desk:
    """What a test has before it."""

    standin: SlackStandIn
    services: Services
    tenant: str
    url: str
    address: str

    @property
    def slack(self):
        return self.standin.slack

    @property
    def there(self):
        return self.slack.workspace

    @property
    def database(self) -> Database:
        return self.services.database

    async def seat(self, client: httpx.AsyncClient, name: str = "ann", **more: object) -> Acting:
        """Somebody of ours who is in the workspace too."""
        async with self.database.tenant(self.tenant) as session:
            row = await people.get(session, person(client))
        assert row is not None
        seat = self.standin.person(self.there.hires(name, row.email, **more))
        return Seated(**vars(seat), services=self.services)

    async def posted(self, acting: Acting, clerk: Clerk, body: str = "", **more: object) -> Message:
        """The message about what is asked, as the carrier posts it."""
        async with self.database.tenant(self.tenant) as session:
            row = await approvals.get(session, clerk.approval)
        assert row is not None
        given = {"approval": row.id, "round": row.round, "stage": row.stage, **more}
        way = Way("Open", f"https://baton.example.org/approvals/{row.id}")
        said = Said("Laptop", "You are asked.", "Laptop", body, decisions=CHOICES, open=way)
        made = message.write(said, Token(**given).write())
        client = self.services.slack.client(self.slack.tokens.of(self.there.id).value)
        lies = await client.post(self.there.direct(acting.person.id).id, made, "d", None)
        found = self.there.said(lies.channel, lies.ts)
        assert found is not None
        return found

    async def kept(self) -> tuple[AppRow, PlaceRow]:
        """The app, and the workspace in which it is installed."""
        async with self.database.tenant(self.tenant) as session:
            app = await chats.app(session, "slack")
            assert app is not None
            [place] = await chats.places(session, app.id)
        return app, place

    def told(self, acting: Acting) -> list[str]:
        """What only they were told, the newest last."""
        return [words_of(one) for one in acting.messages if one.only_for == acting.person.id]


def words_of(shown: Message) -> str:
    return f"{shown.text} {texts(shown.blocks)}"


def texts(value: object) -> str:
    """All words in blocks, in their order."""
    if isinstance(value, dict):
        own = [str(value[name]) for name in ("text", "url") if isinstance(value.get(name), str)]
        return " ".join([*own, *(texts(one) for one in value.values())]).strip()
    if isinstance(value, list):
        return " ".join(filter(None, map(texts, value)))
    return ""


@pytest.fixture
async def standin(monkeypatch) -> AsyncIterator[SlackStandIn]:
    """Patient, since a machine that runs many tests is slow; who is slow is tried by itself."""
    monkeypatch.setattr(handling, "PATIENCE_SECONDS", 60.0)
    monkeypatch.setattr(state, "TRIGGER_SECONDS", 90)
    async with slack_standing_in() as opened:
        opened.delivery.patience = 90.0
        opened.delivery.http.timeout = httpx.Timeout(90.0)
        yield opened


@pytest.fixture
async def desk(standin, services, app, tenant, keyring, stage: Stage) -> AsyncIterator[Desk]:
    slack = standin.slack
    services.slack = Calls(slack.base_url)
    keys = await keyring.of(tenant)
    secrets = Secrets(client="c", signing=slack.app.signing_secret)
    async with services.database.tenant(tenant) as session:
        await chats.set_app(session, keys, "slack", "1.2", secrets, calls_us=False, by="admin")
        made = await chats.app(session, "slack")
        there = slack.workspace
        installed = Installed(
            team=there.id,
            name=there.name,
            bot=there.bot_user,
            scopes=[*slack.app.scopes],
            tokens=Tokens(bot=slack.installed().value),
        )
        await chats.install(session, keys, made.id, installed, "admin")
    async with served(app) as url:
        base = f"{url}/chat/slack/{made.address}"
        slack.app.events_url = f"{base}/events"
        slack.app.interactivity_url = f"{base}/actions"
        slack.app.commands["/baton"] = f"{base}/commands"
        yield Desk(standin, services, tenant, url, made.address)


def wants(*clients: httpx.AsyncClient, more: str = "") -> str:
    asked = ", ".join(person(one) for one in clients)
    return f"{{ subject: Laptop, body: 'It is **needed**.', approvers: [{asked}]{more} }}"

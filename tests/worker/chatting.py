"""A workspace of Slack at hand, and what the relay does with messages for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import aiohttp
import psycopg

from activities.outside import Outside
from channels.chat import Chat
from channels.email import Email
from channels.pace import Pace
from channels.portal import Portal
from channels.shared import Shared
from channels.slack.vendor import Slack
from channels.workflows import Workflows
from definitions.approvals import Who
from store import channel_choices, chats, people
from store.channel_choices import Choice
from store.chats import Installed, Secrets, Tokens
from tests.asking import Office
from tests.standins.slack.person import Acting
from tests.standins.slack.server import SlackStandIn
from tests.standins.slack.workspace import Workspace
from worker.changing import Changing
from worker.chats import Chats
from worker.telling import Tells

ADDRESS = "https://baton.example.org"
FAST = 10_000.0


def decided(by: Who) -> dict[str, object]:
    """What an approval says when one has approved; nobody is told of it."""
    entry = {"by": {"id": by.id, "name": by.name}, "at": 1_700_000_000_000, "decision": "approve"}
    return {"status": "decided", "decision": "approve", "history": [entry], "told": []}


@dataclass
class Chatting:
    """An office whose people are told by Slack."""

    office: Office
    standin: SlackStandIn
    session: aiohttp.ClientSession
    outside: Outside

    async def installs(self, there: Workspace | None = None, *scopes: str) -> str:
        """The app of the organisation in a workspace; answers the id of the place."""
        slack = self.standin.slack
        there = there or slack.workspace
        keys = await self.office.keyring.of(self.office.tenant)
        token, refresh = slack.tokens.issue(there.id, there.bot_user, scopes or slack.app.scopes)
        tokens = Tokens(bot=token.value, refresh="" if refresh is None else refresh.value)
        here = Installed(
            team=there.id, name=there.name, bot=there.bot_user, scopes=[], tokens=tokens
        )
        secrets = Secrets(client=slack.app.client_secret, signing=slack.app.signing_secret)
        async with self.office.database.tenant(self.office.tenant) as session:
            await chats.set_app(
                session, keys, "slack", slack.app.client_id, secrets, calls_us=False, by="s"
            )
            app = await chats.app(session, "slack")
            assert app is not None
            return await chats.install(session, keys, app.id, here, "s")

    async def person(self, name: str, *, member: bool = True) -> tuple[Who, Acting]:
        """Somebody here, and there, who wants to be told by Slack."""
        who = await self.office.person(name)
        async with self.office.database.tenant(self.office.tenant) as session:
            row = await people.get(session, who.id)
            assert row is not None
            chosen = {topic: Choice(("slack",)) for topic in channel_choices.TOPICS}
            await channel_choices.choose(session, who.id, chosen)
        there = self.standin.slack.workspace
        email = row.email if member else "nobody@corp.example"
        return who, self.standin.person(there.hires(name.lower(), email))

    def carrier(self, scale: float = FAST, **more: Any) -> Chats:
        slack = Slack(self.standin.slack.base_url, self.session, Pace(scale))
        office = self.office
        flows = Workflows(self.outside)
        return Chats(office.database, office.keyring, {"slack": slack}, flows, ADDRESS, **more)

    async def tells(self) -> None:
        channels = Portal(), Email(ADDRESS), Chat("slack"), Chat("teams")
        tells = Tells(self.office.database, self.office.keyring, channels)
        while await tells.round():
            pass
        changing = Changing(self.office.database, self.office.keyring, (Shared(),))
        while await changing.round():
            pass

    async def carries(self, *carriers: Chats) -> None:
        """Until nothing is due any more."""
        await self.tells()
        for one in carriers or (self.carrier(),):
            while await one.round():
                pass
            await one.settled()

    def overdue(self) -> None:
        """What waits, or was held by who is dead, is due. Only those rows are written: where there
        are thousands, each look would make as many dead ones."""
        with psycopg.connect(self.office.admin_url) as admin:
            tenant = [self.office.tenant]
            admin.execute(
                "UPDATE outbox SET next_at = now() - interval '1 s'"
                " WHERE kind = 'chat' AND next_at > now() AND tenant_id = %s",
                tenant,
            )
            admin.execute(
                "UPDATE chat_messages SET held_until = NULL"
                " WHERE held_until IS NOT NULL AND tenant_id = %s",
                tenant,
            )
            admin.execute(
                "UPDATE chat_places SET posts_rest = NULL, updates_rest = NULL"
                " WHERE tenant_id = %s",
                tenant,
            )
            admin.execute("UPDATE chat_channels SET posts_rest = NULL WHERE tenant_id = %s", tenant)

    def states(self) -> list[tuple[object, ...]]:
        return self.office.rows(
            "SELECT state, shown FROM chat_messages WHERE tenant_id = %s ORDER BY created_at, id"
        )

    def deliveries(self) -> list[tuple[object, ...]]:
        return self.office.rows(
            "SELECT channel, state FROM deliveries WHERE tenant_id = %s"
            " ORDER BY created_at, channel"
        )

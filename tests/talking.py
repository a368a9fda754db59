"""A whole stack between the servers that stand in for Slack, Teams and a mail server.

People are asked by the channel they have chosen, and decide in it as they would. Never: a part of
ours that is played; only the vendors are.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg

from bench.scratch import Scratch, scratch
from tests.chaos.deciding import Box
from tests.chaos.local_stack import TRUSTS_NONE, LocalStack, pause, running
from tests.standins.slack import person as in_slack
from tests.standins.slack.server import SlackStandIn, slack_standing_in
from tests.standins.slack.workspace import Message
from tests.standins.teams import person as in_teams
from tests.standins.teams.server import APP, TeamsStandIn, teams_standing_in
from tests.standins.teams.tenant import Activity
from tests.worker.mailbox import mailbox

PORTAL, EMAIL, SLACK, TEAMS = CHANNELS = ("portal", "email", "slack", "teams")
PATIENCE_SECONDS = 90
SECRET = "a~secret/of+the=tests"
SOURCE = """\
document: { dsl: '1.0.3', namespace: talks, name: asks, version: '1.0.0' }
do:
  - ask:
      call: approval:1.0.0@default
      with:
        subject: '${ .subject }'
        body: All that is needed to decide.
        approvers: '${ .people }'
        rule: '${ .rule }'
"""


@dataclass
class Seat:
    """Somebody who is asked by one channel."""

    id: str
    key: str
    name: str
    channel: str
    slack: in_slack.Acting
    teams: in_teams.Acting

    @property
    def email(self) -> str:
        return f"{self.id}@bench.example"


@dataclass
class Talking:
    """The stack, an organisation in it, and its people before the vendors."""

    stack: LocalStack
    http: httpx.AsyncClient
    slack: SlackStandIn
    teams: TeamsStandIn
    box: Box
    made: Scratch
    admin_url: str
    numbers: itertools.count[int] = field(default_factory=itertools.count)
    taken: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def ask(self, method: str, path: str, key: str = "", **given: Any) -> Any:
        """As the first person, who is an administrator, or with a key."""
        headers = {"Authorization": f"Bearer {key or self.made.people[0].key}"}
        answer = await self.http.request(
            method, path, headers=headers | given.pop("headers", {}), **given
        )
        assert answer.is_success, f"{method} {path}: {answer.text}"
        return answer.json() if answer.content else None

    async def sets_up(self) -> None:
        """Both apps, as an administrator does; and a process that asks."""
        app = self.slack.slack.app
        keys = {
            "clientId": app.client_id,
            "clientSecret": app.client_secret,
            "signingSecret": app.signing_secret,
        }
        urls = (await self.ask("PUT", "/api/v1/chats/slack", json=keys))["urls"]
        app.redirects = [urls["installed"]]
        app.events_url, app.interactivity_url = urls["events"], urls["actions"]
        self.slack.slack.workspace.hires("installer")
        begun = await self.ask("POST", "/api/v1/chats/slack/installation")
        back = await self.http.get(begun["url"])
        assert back.is_redirect, back.text
        await self.http.get(back.headers["location"])
        self.teams.login.secrets.append(SECRET)
        here = {"clientId": APP, "clientSecret": SECRET, "team": self.teams.tenant.id}
        urls = (await self.ask("PUT", "/api/v1/chats/teams", json=here))["urls"]
        self.teams.delivery.bot_url = urls["messages"]
        kind = {"Content-Type": "application/yaml"}
        await self.ask("POST", "/api/v1/definitions", content=SOURCE, headers=kind)
        await self.ask("POST", "/api/v1/definitions/talks/asks/1.0.0/publish")

    async def person(self, name: str, channel: str) -> Seat:
        """One more, who wants to be asked by this channel only."""
        one = self.made.people[next(self.taken)]
        with psycopg.connect(self.admin_url) as admin:
            admin.execute("UPDATE people SET name = %s WHERE id = %s", [name, one.id])
        email = f"{one.id}@bench.example"
        seat = Seat(
            id=one.id,
            key=one.key,
            name=name,
            channel=channel,
            slack=self.slack.person(self.slack.slack.workspace.hires(one.id[:8], email)),
            teams=self.teams.person(self.teams.tenant.hires(f"{name} {one.id}", email)),
        )
        if channel == TEAMS:
            for sent in await seat.teams.installs():
                assert sent.status == 200, sent
        chosen = {"channels": {"asked": [channel], "outcomes": ["portal"]}}
        await self.ask("PUT", "/api/v1/me/channels", one.key, json=chosen)
        return seat

    async def asks(self, rule: object, *seats: Seat) -> Asked:
        """One approval, that has come to everybody by their channel."""
        subject = f"Request {next(self.numbers)}."
        given = {"subject": subject, "people": [one.id for one in seats], "rule": rule}
        run = await self.ask(
            "POST", "/api/v1/runs", json={"workflow": "talks/asks", "input": given}
        )
        asked = Asked(self, str(run["id"]), subject, seats)
        await asked.has_come()
        return asked


@dataclass
class Asked:
    """One approval, as each of those who are asked has it before them."""

    talking: Talking
    run: str
    subject: str
    seats: tuple[Seat, ...]
    approval: str = ""
    heard: dict[str, int] = field(default_factory=dict[str, int])
    """How much each was told before."""

    def __post_init__(self) -> None:
        self.heard = {one.id: len(self.told(one)) for one in self.seats}

    async def has_come(self) -> None:
        async def come() -> bool:
            page = await self.talking.ask("GET", "/api/v1/approvals?status=any&requester=me")
            found = [one["id"] for one in page["items"] if one["run"]["id"] == self.run]
            self.approval = found[0] if found else ""
            return bool(found) and all(self._has(seat) for seat in self.seats)

        await until(come, f"not everybody has {self.subject}")

    def _has(self, seat: Seat) -> bool:
        match seat.channel:
            case "email":
                return (seat.email, self._mail) in self.talking.box.tokens()
            case "slack":
                return len(self.messages(seat)) == 1
            case "teams":
                return len(self.cards(seat)) == 1
            case _:
                return True

    @property
    def _mail(self) -> str:
        """The subject of the mail."""
        found = {one for _, one in self.talking.box.tokens() if self.subject in one}
        return found.pop() if found else ""

    def messages(self, seat: Seat) -> list[Message]:
        return [
            one for one in seat.slack.messages if self.subject in said(one) and not one.only_for
        ]

    def told(self, seat: Seat) -> list[str]:
        """What only they have been told in Slack since they were asked."""
        heard = [said(one) for one in seat.slack.messages if one.only_for]
        return heard[self.heard.get(seat.id, 0) :]

    def cards(self, seat: Seat) -> list[Activity]:
        return [one for one in seat.teams.messages if self.subject in str(one.content)]

    async def decides(self, seat: Seat, decision: str = "approve") -> None:
        """By their channel, as a person does."""
        match seat.channel:
            case "email":
                token = self.talking.box.tokens()[seat.email, self._mail]
                answer = await self.talking.http.post(
                    f"/decide/{token}", data={"decision": decision}
                )
                assert answer.is_success, answer.text
            case "slack":
                sent = await seat.slack.click(self.messages(seat)[0], f"decide/{decision}")
                assert sent.ok, sent.reason
            case "teams":
                assert decision == "approve"
                [card] = self.cards(seat)
                sent = await seat.teams.click(card, "decide")
                assert sent.status == 200, sent
            case _:
                path = f"/api/v1/approvals/{self.approval}/decision"
                await self.talking.ask("POST", path, seat.key, json={"decision": decision})

    async def whole(self, seat: Seat | None = None) -> Any:
        key = "" if seat is None else seat.key
        return await self.talking.ask("GET", f"/api/v1/approvals/{self.approval}", key)

    async def over(self) -> Any:
        """As it stands when the run has heard what was decided."""

        async def is_over() -> bool:
            return (await self.whole())["status"] != "open"

        await until(is_over, f"{self.subject} is still open")
        return await self.whole()

    async def votes(self, count: int) -> None:
        async def counted() -> bool:
            return len((await self.whole())["votes"]) == count

        await until(counted, f"{self.subject} has no {count} votes")

    async def shown(self, seat: Seat) -> str:
        """What this person reads of it where they were asked."""
        match seat.channel:
            case "email":
                token = self.talking.box.tokens()[seat.email, self._mail]
                return (await self.talking.http.get(f"/decide/{token}")).text
            case "slack":
                [message] = self.messages(seat)
                return said(message)
            case "teams":
                [card] = self.cards(seat)
                return json.dumps(seat.teams.sees(card), ensure_ascii=False)
            case _:
                return json.dumps(await self.whole(seat), ensure_ascii=False)

    async def all_show(self, *words: str) -> None:
        """Where the portal is, its API says it in its own way."""

        async def shows() -> bool:
            read = [await self.shown(one) for one in self.seats if one.channel != PORTAL]
            return all(word in one for one in read for word in words)

        await until(shows, f"not all show {words} of {self.subject}")


def said(message: Message) -> str:
    return f"{message.text} {json.dumps(message.blocks, ensure_ascii=False)}"


async def until(holds: Callable[[], Awaitable[bool]], otherwise: str) -> None:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await holds():
                await pause(0.1)
    except TimeoutError:
        raise AssertionError(otherwise) from None


@asynccontextmanager
async def talking(folder: Path, people: int = 20) -> AsyncIterator[Talking]:
    async with (
        slack_standing_in() as slack,
        teams_standing_in() as teams,
        mailbox(Box()) as box,
        running(
            folder,
            BATON_SMTP_URL=f"smtp://127.0.0.1:{box.port}",
            BATON_SLACK_URL=slack.slack.url,
            BATON_BOT_FRAMEWORK_URL=teams.metadata_url,
            BATON_TEAMS_LOGIN_URL=teams.url,
            BATON_TEAMS_HOSTS="127.0.0.1",
        ) as stack,
        httpx.AsyncClient(base_url=stack.url, timeout=60, verify=TRUSTS_NONE) as http,
    ):
        # The vendors' limits and patience are tried elsewhere; a slow machine is not to fail here.
        slack.slack.rates.on, teams.limits.on = False, False
        slack.delivery.patience = teams.delivery.patience = 60.0
        for delivery in (slack.delivery, teams.delivery):
            delivery.http.timeout = httpx.Timeout(60.0)
        url = json.loads((stack.data / "stack.json").read_text())["database_admin_url"]
        with scratch(url, people=people, role="admin") as made:
            ours = Talking(stack, http, slack, teams, box, made, url)
            await ours.sets_up()
            yield ours

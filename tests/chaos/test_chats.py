"""Presses in Slack and Teams while each part of the stack dies in turn: each counts once, in order.

Some are asked in one of both, some in both, and at times they don't answer the same; what they have
pressed comes again. At the end each run has come to what the machine alone makes of the order in
which its answers were kept, and every message shows who has decided. 3 runs for each harm here, 12
with `make soak`: Slack takes 50 updates a minute.
"""

from __future__ import annotations

import asyncio
import itertools
import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.chaos.asking import (
    EACH,
    SOURCE,
    Office,
    Truth,
    check_decisions,
    killing,
    known,
    nothing_is_left,
    share,
    staffed,
    truth,
    two_minutes_pass,
)
from tests.chaos.deciding import PATIENCE_SECONDS, Click
from tests.chaos.local_stack import TRUSTS_NONE, pause, running
from tests.chaos.pressing import (
    RECORDED,
    REFUSED,
    SHOWN,
    SLACK,
    TAKEN,
    TEAMS,
    Hold,
    Presses,
    Vendors,
    has_answered,
    has_buttons,
    is_over,
    may_decide,
)
from tests.chaos.test_kill import Operator, revived
from tests.standins.slack.server import slack_standing_in
from tests.standins.teams.server import APP, teams_standing_in

DOORS = ((SLACK, TEAMS), (SLACK, TEAMS), (SLACK,), (TEAMS,))
"""Where each of those who are asked is told."""

TEAMS_SECRET = "a-secret-of-chaos"
UPDATES_A_MINUTE = 48
UNDER_WAY_SECONDS = 0.5
"""So long a vendor may still take what a relay sent before it died."""

ONCE_MORE = 20
"""Requests that are sent again when all is over."""


@dataclass
class Chatting(Office):
    """With Slack and Teams."""

    source = SOURCE.replace(
        "        rule:",
        "        decisions:\n"
        "          - { name: approve, label: Approve }\n"
        "          - { name: reject, label: Reject, comment: none, goes: end }\n"
        "        rule:",
    )

    vendors: Vendors = field(kw_only=True)
    presses: Presses = field(init=False)
    twice: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """Person and subject of what Teams may have been told twice to show."""

    def __post_init__(self) -> None:
        self.presses = Presses(self.vendors, self.chance, self.said, self.invited)

    @property
    def doors(self) -> list[tuple[str, str]]:
        """Of persons."""
        pairs = zip(self.people, DOORS, strict=True)
        return [(who.id, door) for who, doors in pairs for door in doors]

    async def written_to(self, begun: dict[str, str]) -> None:
        """Everybody who is asked has a message, and it is known where that lies."""
        waited = itertools.count()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not self._posted(begun):
                await pause()
                if next(waited) % 50 == 49:
                    two_minutes_pass(self.stack)
        await self.finds(begun)

    def _posted(self, begun: dict[str, str]) -> bool:
        for subject, (who, door) in itertools.product(begun.values(), self.doors):
            found = self.vendors.messages if door == SLACK else self.vendors.cards
            if not found(who, subject):
                return False
        with psycopg.connect(known(self.stack)["database_admin_url"]) as admin:
            query = "SELECT count(*) FROM chat_messages WHERE state = 'queued'"
            [left] = admin.execute(query).fetchone() or [1]
        return left == 0

    def unknown(self, begun: dict[str, str]) -> set[tuple[str, str]]:
        """Person and subject of what lies in Teams, and nobody here has heard so."""
        with psycopg.connect(known(self.stack)["database_admin_url"]) as admin:
            query = """SELECT n.person_id, m.run_id FROM chat_messages m
                       JOIN notices n ON n.id = m.notice_id
                       JOIN chat_places p ON p.id = m.place_id
                       JOIN chat_apps a ON a.id = p.app_id
                       WHERE m.state = 'queued' AND a.kind = 'teams'"""
            waiting = [(str(who), str(run)) for who, run in admin.execute(query)]
        pairs = {(who, begun[run]) for who, run in waiting if run in begun}
        return {(who, subject) for who, subject in pairs if self.vendors.cards(who, subject)}

    async def answer(self, begun: dict[str, str]) -> None:
        """Everybody answers wherever they are asked, at any moment."""
        tasks, by_id = [], {who.id: who for who in self.people}
        for (run, subject), (who, door) in itertools.product(begun.items(), self.doors):
            decision = self.chance.choices(["approve", "reject"], [4, 1])[0]
            one = Click(run, self.asked[run], by_id[who], door, decision)
            tasks.append(self.presses.press(one, subject, self.chance.uniform(0, len(begun))))
        await asyncio.gather(*tasks)


async def share_of_posts(office: Chatting, count: int) -> None:
    """The relay dies when something was posted in both, and before it has heard so."""
    vendors, hold = office.vendors, Hold()
    vendors.slack.done, vendors.teams.done = hold.of_slack, hold.of_teams
    begun = await office.ask(count)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(hold.slack.wait(), hold.teams.wait())
    killed = office.stack.kill("relay")
    await pause(UNDER_WAY_SECONDS)
    office.twice |= office.unknown(begun)
    hold.free.set()
    await revived(office.stack, "relay", killed)
    two_minutes_pass(office.stack)
    await office.written_to(begun)
    await office.answer(begun)


# ---- setting up


async def asked(operator: Operator, method: str, path: str, **more: object) -> dict[str, object]:
    answer = await operator.ask(method, f"/api/v1{path}", **more)
    assert answer.is_success, f"{path}: {answer.text}"
    return answer.json() if answer.content else {}


async def sets_up_slack(operator: Operator, vendors: Vendors) -> None:
    app = vendors.slack.slack.app
    keys = {
        "clientId": app.client_id,
        "clientSecret": app.client_secret,
        "signingSecret": app.signing_secret,
    }
    urls = (await asked(operator, "PUT", "/chats/slack", json=keys))["urls"]
    app.redirects = [urls["installed"]]
    app.events_url, app.interactivity_url = urls["events"], urls["actions"]
    vendors.slack.slack.workspace.hires("installer")
    begun = await asked(operator, "POST", "/chats/slack/installation")
    async with httpx.AsyncClient(timeout=30, verify=TRUSTS_NONE) as browser:
        back = await browser.get(str(begun["url"]))
        assert back.is_redirect, back.text
        await browser.get(back.headers["location"])


async def sets_up_teams(operator: Operator, vendors: Vendors) -> None:
    vendors.teams.login.secrets.append(TEAMS_SECRET)
    keys = {"clientId": APP, "clientSecret": TEAMS_SECRET, "team": vendors.teams.tenant.id}
    urls = (await asked(operator, "PUT", "/chats/teams", json=keys))["urls"]
    vendors.teams.delivery.bot_url = urls["messages"]


async def seats(made: Chatting) -> None:
    """People are in both, and choose where they are told."""
    vendors = made.vendors
    for who, doors in zip(made.people, DOORS, strict=True):
        slack, teams = vendors.slack.slack.workspace, vendors.teams.tenant
        person = slack.hires(who.email.partition("@")[0], who.email)
        vendors.in_slack[who.id] = vendors.slack.person(person)
        acting = vendors.teams.person(teams.hires(who.name, who.email))
        for sent in await acting.installs():
            assert sent.status == 200, sent
        vendors.in_teams[who.id] = acting
        told = {"channels": {"asked": [*doors]}}
        await asked(Operator(made.stack, who.key), "PUT", "/me/channels", json=told)


@asynccontextmanager
async def office(folder: Path) -> AsyncIterator[Chatting]:
    async with slack_standing_in() as slack, teams_standing_in() as teams:
        slack.slack.rates.on = teams.limits.on = False
        teams.delivery.http.timeout = httpx.Timeout(15)
        settings = {
            "BATON_SLACK_URL": slack.slack.url,
            "BATON_BOT_FRAMEWORK_URL": teams.metadata_url,
            "BATON_TEAMS_LOGIN_URL": teams.url,
            "BATON_TEAMS_HOSTS": "127.0.0.1",
        }
        async with running(folder, **settings) as stack:
            operator, people, chance = await staffed(stack, Chatting.source)
            made = Chatting(stack, operator, people, chance, vendors=Vendors(slack, teams))
            await sets_up_slack(operator, made.vendors)
            await sets_up_teams(operator, made.vendors)
            await seats(made)
            yield made


# ---- the verdict


async def check_words(made: Chatting, kept: Truth) -> None:
    """Who was taken without a word is recorded, or was told why not; nothing counts twice."""
    print(f"words {dict(Counter(made.said.values()))}")  # noqa: T201
    for run in made.asked:
        rows = [data for _, data, _ in await kept.kept(run)]
        order = Counter((one["by"]["id"], one["decision"], one["channel"]) for one in rows)
        for one, word in made.said.items():
            times = order[one.who.id, one.decision, one.door]
            if one.run != run:
                continue
            assert times <= made.presses.made[one], f"{one} is kept {times} times"
            if word == TAKEN:
                assert times or made.presses.addresses[one].told, f"{one} is lost in silence"
                made.said[one] = RECORDED if times else REFUSED
            elif word == SHOWN:
                made.said[one] = REFUSED  # by this press or one before: what it shows is looked at


async def check_messages(made: Chatting) -> None:
    """Each person has one about each approval, wherever they are told, and it says who decided."""
    found: Counter[str] = Counter()
    numbers = {run: number for number, run in enumerate(made.rules)}
    for run, approval in made.asked.items():
        whole = await asked(made.operator, "GET", f"/approvals/{approval}")
        by, subject = whole["history"][-1]["by"]["name"], f"Request {numbers[run]}"
        votes = {one["who"]["id"] for one in whole["votes"]}
        assert {who for about, who in made.presses.claims if about == run} <= votes
        for who, door in made.doors:
            if door == SLACK:
                [message] = made.vendors.messages(who, subject)
                assert is_over(message.blocks, by), message
                assert not has_buttons(message), message
                found[door] += 1
            else:
                found.update(await check_cards(made, who, subject, by))
    print(f"messages {dict(found)}, sent again {dict(made.presses.repeated)}")  # noqa: T201


async def check_cards(made: Chatting, who: str, subject: str, by: str) -> list[str]:
    """Of Teams: the relay can't look there for what it has posted when it died."""
    seat, cards = made.vendors.in_teams[who], made.vendors.cards(who, subject)
    *older, newest = cards
    assert len(older) <= int((who, subject) in made.twice), f"{subject} came {len(cards)} times"
    assert is_over(newest.card, by), newest
    for one in cards:
        if may_decide(seat.sees(one)):
            assert one is not newest, "it can still be pressed"
            # The one that nobody knows of says it to whoever presses it.
            sent = await seat.click(one, "decide", title="Approve")
            assert sent.status == 200, sent
        # One that nobody knows of stays as it was when they pressed it last.
        stays = one is not newest and has_answered(seat.sees(one))
        assert stays or is_over(seat.sees(one), by), one
    return [TEAMS, *("teams, twice" for _ in older)]


async def check_replays(made: Chatting, kept: Truth) -> None:
    """When all is over nothing that comes once more is kept."""
    query = "SELECT count(*) AS many FROM messages"
    before = await kept.rows(query)
    for delivery in (made.vendors.slack.delivery, made.vendors.teams.delivery):
        all_ = [one for one in delivery.sent if one.status == 200]
        for one in made.chance.sample(all_, min(ONCE_MORE, len(all_))):
            sent = await delivery.replays(one)
            # What is older than five minutes is no more Slack's.
            assert sent.status in (200, 401), sent
    assert await kept.rows(query) == before


async def check(folder: Path, count: int) -> None:
    async with office(folder) as made:
        for victim in EACH:
            await share(made, count, killing(victim))
        await share_of_posts(made, count)
        async with truth(made) as kept:
            # Each message is updated a few times.
            updates = len(made.asked) * len(DOORS) * 4
            patience = PATIENCE_SECONDS + 60 * updates / UPDATES_A_MINUTE
            await nothing_is_left(made, kept, patience)
            await check_words(made, kept)
            await check_decisions(made, kept)
            await check_messages(made)
            await check_replays(made, kept)


@pytest.mark.alone
@pytest.mark.timeout(1200)
class TestChats:
    async def test_each_process_in_turn(self, open_folder):
        await check(open_folder, int(os.environ.get("BATON_CHAOS_RUNS", "3")))


@pytest.mark.alone
@pytest.mark.soak
@pytest.mark.timeout(5400)
class TestChatsAtFullSize:
    async def test_each_process_in_turn(self, open_folder):
        await check(open_folder, 12)

"""Chats: from a press in Slack or Teams to its acknowledgement, to the decision in the run, and
until every other message about it shows who has decided.

It starts a stack of its own beside servers that stand in for Slack and Teams, since nobody presses
there hundreds of times. Each approval asks two people; one of them presses. Never: a stack that
somebody works with.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import re
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import httpx

from bench.scratch import Scratch, Somebody, scratch
from tests.chaos.local_stack import LocalStack, running
from tests.standins.slack import person as in_slack
from tests.standins.slack.server import SlackStandIn, slack_standing_in
from tests.standins.teams import person as in_teams
from tests.standins.teams.cards import actions
from tests.standins.teams.server import APP, TeamsStandIn, teams_standing_in

CLICKS = 400
A_SECOND = 40
PEOPLE = 40
WATCHED = 20
"""Presses after which the other messages are watched: few, for Slack takes 50 updates a minute."""

CHATS = ("slack", "teams")
SECRET = "a~secret.of-the_bench"  # noqa: S105 (of an app that is not)

AT_ONCE = 8
PATIENCE_SECONDS = 300
MOST_TO_ACKNOWLEDGE = 500
MOST_TO_DECIDE = 400
MOST_TO_SHOW = 5_000
SUBJECT = re.compile(r"Request \d+")
SOURCE = """\
document: { dsl: '1.0.3', namespace: bench, name: chat, version: '1.0.0' }
do:
  - ask:
      call: approval:1.0.0@default
      with:
        subject: '${ "Request " + (.n | tostring) }'
        body: All that is needed to decide.
        approvers: ['${ .one }', '${ .other }']
"""


class Vendor(Protocol):
    """One that is stood in for. Its messages have `edits`, whatever else they are."""

    name: str
    rest: float
    """Between two presses that are watched, as its limits have it."""

    async def set_up(self, desk: Desk) -> None: ...
    async def seat(self, one: Somebody) -> Any: ...
    def limits(self, on: bool) -> None: ...  # noqa: FBT001 (a switch)
    def approval(self, message: Any) -> str: ...
    async def press(self, seat: Any, message: Any) -> None: ...
    def text(self, message: Any) -> str: ...


@dataclass
class InSlack:
    """Slack."""

    there: SlackStandIn
    name: str = "slack"
    rest: float = 3.0
    """Two messages are updated after each press, of 50 a minute."""

    async def set_up(self, desk: Desk) -> None:
        app = self.there.slack.app
        keys = {
            "clientId": app.client_id,
            "clientSecret": app.client_secret,
            "signingSecret": app.signing_secret,
        }
        urls = (await desk.ask("PUT", "/api/v1/chats/slack", json=keys))["urls"]
        app.redirects = [urls["installed"]]
        app.events_url, app.interactivity_url = urls["events"], urls["actions"]
        self.there.slack.workspace.hires("installer")
        begun = await desk.ask("POST", "/api/v1/chats/slack/installation")
        async with httpx.AsyncClient(timeout=30) as browser:
            back = await browser.get(begun["url"])
            assert back.is_redirect, back.text
            await browser.get(back.headers["location"])

    async def seat(self, one: Somebody) -> in_slack.Acting:
        who = self.there.slack.workspace.hires(one.id[:8], f"{one.id}@bench.example")
        return self.there.person(who)

    def limits(self, on: bool) -> None:  # noqa: FBT001
        self.there.slack.rates.on = on

    def approval(self, message: Any) -> str:
        buttons = next(one for one in message.blocks if one["type"] == "actions")["elements"]
        return str(buttons[0]["value"]).partition("/")[0]

    async def press(self, seat: in_slack.Acting, message: Any) -> None:
        sent = await seat.click(message, "decide/approve")
        # Who hears nothing for three seconds is shown an error, and counts with what it took.
        assert sent.ok or sent.reason == "http_timeout", sent.reason

    def text(self, message: Any) -> str:
        return str(message.blocks)


@dataclass
class InTeams:
    """Teams."""

    there: TeamsStandIn
    name: str = "teams"
    rest: float = 0.5

    async def set_up(self, desk: Desk) -> None:
        self.there.login.secrets.append(SECRET)
        keys = {"clientId": APP, "clientSecret": SECRET, "team": self.there.tenant.id}
        urls = (await desk.ask("PUT", "/api/v1/chats/teams", json=keys))["urls"]
        self.there.delivery.bot_url = urls["messages"]

    async def seat(self, one: Somebody) -> in_teams.Acting:
        who = self.there.tenant.hires(f"Person {one.id}", f"{one.id}@bench.example")
        acting = self.there.person(who)
        for sent in await acting.installs():
            assert sent.status == 200, sent
        return acting

    def limits(self, on: bool) -> None:  # noqa: FBT001
        self.there.limits.on = on

    def approval(self, message: Any) -> str:
        [first, *_] = [one for one in actions(message.card) if one.get("verb") == "decide"]
        return str(first["data"]["token"]).partition("/")[0]

    async def press(self, seat: in_teams.Acting, message: Any) -> None:
        sent = await seat.click(message, "decide")
        # As in Slack: Teams waits its time, and then shows an error.
        assert sent.status == 200 or sent.reason == "timeout", (sent.status, sent.reason)

    def text(self, message: Any) -> str:
        return str(message.content)


@dataclass
class Desk:
    """The stack, the organisation, and its people before the chat."""

    http: httpx.AsyncClient
    vendor: Vendor
    made: Scratch
    seats: dict[str, Any] = field(default_factory=dict[str, Any])
    numbers: Any = field(default_factory=itertools.count)

    async def ask(self, method: str, path: str, **given: Any) -> Any:
        answer = await self.http.request(method, path, **given)
        assert answer.is_success, f"{method} {path}: {answer.text}"
        return answer.json() if answer.content else None

    async def sets_up(self) -> None:
        """As an administrator does: keys, installation, and that people are asked there."""
        await self.vendor.set_up(self)
        usual = {"channels": {"asked": [self.vendor.name], "outcomes": ["portal"]}}
        await self.ask("PUT", "/api/v1/tenant/channels", json=usual)
        for one in self.made.people[1:]:
            self.seats[one.id] = await self.vendor.seat(one)

    async def publishes(self) -> None:
        kind = {"Content-Type": "application/yaml"}
        await self.ask("POST", "/api/v1/definitions", content=SOURCE, headers=kind)
        await self.ask("POST", "/api/v1/definitions/bench/chat/1.0.0/publish")

    async def asks(self, count: int) -> list[tuple[Any, Any, Any]]:
        """Starts so many runs; answers who presses, what, and what the other one has."""
        turns = asyncio.Semaphore(AT_ONCE)
        people = [one.id for one in self.made.people[1:]]
        wanted: dict[str, tuple[str, str]] = {}

        async def one(number: int) -> None:
            async with turns:
                pair = people[number % len(people)], people[(number + 1) % len(people)]
                wanted[f"Request {number}"] = pair
                given = {"n": number, "one": pair[0], "other": pair[1]}
                await self.ask(
                    "POST", "/api/v1/runs", json={"workflow": "bench/chat", "input": given}
                )

        await asyncio.gather(*(one(next(self.numbers)) for _ in range(count)))
        deadline = time.monotonic() + PATIENCE_SECONDS
        found: dict[str, dict[str, Any]] = {}
        while sum(len(one) == 2 for one in found.values()) < count:
            assert time.monotonic() < deadline, f"of {count} only {len(found)} have come"
            await asyncio.sleep(0.5)
            found = {subject: {} for subject in wanted}
            for person, seat in self.seats.items():
                for message in seat.messages:
                    read = SUBJECT.search(self.vendor.text(message))
                    if read is not None and read[0] in wanted:
                        found[read[0]][person] = message
        return [
            (self.seats[pair[0]], found[subject][pair[0]], found[subject][pair[1]])
            for subject, pair in wanted.items()
        ]

    async def decided_at(self) -> dict[str, float]:
        """By approval, in seconds since 1970, as the run has it."""
        times: dict[str, float] = {}
        cursor = None
        while True:
            query = {"status": "over", "requester": "me", "limit": 200}
            page = await self.ask(
                "GET", "/api/v1/approvals", params=query | ({"cursor": cursor} if cursor else {})
            )
            for line in page["items"]:
                whole = await self.ask("GET", f"/api/v1/approvals/{line['id']}")
                times[line["id"]] = whole["history"][-1]["at"] / 1000
            cursor = page["next"]
            if cursor is None:
                return times


async def press(
    vendor: Vendor, waiting: Sequence[tuple[Any, Any, Any]], a_second: float
) -> tuple[list[float], dict[str, float]]:
    """Each when it is time: milliseconds until it was acknowledged; when it was, by approval."""
    acknowledged: list[float] = []
    pressed: dict[str, float] = {}

    async def one(seat: Any, message: Any) -> None:
        pressed[vendor.approval(message)] = time.time()
        begun = time.perf_counter()
        await vendor.press(seat, message)
        acknowledged.append((time.perf_counter() - begun) * 1000)

    begun = time.perf_counter()
    tasks: list[asyncio.Task[None]] = []
    for number, (seat, message, _) in enumerate(waiting):
        await asyncio.sleep(max(0.0, begun + number / a_second - time.perf_counter()))
        tasks.append(asyncio.create_task(one(seat, message)))
    await asyncio.gather(*tasks)
    return acknowledged, pressed


async def watched(vendor: Vendor, waiting: Sequence[tuple[Any, Any, Any]]) -> list[float]:
    """Milliseconds from a press until the message of the other one says so."""
    times: list[float] = []
    for seat, message, other in waiting:
        before = len(other.edits)
        begun = time.perf_counter()
        await vendor.press(seat, message)
        while len(other.edits) == before:
            assert time.perf_counter() - begun < PATIENCE_SECONDS, "It is not shown."
            await asyncio.sleep(0.02)
        times.append((time.perf_counter() - begun) * 1000)
        await asyncio.sleep(vendor.rest)
    return times


def told(name: str, times: Sequence[float], most: int, part: float) -> None:
    ordered = sorted(times)
    at = ordered[min(int(len(ordered) * part), len(ordered) - 1)]
    print(
        f"  {name}: p50 {statistics.median(ordered):.0f} ms, p{part * 100:.0f} {at:.0f} ms"
        f" (at most {most}), {len(ordered)} times"
    )


async def measure(stack: LocalStack, vendor: Vendor, clicks: int, a_second: float) -> None:
    url = json.loads((stack.data / "stack.json").read_text())["database_admin_url"]
    with scratch(url, people=PEOPLE + 1, role="admin") as made:
        key = {"Authorization": f"Bearer {made.people[0].key}"}
        async with httpx.AsyncClient(base_url=stack.url, headers=key, timeout=60) as http:
            desk = Desk(http, vendor, made)
            await desk.sets_up()
            await desk.publishes()
            few = await desk.asks(WATCHED)
            vendor.limits(on=True)
            shown = await watched(vendor, few)
            told("until the other message shows it", shown, MOST_TO_SHOW, 0.95)
            # Posted without the vendor's limits, which would make the measurement an hour long.
            vendor.limits(on=False)
            waiting = await desk.asks(clicks)
            acknowledged, pressed = await press(vendor, waiting, a_second)
            told(f"acknowledged at {a_second} a second", acknowledged, MOST_TO_ACKNOWLEDGE, 0.99)
            decided = await desk.decided_at()
            deadline = time.monotonic() + PATIENCE_SECONDS
            while missing := pressed.keys() - decided.keys():
                assert time.monotonic() < deadline, f"{len(missing)} presses are not counted"
                await asyncio.sleep(3)
                decided = await desk.decided_at()
            waited = [(decided[one] - at) * 1000 for one, at in pressed.items()]
            told("decided in the run", waited, MOST_TO_DECIDE, 0.95)


async def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--clicks", type=int, default=CLICKS)
    given.add_argument("--a-second", type=float, default=A_SECOND)
    given.add_argument("--chat", choices=CHATS, action="append", help="Left out: each in turn.")
    said = given.parse_args()
    async with slack_standing_in() as slack, teams_standing_in() as teams:
        with tempfile.TemporaryDirectory(prefix="baton-bench-") as folder:
            settings = {
                "BATON_SLACK_URL": slack.slack.url,
                "BATON_BOT_FRAMEWORK_URL": teams.metadata_url,
                "BATON_TEAMS_LOGIN_URL": teams.url,
                "BATON_TEAMS_HOSTS": "127.0.0.1",
            }
            async with running(Path(folder), **settings) as stack:
                for vendor in (InSlack(slack), InTeams(teams)):
                    if vendor.name in (said.chat or CHATS):
                        vendor.limits(on=False)
                        print(f"presses in {vendor.name.title()}, load {os.getloadavg()[0]:.1f}:")
                        await measure(stack, vendor, said.clicks, said.a_second)


if __name__ == "__main__":
    asyncio.run(main())

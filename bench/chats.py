"""Chats: from a press in Slack to its acknowledgement, to the decision in the run, and until every
other message about it shows who has decided.

It starts a stack of its own beside a server that stands in for Slack, since nobody presses there
hundreds of times. Each approval asks two people; one of them presses. Never: a stack that
somebody works with.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bench.scratch import Scratch, scratch
from tests.chaos.local_stack import LocalStack, running
from tests.standins.slack.person import Acting
from tests.standins.slack.server import SlackStandIn, slack_standing_in
from tests.standins.slack.workspace import Message

CLICKS = 400
A_SECOND = 40
PEOPLE = 40
WATCHED = 20
"""Presses after which the other messages are watched: few, for Slack takes 50 updates a minute."""

AT_ONCE = 8
PATIENCE_SECONDS = 300
MOST_TO_ACKNOWLEDGE = 500
MOST_TO_DECIDE = 400
MOST_TO_SHOW = 5_000
APPROVE = "decide/approve"
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


@dataclass
class Desk:
    """The stack, the organisation, and its people before Slack."""

    http: httpx.AsyncClient
    slack: SlackStandIn
    made: Scratch
    seats: dict[str, Acting] = field(default_factory=dict[str, Acting])
    numbers: Any = field(default_factory=itertools.count)

    async def ask(self, method: str, path: str, **given: Any) -> Any:
        answer = await self.http.request(method, path, **given)
        assert answer.is_success, f"{method} {path}: {answer.text}"
        return answer.json() if answer.content else None

    async def sets_up(self) -> None:
        """As an administrator does: keys, installation, and that people are asked by Slack."""
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
        async with httpx.AsyncClient(timeout=30) as browser:
            back = await browser.get(begun["url"])
            assert back.is_redirect, back.text
            await browser.get(back.headers["location"])
        usual = {"channels": {"asked": ["slack"], "outcomes": ["portal"]}}
        await self.ask("PUT", "/api/v1/tenant/channels", json=usual)
        for one in self.made.people[1:]:
            person = self.slack.slack.workspace.hires(one.id[:8], f"{one.id}@bench.example")
            self.seats[one.id] = self.slack.person(person)

    async def publishes(self) -> None:
        kind = {"Content-Type": "application/yaml"}
        await self.ask("POST", "/api/v1/definitions", content=SOURCE, headers=kind)
        await self.ask("POST", "/api/v1/definitions/bench/chat/1.0.0/publish")

    async def asks(self, count: int) -> list[tuple[Acting, Message, Message]]:
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
        found: dict[str, dict[str, Message]] = {}
        while sum(len(one) == 2 for one in found.values()) < count:
            assert time.monotonic() < deadline, f"of {count} only {len(found)} have come"
            await asyncio.sleep(0.5)
            found = {subject: {} for subject in wanted}
            for person, seat in self.seats.items():
                for message in seat.messages:
                    subject = message.blocks[0]["text"]["text"]
                    if subject in wanted:
                        found[subject][person] = message
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


def approval_of(message: Message) -> str:
    buttons = next(one for one in message.blocks if one["type"] == "actions")["elements"]
    return str(buttons[0]["value"]).partition("/")[0]


async def press(
    waiting: Sequence[tuple[Acting, Message, Message]], a_second: float
) -> tuple[list[float], dict[str, float]]:
    """Each when it is time: milliseconds until it was acknowledged; when it was, by approval."""
    acknowledged: list[float] = []
    pressed: dict[str, float] = {}

    async def one(seat: Acting, message: Message) -> None:
        pressed[approval_of(message)] = time.time()
        begun = time.perf_counter()
        sent = await seat.click(message, APPROVE)
        # Who hears nothing for three seconds is shown an error, and counts with what it took.
        assert sent.ok or sent.reason == "http_timeout", sent.reason
        acknowledged.append((time.perf_counter() - begun) * 1000)

    begun = time.perf_counter()
    tasks: list[asyncio.Task[None]] = []
    for number, (seat, message, _) in enumerate(waiting):
        await asyncio.sleep(max(0.0, begun + number / a_second - time.perf_counter()))
        tasks.append(asyncio.create_task(one(seat, message)))
    await asyncio.gather(*tasks)
    return acknowledged, pressed


async def watched(waiting: Sequence[tuple[Acting, Message, Message]]) -> list[float]:
    """Milliseconds from a press until the message of the other one says so."""
    times: list[float] = []
    for seat, message, other in waiting:
        before = len(other.edits)
        begun = time.perf_counter()
        await seat.click(message, APPROVE)
        while len(other.edits) == before:
            assert time.perf_counter() - begun < PATIENCE_SECONDS, "It is not shown."
            await asyncio.sleep(0.02)
        times.append((time.perf_counter() - begun) * 1000)
        # As Slack's limit has it, for two messages each.
        await asyncio.sleep(3.0)
    return times


def told(name: str, times: Sequence[float], most: int, part: float) -> None:
    ordered = sorted(times)
    at = ordered[min(int(len(ordered) * part), len(ordered) - 1)]
    print(
        f"  {name}: p50 {statistics.median(ordered):.0f} ms, p{part * 100:.0f} {at:.0f} ms"
        f" (at most {most}), {len(ordered)} times"
    )


async def measure(stack: LocalStack, slack: SlackStandIn, clicks: int, a_second: float) -> None:
    url = json.loads((stack.data / "stack.json").read_text())["database_admin_url"]
    with scratch(url, people=PEOPLE + 1, role="admin") as made:
        key = {"Authorization": f"Bearer {made.people[0].key}"}
        async with httpx.AsyncClient(base_url=stack.url, headers=key, timeout=60) as http:
            desk = Desk(http, slack, made)
            await desk.sets_up()
            await desk.publishes()
            few = await desk.asks(WATCHED)
            slack.slack.rates.on = True
            told("until the other message shows it", await watched(few), MOST_TO_SHOW, 0.95)
            # Posted without the vendor's limits, which would make the measurement an hour long.
            slack.slack.rates.on = False
            waiting = await desk.asks(clicks)
            acknowledged, pressed = await press(waiting, a_second)
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
    said = given.parse_args()
    async with slack_standing_in() as slack:
        slack.slack.rates.on = False
        with tempfile.TemporaryDirectory(prefix="baton-bench-") as folder:
            async with running(Path(folder), BATON_SLACK_URL=slack.slack.url) as stack:
                print("presses in Slack:")
                await measure(stack, slack, said.clicks, said.a_second)


if __name__ == "__main__":
    asyncio.run(main())

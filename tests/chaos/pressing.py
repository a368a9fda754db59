"""People who press in Slack and in Teams while parts of the stack are down, and what they are told.

Both vendors are servers of the test. Never: an answer that a person could not make sense of; each
is one of those that the chats have words for, or the vendor's own that the app can't be reached.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from api.chat.teams import words as teams_words
from channels import chat_words
from tests.chaos.deciding import PATIENCE_SECONDS, Click
from tests.chaos.local_stack import pause
from tests.standins.slack import delivery as slack_delivery
from tests.standins.slack import filling
from tests.standins.slack import person as slack_person
from tests.standins.slack.server import SlackStandIn
from tests.standins.slack.state import Asked, ResponseAddress
from tests.standins.slack.workspace import Message
from tests.standins.teams import delivery as teams_delivery
from tests.standins.teams import person as teams_person
from tests.standins.teams.cards import actions
from tests.standins.teams.connector import Request
from tests.standins.teams.person import CannotDoError
from tests.standins.teams.server import TeamsStandIn
from tests.standins.teams.tenant import Activity

SLACK, TEAMS = "slack", "teams"
COUNTED, RECORDED, TAKEN = "counted", "recorded", "taken"
SHOWN, REFUSED = "shown", "refused"
PROMPT_SECONDS = 2.0
"""Whoever waits longer for Slack's acknowledgement may be told later, so is not sent again here."""

_SLACK, _TEAMS = chat_words.of("en"), teams_words.of("en")


def texts(value: object) -> Iterator[str]:
    """All words in blocks or cards."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name in ("text", "title") and isinstance(one, str):
                yield one
            else:
                yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def says(value: object, word: str) -> bool:
    """Whether it begins with what stands before the first gap of these words."""
    return any(one.startswith(word.partition("{")[0]) for one in texts(value))


@dataclass
class Vendors:
    """Slack and Teams, and who sits before which of them, by person."""

    slack: SlackStandIn
    teams: TeamsStandIn
    in_slack: dict[str, slack_person.Acting] = field(default_factory=dict)
    in_teams: dict[str, teams_person.Acting] = field(default_factory=dict)

    def messages(self, person: str, subject: str) -> list[Message]:
        """In Slack, about what has this subject."""
        return [
            one
            for one in self.in_slack[person].messages
            if one.only_for is None and subject in texts(one.blocks)
        ]

    def cards(self, person: str, subject: str) -> list[Activity]:
        """In Teams."""
        seat = self.in_teams[person]
        return [one for one in seat.tenant.said(seat.personal) if subject in texts(one.card)]

    def told(self, sent: slack_delivery.Sent) -> ResponseAddress:
        """Where Slack takes what is to be said to who has pressed."""
        [payload] = parse_qs(sent.body.decode())["payload"]
        key = json.loads(payload)["response_url"].partition("/actions/")[2]
        return self.slack.slack.addresses[key]


@dataclass
class Hold:
    """Both vendors do what they are asked, and keep the app waiting for the answer."""

    free: asyncio.Event = field(default_factory=asyncio.Event)
    slack: asyncio.Event = field(default_factory=asyncio.Event)
    teams: asyncio.Event = field(default_factory=asyncio.Event)

    async def of_slack(self, asked: Asked) -> None:
        if asked.method == "chat.postMessage" and not self.free.is_set():
            self.slack.set()
            await self.free.wait()

    async def of_teams(self, asked: Request) -> None:
        if asked.verb == "POST" and not self.free.is_set():
            self.teams.set()
            await self.free.wait()


@dataclass
class Presses:
    """Each is pressed again and again, as people do who are told to; now and then for no reason."""

    vendors: Vendors
    chance: random.Random
    said: dict[Click, str]
    """The last word. Slack says none to who was heard: `taken`. Teams shows how it stands."""
    invited: Counter[int | str]
    made: Counter[Click] = field(default_factory=Counter)
    """How often each was pressed anew."""
    addresses: dict[Click, ResponseAddress] = field(default_factory=dict)
    """Where whoever was taken may be told more."""
    claims: set[tuple[str, str]] = field(default_factory=set)
    """Run and person who was told that they have answered already."""
    repeated: Counter[int | str] = field(default_factory=Counter)
    """What came of requests that were sent again, byte by byte."""

    async def press(self, one: Click, subject: str, after: float) -> None:
        await pause(after)
        deadline = time.monotonic() + PATIENCE_SECONDS
        press = self._in_slack if one.door == SLACK else self._in_teams
        while (word := await press(one, subject)) is None:
            assert time.monotonic() < deadline, f"{one} never got an answer"
            await pause(self.chance.uniform(0.2, 0.8))
        self.said[one] = word

    async def _in_slack(self, one: Click, subject: str) -> str | None:
        seat = self.vendors.in_slack[one.who.id]
        [message] = self.vendors.messages(one.who.id, subject)
        begun = time.monotonic()
        try:
            sent = await seat.click(message, f"decide/{one.decision}")
        except filling.CannotDoError:
            assert not has_buttons(message), message
            return REFUSED
        self.made[one] += 1
        prompt = time.monotonic() - begun < PROMPT_SECONDS
        address = self.vendors.told(sent)
        word = self._of_slack(one, sent, address)
        if (prompt or not sent.ok) and self.chance.random() < 0.4:
            again = await self.vendors.slack.delivery.replays(sent)
            assert again.status in (None, 200, 503), again
            self.repeated[again.status or again.reason] += 1
        return word

    def _of_slack(
        self, one: Click, sent: slack_delivery.Sent, address: ResponseAddress
    ) -> str | None:
        if not sent.ok:
            # Slack itself says then that it did not work.
            assert sent.status in (None, 503), sent
            self.invited[sent.status or sent.reason] += 1
            return None
        if not address.told:
            self.addresses[one] = address
            return TAKEN
        told = address.told[-1].blocks
        if says(told, _SLACK["press-again"]):
            self.invited["press-again"] += 1
            return None
        return RECORDED if says(told, _SLACK["recorded"]) else REFUSED

    async def _in_teams(self, one: Click, subject: str) -> str | None:
        seat = self.vendors.in_teams[one.who.id]
        shown = self.chance.choice(self.vendors.cards(one.who.id, subject))
        try:
            sent = await seat.click(shown, "decide", title=one.decision.title())
        except CannotDoError:
            assert not may_decide(seat.sees(shown)), seat.sees(shown)
            return REFUSED
        self.made[one] += 1
        word = self._of_teams(one, sent)
        if self.chance.random() < 0.4:
            again = await self.vendors.teams.delivery.replays(sent)
            assert again.status in (None, 200), again
            self.repeated[again.status or again.reason] += 1
        return word

    def _of_teams(self, one: Click, sent: teams_delivery.Sent) -> str | None:
        if sent.status is None:
            self.invited[sent.reason] += 1  # Teams itself says then that the app is away
            return None
        assert sent.status == 200, sent
        answer = sent.json
        if answer["statusCode"] == 500:
            assert answer["value"]["message"] == _TEAMS["again"], answer
            self.invited["again"] += 1
            return None
        if answer["statusCode"] != 200:
            assert answer["value"]["message"], answer
            return REFUSED
        card = answer["value"]
        if says(card, _TEAMS["accepted"]):
            return COUNTED
        if says(card, _TEAMS["recorded"]):
            return RECORDED
        if has_answered(card):
            self.claims.add((one.run, one.who.id))
        else:
            assert is_over(card) or says(card, _TEAMS["stands-waits"]), card
        assert not may_decide(card), card
        return SHOWN


def is_over(shown: object, name: str = "") -> bool:
    """It says who has decided, and when."""
    middle = _TEAMS["stands-decided-by"].split("{at}")[0].replace("{who}", "")
    return any(one.partition(middle)[0].endswith(name) for one in texts(shown) if middle in one)


def has_answered(card: object) -> bool:
    """It says so to whoever looks."""
    return says(card, _TEAMS["stands-answered-you"])


def has_buttons(message: Message) -> bool:
    """That decide."""
    elements = [one for block in message.blocks for one in block.get("elements", [])]
    return any(one.get("action_id", "").startswith("decide/") for one in elements)


def may_decide(card: dict[str, object]) -> bool:
    return any(one.get("verb") == "decide" for one in actions(card))

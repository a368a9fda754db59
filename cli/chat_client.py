"""The part of the API's client that is about Slack and Teams.

Never: a request that doubles by being repeated; a conversation is made under a key.
"""

from __future__ import annotations

from urllib.parse import quote
from uuid import uuid4

from msgspec import Struct

from cli.connection import Connection
from definitions.values import JsonObject

CHATS = "/chats"
CHANNELS = f"{CHATS}/channels"


class Place(Struct, rename="camel"):
    """Where an app is installed."""

    id: str
    name: str
    state: str
    people: int
    installed: bool
    missing_scopes: list[str]
    reason: str | None = None


class App(Struct):
    """One of the organisation's own."""

    kind: str
    ready: bool
    missing: list[str]
    places: list[Place]


class Apps(Struct):
    """Both; None: not begun."""

    slack: App | None = None
    teams: App | None = None


class Conversation(Struct, rename="camel"):
    """One in which approvals are shown to all who read there."""

    id: str
    kind: str
    name: str
    processes: str
    language: str
    state: str
    place: str | None = None
    reason: str | None = None


class Conversations(Struct):
    """All of them."""

    items: list[Conversation]


class Choice(Struct):
    """A channel in which the app is."""

    conversation: str
    name: str | None = None
    team: str | None = None


class Choices(Struct):
    """All that can be chosen."""

    items: list[Choice]


class Sent(Struct):
    """Where a test has arrived."""

    name: str


class ChatClient(Connection):
    """Apps of chats, and conversations in which many read."""

    def chats(self) -> tuple[Apps, JsonObject]:
        """Typed, and as the API said it."""
        answer = self._send("GET", CHATS)
        return self._typed(answer, Apps), self._typed(answer, JsonObject)

    def test_chat(self, kind: str) -> Sent:
        return self._typed(self._send("POST", f"{CHATS}/{quote(kind, safe='')}/test"), Sent)

    def conversations(self) -> tuple[list[Conversation], JsonObject]:
        answer = self._send("GET", CHANNELS)
        return self._typed(answer, Conversations).items, self._typed(answer, JsonObject)

    def choices(self, place: str) -> tuple[list[Choice], JsonObject]:
        answer = self._send("GET", f"{CHATS}/places/{quote(place, safe='')}/conversations")
        return self._typed(answer, Choices).items, self._typed(answer, JsonObject)

    def add_conversation(self, wanted: JsonObject) -> Conversation:
        headers = {"Idempotency-Key": str(uuid4())}
        return self._typed(self._send("POST", CHANNELS, body=wanted, headers=headers), Conversation)

    def remove_conversation(self, own: str) -> None:
        self._send("DELETE", _path(own))

    def test_conversation(self, own: str) -> Sent:
        return self._typed(self._send("POST", f"{_path(own)}/test"), Sent)


def _path(own: str) -> str:
    return f"{CHANNELS}/{quote(own, safe='')}"

"""A tenant: people, conversations, and what the bot has said in them.

https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/conversation-basics
(personal, groupChat, channel; `29:` for a person, `28:` for a bot, `19:…;messageid=` for a thread)
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from tests.standins.shapes import Json
from tests.standins.teams.cards import CONTENT_TYPE

Kind = Literal["personal", "groupChat", "channel"]


@dataclass
class Person:
    id: str
    name: str
    email: str
    object_id: str
    tenant: str

    @property
    def account(self) -> Json:
        """As `from` has it."""
        return {"id": self.id, "name": self.name, "aadObjectId": self.object_id}

    @property
    def shown(self) -> Json:
        """As a list of members has it."""
        given, _, family = self.name.partition(" ")
        return {
            "id": self.id,
            "name": self.name,
            "objectId": self.object_id,
            "aadObjectId": self.object_id,
            "givenName": given,
            "surname": family,
            "email": self.email,
            "userPrincipalName": self.email,
            "tenantId": self.tenant,
            "userRole": "user",
        }


@dataclass
class Conversation:
    id: str
    kind: Kind
    tenant: str
    members: list[str] = field(default_factory=list[str])
    bot_is_in: bool = True
    team: str = ""
    """Of a channel, the id of its team, which is the one of the general channel there."""
    team_name: str = ""
    name: str = ""
    blocked: bool = False
    """The person has blocked the bot or removed it."""
    deleted: bool = False


@dataclass
class Activity:
    """What the bot said, each form of it, and what each viewer sees in its place."""

    id: str
    conversation: str
    content: Json
    reply_to: str = ""
    deleted: bool = False
    edits: list[Json] = field(default_factory=list[Json])
    views: dict[str, Json] = field(default_factory=dict[str, Json])
    """By person, the card that an action of theirs has brought."""

    @property
    def text(self) -> str:
        return self.content.get("text", "")

    @property
    def card(self) -> Json | None:
        for one in self.content.get("attachments") or []:
            if one.get("contentType") == CONTENT_TYPE:
                return one["content"]
        return None


@dataclass
class Tenant:
    id: str = "72f988bf-86f1-41af-91ab-2d7cd011db47"
    people: dict[str, Person] = field(default_factory=dict[str, Person])
    conversations: dict[str, Conversation] = field(default_factory=dict[str, Conversation])
    activities: dict[str, Activity] = field(default_factory=dict[str, Activity])
    _numbers: itertools.count[int] = field(
        default_factory=lambda: itertools.count(1_700_000_000_000)
    )

    def number(self) -> str:
        """As Teams numbers activities: by milliseconds."""
        return str(next(self._numbers))

    def hires(self, name: str, email: str | None = None) -> Person:
        object_id = str(uuid5(NAMESPACE_URL, f"{self.id}/{name}"))
        address = email or f"{name.split(maxsplit=1)[0].lower()}@corp.example"
        person = Person(f"29:1{object_id.replace('-', '')}", name, address, object_id, self.id)
        self.people[person.id] = person
        return person

    def personal(self, person: Person) -> Conversation:
        """Theirs with the bot; there is one."""
        id_ = f"a:1{person.object_id.replace('-', '')}"
        if id_ not in self.conversations:
            self.conversations[id_] = Conversation(id_, "personal", self.id, [person.id])
        return self.conversations[id_]

    def founds(self, *people: Person, kind: Kind = "channel") -> Conversation:
        tail = "tacv2" if kind == "channel" else "v2"
        id_ = f"19:{self.number()}@thread.{tail}"
        team = f"19:{self.number()}@thread.tacv2" if kind == "channel" else ""
        made = Conversation(id_, kind, self.id, [one.id for one in people], team=team)
        self.conversations[id_] = made
        return made

    def team(self, name: str, *people: Person, channels: Sequence[str] = ()) -> Conversation:
        """Answers its general channel; the others are among the conversations."""
        general = self.founds(*people)
        general.team, general.team_name = general.id, name
        for one in channels:
            made = self.founds(*people)
            made.team, made.team_name, made.name = general.id, name, one
        return general

    def find(self, id_: str) -> Conversation | None:
        """A thread of a channel is the channel."""
        return self.conversations.get(id_.partition(";messageid=")[0])

    def said(self, conversation: Conversation) -> list[Activity]:
        return [
            one
            for one in self.activities.values()
            if one.conversation.partition(";")[0] == conversation.id and not one.deleted
        ]

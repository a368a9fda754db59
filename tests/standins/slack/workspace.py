"""A workspace: people, channels, what was said, and what is open before whom.

Shapes: https://docs.slack.dev/reference/objects/user-object,
https://docs.slack.dev/reference/objects/conversation-object,
https://docs.slack.dev/reference/events/message
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Literal

from tests.standins.shapes import Json

Kind = Literal["public", "private", "im", "mpim"]
TYPE_NAMES: dict[Kind, str] = {
    "public": "public_channel",
    "private": "private_channel",
    "im": "im",
    "mpim": "mpim",
}


@dataclass
class Person:
    id: str
    name: str
    email: str | None = None
    real_name: str = ""
    tz: str = "Europe/Berlin"
    locale: str = "en-US"
    deleted: bool = False
    is_bot: bool = False
    restricted: bool = False
    """A guest."""
    confirmed: bool = True
    """Has confirmed the email address."""
    stranger: bool = False
    """Of another organisation, met in a conversation that is shared with it."""

    def shown(self, team: str, *, email: bool, locale: bool) -> Json:
        profile: Json = {
            "real_name": self.real_name or self.name,
            "real_name_normalized": self.real_name or self.name,
            "display_name": self.name,
            "display_name_normalized": self.name,
            "team": team,
        }
        if email and self.email is not None and not self.is_bot:
            profile["email"] = self.email
        more: Json = {"locale": self.locale} if locale else {}
        return {
            "id": self.id,
            "team_id": team,
            "name": self.name,
            "deleted": self.deleted,
            "real_name": self.real_name or self.name,
            "tz": self.tz,
            "profile": profile,
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.restricted,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "is_email_confirmed": self.confirmed,
            **({"is_stranger": True} if self.stranger else {}),
            **more,
        }


@dataclass
class Channel:
    id: str
    name: str
    kind: Kind = "public"
    members: list[str] = field(default_factory=list[str])
    archived: bool = False
    created: int = 1_449_252_889

    def shown(self, viewer: str | None) -> Json:
        if self.kind == "im":
            other = next((one for one in self.members if one != viewer), "")
            return {
                "id": self.id,
                "created": self.created,
                "is_archived": self.archived,
                "is_im": True,
                "is_org_shared": False,
                "user": other,
            }
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "public",
            "is_group": self.kind == "private",
            "is_im": False,
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "public",
            "is_archived": self.archived,
            "is_general": self.name == "general",
            "is_shared": False,
            "is_org_shared": False,
            "is_ext_shared": False,
            "is_member": viewer in self.members,
            "created": self.created,
            "num_members": len(self.members),
        }


@dataclass
class Message:
    """One message, and each form that it had before."""

    team: str
    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list[Json])
    attachments: list[Json] = field(default_factory=list[Json])
    thread_ts: str | None = None
    metadata: Json | None = None
    only_for: str | None = None
    """An ephemeral one is seen by one person."""
    deleted: bool = False
    from_app: bool = True
    broadcast: bool = False
    """An answer in a thread that is shown to the channel too."""
    permalink: str = ""
    edits: list[Json] = field(default_factory=list[Json])
    filled: Json = field(default_factory=dict)
    """What people have chosen in it without pressing a button."""

    def shown(self, app: str, bot: str) -> Json:
        shown: Json = {
            "type": "message",
            "user": self.user,
            "ts": self.ts,
            "text": self.text,
            "team": self.team,
        }
        if self.from_app:
            shown |= {"bot_id": bot, "app_id": app}
        if self.blocks:
            shown["blocks"] = self.blocks
        if self.attachments:
            shown["attachments"] = self.attachments
        if self.thread_ts is not None:
            shown["thread_ts"] = self.thread_ts
        if self.metadata is not None:
            shown["metadata"] = self.metadata
        if self.edits:
            shown["edited"] = {"user": self.user, "ts": self.ts}
        return shown


@dataclass
class View:
    """A modal or a home tab that stands open before somebody."""

    id: str
    team: str
    user: str
    content: Json
    hash: str
    root: str
    previous: str | None = None
    closed: bool = False
    values: Json = field(default_factory=dict)

    def shown(self, app: str, bot: str) -> Json:
        blank = {
            "callback_id": "",
            "external_id": "",
            "private_metadata": "",
            "clear_on_close": False,
            "notify_on_close": False,
            "close": None,
            "submit": None,
        }
        return {
            **blank,
            **self.content,
            "id": self.id,
            "team_id": self.team,
            "state": {"values": self.values},
            "hash": self.hash,
            "previous_view_id": self.previous,
            "root_view_id": self.root,
            "app_id": app,
            "app_installed_team_id": self.team,
            "bot_id": bot,
        }


@dataclass
class File:
    id: str
    name: str
    length: int
    user: str
    content: bytes | None = None
    title: str = ""
    channels: list[str] = field(default_factory=list[str])
    completed: bool = False


@dataclass
class Workspace:
    id: str = "T0BATON01"
    name: str = "Corp"
    domain: str = "corp"
    bot_user: str = "U0BATONBOT"
    bot: str = "B0BATON01"
    people: dict[str, Person] = field(default_factory=dict[str, Person])
    channels: dict[str, Channel] = field(default_factory=dict[str, Channel])
    messages: list[Message] = field(default_factory=list[Message])
    views: dict[str, View] = field(default_factory=dict[str, View])
    homes: dict[str, View] = field(default_factory=dict[str, View])
    files: dict[str, File] = field(default_factory=dict[str, File])
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _by_place: dict[tuple[str, str], Message] = field(
        default_factory=dict[tuple[str, str], Message]
    )

    def __post_init__(self) -> None:
        self.people[self.bot_user] = Person(self.bot_user, "baton", is_bot=True)

    def number(self) -> int:
        return next(self._numbers)

    def hires(self, name: str, email: str | None = None, **more: object) -> Person:
        """A person who is a member from now on."""
        id_ = f"U{self.id[1:]}{self.number():04}"
        person = Person(id_, name, email or f"{name}@corp.example")
        for key, value in more.items():
            setattr(person, key, value)
        self.people[id_] = person
        return person

    def founds(self, name: str, *members: str, kind: Kind = "public", bot: bool = True) -> Channel:
        """A channel, with the app in it unless told otherwise."""
        letter = "D" if kind == "im" else "C"
        within = [*members, *([self.bot_user] if bot else [])]
        channel = Channel(f"{letter}{self.id[1:]}{self.number():04}", name, kind, within)
        self.channels[channel.id] = channel
        return channel

    def named(self, blocks: list[Json]) -> list[Json]:
        """With the ids that Slack gives to blocks and elements where the app gave none."""
        return [self._named(one) for one in blocks]

    def _named(self, block: Json) -> Json:
        found: Json = {"block_id": f"b{self.number():04}", **block}
        for name in ("element", "accessory"):
            if name in found:
                found[name] = self._acting(found[name])
        if found["type"] == "actions":
            found["elements"] = [self._acting(one) for one in found["elements"]]
        return found

    def _acting(self, element: Json) -> Json:
        if element["type"] == "image":
            return element
        return {"action_id": f"a{self.number():04}", **element}

    def said(self, channel: str, ts: str) -> Message | None:
        for one in itertools.islice(self.messages, len(self._by_place), None):
            self._by_place[one.channel, one.ts] = one
        found = self._by_place.get((channel, ts))
        return None if found is None or found.deleted else found

    def direct(self, *users: str) -> Channel:
        """The direct message with these people, opened where there is none."""
        within = {self.bot_user, *users}
        kind: Kind = "im" if len(users) == 1 else "mpim"
        for one in self.channels.values():
            if one.kind == kind and set(one.members) == within:
                return one
        return self.founds("mpdm" if kind == "mpim" else "", *users, kind=kind)

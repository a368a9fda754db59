"""What Teams sends, read: words, pressed actions, and where the app comes and goes.

Only what is used is read, and what is not of its shape is nobody's request. Never: a person, a
tenant or a conversation from anywhere but where Teams says it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import msgspec

from definitions.values import Json, JsonObject

MOST_BYTES: Final = 256 * 1024
"""Of an activity; a card with all its fields full has half of it."""

LONGEST_WORDS: Final = 1_000
"""Of what somebody has said; all that is understood is shorter."""

LONGEST_ID: Final = 500
PERSONAL: Final = "personal"
ACTION: Final = "adaptiveCard/action"
_MENTION = re.compile(r"<at[^>]*>.*?</at>", re.DOTALL)
_BOT: Final = "28:"


class UnreadableError(Exception):
    """It is not of the shape that Teams describes."""


class Account(msgspec.Struct, frozen=True, rename="camel"):
    """Somebody, or an app."""

    id: str
    name: str = ""
    aad_object_id: str = ""


class Conversation(msgspec.Struct, frozen=True, rename="camel"):
    """Where it is said."""

    id: str
    conversation_type: str = ""
    tenant_id: str | None = None
    name: str | None = None


class _Named(msgspec.Struct, frozen=True):
    id: str
    name: str | None = None


class _Settings(msgspec.Struct, frozen=True, rename="camel"):
    selected_channel: _Named | None = None


class _ChannelData(msgspec.Struct, frozen=True, rename="camel"):
    tenant: _Named | None = None
    team: _Named | None = None
    channel: _Named | None = None
    settings: _Settings | None = None
    event_type: str = ""


class Activity(msgspec.Struct, frozen=True, rename="camel"):
    """One thing that has happened."""

    type: str
    id: str
    channel_id: str
    service_url: str
    sender: Account = msgspec.field(name="from")
    conversation: Conversation
    recipient: Account | None = None
    channel_data: _ChannelData | None = None
    name: str | None = None
    action: str | None = None
    text: str | None = None
    value: Json = None
    reply_to_id: str | None = None
    locale: str | None = None
    members_added: list[Account] | None = None
    members_removed: list[Account] | None = None

    @property
    def tenants(self) -> set[str]:
        """All that it names; of what is sound there is one."""
        data = self.channel_data
        named = None if data is None or data.tenant is None else data.tenant.id
        return {one for one in (named, self.conversation.tenant_id) if one is not None}

    @property
    def is_personal(self) -> bool:
        return self.conversation.conversation_type == PERSONAL

    @property
    def happened(self) -> str:
        """To a team or a channel."""
        return "" if self.channel_data is None else self.channel_data.event_type

    @property
    def said(self) -> str:
        """Without the name by which the bot was called, on one line."""
        words = _MENTION.sub(" ", (self.text or "")[:LONGEST_WORDS])
        return " ".join(words.replace("&nbsp;", " ").split())

    @property
    def added_us(self) -> bool:
        return _has_bot(self.members_added) or (
            self.type == "installationUpdate" and (self.action or "").startswith("add")
        )

    @property
    def removed_us(self) -> bool:
        return _has_bot(self.members_removed) or (
            self.type == "installationUpdate" and (self.action or "").startswith("remove")
        )

    @property
    def place(self) -> Place | None:
        """Where many read. None: it is said to nobody but the bot."""
        if self.is_personal:
            return None
        data = self.channel_data or _ChannelData()
        chosen = data.channel or (data.settings and data.settings.selected_channel) or None
        own = self.conversation.id.partition(";messageid=")[0]
        found = own if chosen is None else chosen.id
        names = [
            None if data.team is None else data.team.name,
            self.conversation.name if chosen is None else chosen.name,
        ]
        team = None if data.team is None else data.team.id
        return Place(found, " / ".join(one for one in names if one), team)


@dataclass(frozen=True, slots=True)
class Place:
    """A channel or a group."""

    conversation: str
    name: str
    """Empty: Teams does not say it."""
    team: str | None


@dataclass(frozen=True, slots=True)
class Pressed:
    """An action of a card, with what was filled in."""

    verb: str
    data: JsonObject
    by_itself: bool = False
    """Nobody has pressed anything: the card is shown to somebody."""


_ACTIVITY: msgspec.json.Decoder[Activity] = msgspec.json.Decoder(Activity)


def activity(body: bytes) -> Activity:
    """Raises UnreadableError."""
    if len(body) > MOST_BYTES:
        raise UnreadableError
    try:
        read = _ACTIVITY.decode(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise UnreadableError from error
    ids = (read.id, read.sender.id, read.conversation.id, read.service_url)
    if not all(0 < len(one) <= LONGEST_ID and one.isprintable() for one in ids):
        raise UnreadableError
    return read


def pressed(one: Activity) -> Pressed | None:
    """None: nothing of a card of ours. An old client says it in a message."""
    match one.type, one.name, one.value:
        case "invoke", "adaptiveCard/action", {"action": {"verb": str(verb), **action}, **value}:
            data = action.get("data")
            given = data if isinstance(data, dict) else {}
            return Pressed(verb, given, value.get("trigger") == "automatic")
        case "message", _, {"verb": str(verb), **given}:
            return Pressed(verb, given)
        case _:
            return None


def _has_bot(members: list[Account] | None) -> bool:
    return any(one.id.startswith(_BOT) for one in members or ())

"""What Slack sends, read: pressed buttons, submitted modals, commands, events.

Only what is used is read, and what is not of its shape is nobody's request. Never: a person or a
workspace from anywhere but where Slack says it.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final, TypeAlias
from urllib.parse import parse_qs

import msgspec

from definitions.values import JsonObject

MOST_BYTES: Final = 1_000_000
"""Of a request; a modal with all its fields full has a quarter."""

MOST_FIELDS: Final = 100
_INTERACTIONS: Final = frozenset({"block_actions", "view_submission", "view_closed"})
_CALLBACKS: Final = frozenset({"event_callback", "url_verification", "app_rate_limited"})


class UnreadableError(Exception):
    """It is nothing that Slack sends."""


class Named(msgspec.Struct, frozen=True):
    """Something with an id of Slack's."""

    id: str


class User(msgspec.Struct, frozen=True):
    """Who did it, and where they belong."""

    id: str
    team_id: str = ""


class Chosen(msgspec.Struct, frozen=True):
    """Of a menu."""

    value: str = ""


class Action(msgspec.Struct, frozen=True):
    """A button, or a menu with what was chosen."""

    action_id: str
    action_ts: str = ""
    value: str = ""
    selected_option: Chosen | None = None


class View(msgspec.Struct, frozen=True):
    """A modal that was sent off."""

    id: str
    callback_id: str = ""
    private_metadata: str = ""
    state: JsonObject = {}
    hash: str = ""


class Pressed(msgspec.Struct, frozen=True, tag_field="type", tag="block_actions"):
    """Buttons of a message or of the home tab."""

    user: User
    team: Named | None = None
    actions: list[Action] = []
    trigger_id: str = ""
    response_url: str = ""
    container: JsonObject = {}


class Submitted(msgspec.Struct, frozen=True, tag_field="type", tag="view_submission"):
    """A modal."""

    user: User
    view: View
    team: Named | None = None
    trigger_id: str = ""


class Closed(msgspec.Struct, frozen=True, tag_field="type", tag="view_closed"):
    """A modal that somebody has closed; nothing follows."""

    user: User
    team: Named | None = None


Interaction: TypeAlias = Pressed | Submitted | Closed


class Command(msgspec.Struct, frozen=True):
    """`/baton`, with what was typed behind it."""

    team_id: str
    user_id: str
    command: str
    text: str = ""
    trigger_id: str = ""
    response_url: str = ""


class Event(msgspec.Struct, frozen=True):
    """Something that has happened."""

    type: str
    user: str = ""
    tab: str = ""
    tokens: dict[str, list[str]] = {}


class Told(msgspec.Struct, frozen=True, tag_field="type", tag="event_callback"):
    """An event with where it happened; its id is the same however often it is told."""

    team_id: str
    event_id: str
    event: Event
    event_time: int = 0


class Challenge(msgspec.Struct, frozen=True, tag_field="type", tag="url_verification"):
    """Whether this address is ours: asked when it is set."""

    challenge: str


class Limited(msgspec.Struct, frozen=True, tag_field="type", tag="app_rate_limited"):
    """Slack has left events out."""

    team_id: str


Callback: TypeAlias = Told | Challenge | Limited

_INTERACTION: msgspec.json.Decoder[Interaction] = msgspec.json.Decoder(Interaction)
_CALLBACK: msgspec.json.Decoder[Callback] = msgspec.json.Decoder(Callback)


def interaction(body: bytes) -> Interaction | None:
    """A form with one field that is JSON. None: one of a kind that nothing here makes."""
    return interaction_in(_field(body, "payload"))


def interaction_in(payload: str | bytes) -> Interaction | None:
    """The JSON alone, as a socket brings it."""
    with _reading():
        if _kind(payload) not in _INTERACTIONS:
            return None
        return _INTERACTION.decode(payload)


def callback(body: bytes) -> Callback | None:
    """None: one of a kind that nothing here waits for."""
    with _reading():
        if _kind(body) not in _CALLBACKS:
            return None
        return _CALLBACK.decode(body)


def command(body: bytes) -> Command:
    return command_in({name: values[-1] for name, values in _form(body).items()})


def command_in(fields: object) -> Command:
    """What the form has, as a socket brings it."""
    with _reading():
        return msgspec.convert(fields, Command)


def team_of(one: Interaction) -> str:
    """Where it was done; who works for several workspaces at once belongs to one of them."""
    return one.team.id if one.team is not None else one.user.team_id


class _Typed(msgspec.Struct, frozen=True):
    type: str


def _kind(words: bytes | str) -> str:
    return msgspec.json.decode(words, type=_Typed).type


@contextmanager
def _reading() -> Generator[None]:
    try:
        yield
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise UnreadableError from error


def _field(body: bytes, name: str) -> str:
    found = _form(body).get(name, [])
    if len(found) != 1:
        raise UnreadableError
    return found[0]


def _form(body: bytes) -> dict[str, list[str]]:
    try:
        return parse_qs(body.decode(), max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise UnreadableError from error

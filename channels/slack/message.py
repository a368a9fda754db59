"""Lays out what there is to say as a message of Slack.

A button carries of which round and stage of which approval it is; who presses it is what Slack
says, never what a button says. Never: a button on what is over, or a mark that people wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from channels.said import Decision, Said
from channels.slack import limits, parts, rich
from channels.slack.limits import Room, escape, fit
from definitions.values import Json, JsonObject

DECIDE = "decide/"
"""Before the name of a decision, in the id of its button."""

LONGEST_LEAD = 1_500
LONGEST_LINE = 500
MOST_CHANGES = 6
"""People read a few; all of them stand on the page."""

_STYLES = {"primary": "primary", "danger": "danger"}


@dataclass(frozen=True, slots=True)
class Message:
    """As it is posted, and as it is shown anew."""

    text: str
    """What notifications say."""
    blocks: list[JsonObject]


def write(said: Said, token: str = parts.NOTHING, stands: Sequence[str] = ()) -> Message:
    """`token`: what its buttons bring back. `stands`: how it has gone on since it was posted."""
    room = Room()
    blocks: list[JsonObject] = []
    if said.title:
        blocks.append(parts.header(said.title))
    blocks.append(parts.words("lead", _lead(said, stands, room)))
    facts = [(name, room.fit(value, LONGEST_LINE)) for name, value in said.facts]
    notes: list[Json] = [
        parts.plain(room.fit(note, LONGEST_LINE), limits.CONTEXT_TEXT)
        for note in said.notes[: limits.CONTEXT_ELEMENTS]
    ]
    changes = _changes(said.changes, room)
    body = rich.block(said.body, "body", max(min(rich.MOST_CHARACTERS, room.left), 1))
    blocks += [parts.facts(facts)] if facts else []
    blocks += [one for one in (changes, body) if one is not None]
    if notes:
        blocks.append({"type": "context", "block_id": "notes", "elements": notes})
    buttons = _buttons(said, token, over=bool(stands))
    if buttons:
        blocks.append(parts.buttons("act", buttons))
    first = stands[0] if stands else said.lead
    line = f"{first} {said.subject}" if said.subject != first else first
    return Message(escape(fit(line, limits.TEXT)), blocks)


def _lead(said: Said, stands: Sequence[str], room: Room) -> list[JsonObject]:
    """What has become of it, where it is not as it was posted."""
    if not stands:
        return [rich.plain(room.fit(said.lead, LONGEST_LEAD))]
    return [rich.plain(room.fit("\n".join(stands), LONGEST_LEAD), bold=True)]


def _changes(changes: Sequence[str], room: Room) -> JsonObject | None:
    if not changes:
        return None
    lines = [room.fit(one, LONGEST_LINE) for one in changes[:MOST_CHANGES]]
    lines += [limits.MORE] if len(changes) > MOST_CHANGES else []
    items: list[Json] = [rich.section([rich.plain(one)]) for one in lines]
    listed: JsonObject = {"type": "rich_text_list", "style": "bullet", "indent": 0}
    return {"type": "rich_text", "block_id": "changes", "elements": [{**listed, "elements": items}]}


def _buttons(said: Said, token: str, *, over: bool) -> list[JsonObject]:
    """The decisions while there is one to take, and where it can be looked at."""
    ways = [one for one in (said.way, said.open) if one is not None]
    shown = [parts.link(number, one) for number, one in enumerate(ways)]
    decisions = () if over else said.decisions[: limits.ACTIONS - len(shown)]
    return [*(button(one, token) for one in decisions), *shown]


def button(one: Decision, token: str) -> JsonObject:
    """That decides, or opens the modal in which it is completed."""
    made: JsonObject = {
        "type": "button",
        "action_id": f"{DECIDE}{one.name}",
        "text": parts.plain(one.label, limits.BUTTON),
        "value": token,
    }
    if one.style in _STYLES:
        made["style"] = _STYLES[one.style]
    return made

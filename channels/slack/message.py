"""Lays out what there is to say as a message of Slack.

A button carries of which round and stage of which approval it is; who presses it is what Slack
says, never what a button says. Never: a button on what is over, or a mark that people wrote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from channels import chat_words
from channels.channel import LANGUAGE
from channels.said import Decision, Said, Way
from channels.slack import limits, parts, rich
from channels.slack.limits import Room, escape, fit
from definitions.values import Json, JsonObject

DECIDE = "decide/"
"""Before the name of a decision, in the id of its button."""

COMMENT = "comment/"
"""Before what the menu of decisions with a comment brings back, in its id."""

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


def write(
    said: Said,
    token: str = parts.NOTHING,
    stands: Sequence[str] = (),
    language: str = LANGUAGE,
) -> Message:
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
    ways = [one for one in (said.way, said.open) if one is not None]
    decisions = [] if stands else said.decisions
    buttons = choices(decisions, token, ways, chat_words.of(language))
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


def choices(
    decisions: Sequence[Decision], token: str, ways: Sequence[Way], words: Mapping[str, str]
) -> list[JsonObject]:
    """The decisions that there are to take, where it can be looked at, and what else there is."""
    shown = [parts.link(number, one) for number, one in enumerate(ways)]
    shown += _menu(decisions, token, words)
    made = [_button(one, token) for one in decisions[: limits.ACTIONS - len(shown)]]
    return [*made, *shown]


def _menu(decisions: Sequence[Decision], token: str, words: Mapping[str, str]) -> list[JsonObject]:
    """The modal for what a press would take at once, without the comment that may go with it."""
    takes = [one for one in decisions if one.comment == "optional" and not one.fills]
    options: list[Json] = []
    for one in takes[: limits.MENU]:
        label = words["with-comment"].format(decision=one.label)
        options.append({"text": parts.plain(label, limits.OPTION), "value": one.name})
    menu: JsonObject = {"type": "overflow", "action_id": f"{COMMENT}{token}", "options": options}
    return [menu] if options else []


def _button(one: Decision, token: str) -> JsonObject:
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

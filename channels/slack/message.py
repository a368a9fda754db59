"""Lays out what there is to say as a message of Slack.

A button carries of which round and stage of which approval it is; who presses it is what Slack
says, never what a button says. Never: a button on what is over, or a mark that people wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from channels.said import Decision, Said
from channels.slack import limits, parts, rich
from channels.slack.limits import escape, fit
from definitions.values import Json, JsonObject

DECIDE = "decide/"
"""Before the name of a decision, in the id of its button."""

_STYLES = {"primary": "primary", "danger": "danger"}


@dataclass(frozen=True, slots=True)
class Message:
    """As it is posted, and as it is shown anew."""

    text: str
    """What notifications say."""
    blocks: list[JsonObject]


def write(said: Said, token: str = parts.NOTHING, stands: Sequence[str] = ()) -> Message:
    """`token`: what its buttons bring back. `stands`: how it has gone on since it was posted."""
    blocks: list[JsonObject] = []
    if said.title:
        blocks.append(parts.header(said.title))
    blocks.append(parts.words("lead", _lead(said, stands)))
    if said.facts:
        blocks.append(parts.facts(said.facts))
    if said.changes:
        blocks.append(_changes(said.changes))
    body = rich.block(said.body, "body")
    blocks += [body] if body is not None else []
    if said.notes:
        notes: list[Json] = [
            parts.plain(note, limits.CONTEXT_TEXT) for note in said.notes[: limits.CONTEXT_ELEMENTS]
        ]
        blocks.append({"type": "context", "block_id": "notes", "elements": notes})
    buttons = _buttons(said, token, over=bool(stands))
    if buttons:
        blocks.append(parts.buttons("act", buttons))
    first = stands[0] if stands else said.lead
    line = f"{first} {said.subject}" if said.subject != first else first
    return Message(escape(fit(line, limits.TEXT)), blocks)


def _lead(said: Said, stands: Sequence[str]) -> list[JsonObject]:
    """What has become of it, where it is not as it was posted."""
    if not stands:
        return [rich.plain(said.lead)]
    return [rich.plain("\n".join(stands), bold=True)]


def _changes(changes: Sequence[str]) -> JsonObject:
    items: list[Json] = [rich.section([rich.plain(one)]) for one in changes]
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

"""Lays out what there is to say as a message of Slack.

A button carries of which round and stage of which approval it is; who presses it is what Slack
says, never what a button says. Never: a button on what is over, or a mark that people wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from channels.said import Decision, Said, Way
from channels.slack import limits, rich
from channels.slack.limits import escape, fit
from definitions.values import Json, JsonObject

DECIDE = "decide/"
"""Before the name of a decision, in the id of its button."""

OPEN = "open"
NOTHING = "-"
_STYLES = {"primary": "primary", "danger": "danger"}


@dataclass(frozen=True, slots=True)
class Message:
    """As it is posted, and as it is shown anew."""

    text: str
    """What notifications say."""
    blocks: list[JsonObject]


def write(said: Said, token: str = NOTHING, stands: Sequence[str] = ()) -> Message:
    """`token`: what its buttons bring back. `stands`: how it has gone on since it was posted."""
    blocks: list[JsonObject] = []
    if said.title:
        blocks.append({"type": "header", "text": _plain(fit(said.title, limits.HEADER))})
    blocks.append(_words("lead", _lead(said, stands)))
    if said.facts:
        blocks.append(_facts(said.facts))
    if said.changes:
        blocks.append(_changes(said.changes))
    body = rich.block(said.body, "body")
    blocks += [body] if body is not None else []
    if said.notes:
        notes: list[Json] = [
            _plain(fit(note, limits.CONTEXT_TEXT)) for note in said.notes[: limits.CONTEXT_ELEMENTS]
        ]
        blocks.append({"type": "context", "block_id": "notes", "elements": notes})
    buttons = _buttons(said, token, over=bool(stands))
    if buttons:
        blocks.append({"type": "actions", "block_id": "act", "elements": [*buttons]})
    first = stands[0] if stands else said.lead
    line = f"{first} {said.subject}" if said.subject != first else first
    return Message(escape(fit(line, limits.TEXT)), blocks)


def _lead(said: Said, stands: Sequence[str]) -> list[JsonObject]:
    """What has become of it, where it is not as it was posted."""
    if not stands:
        return [rich.plain(said.lead)]
    return [rich.plain("\n".join(stands), bold=True)]


def _facts(facts: Sequence[tuple[str, str]]) -> JsonObject:
    runs: list[JsonObject] = []
    for name, value in facts:
        runs += [rich.plain("\n")] if runs else []
        runs += [rich.plain(f"{name}: ", bold=True), rich.plain(value or NOTHING)]
    return _words("facts", runs)


def _changes(changes: Sequence[str]) -> JsonObject:
    items: list[Json] = [rich.section([rich.plain(one)]) for one in changes]
    listed: JsonObject = {"type": "rich_text_list", "style": "bullet", "indent": 0}
    return {"type": "rich_text", "block_id": "changes", "elements": [{**listed, "elements": items}]}


def _words(block_id: str, runs: Sequence[JsonObject]) -> JsonObject:
    return {"type": "rich_text", "block_id": block_id, "elements": [rich.section(runs)]}


def _buttons(said: Said, token: str, *, over: bool) -> list[JsonObject]:
    """The decisions while there is one to take, and where it can be looked at."""
    ways = [one for one in (said.way, said.open) if one is not None]
    shown = [link(number, one) for number, one in enumerate(ways)]
    decisions = () if over else said.decisions[: limits.ACTIONS - len(shown)]
    return [*(button(one, token) for one in decisions), *shown]


def button(one: Decision, token: str) -> JsonObject:
    """That decides, or opens the modal in which it is completed."""
    made: JsonObject = {
        "type": "button",
        "action_id": f"{DECIDE}{one.name}",
        "text": _plain(fit(one.label, limits.BUTTON)),
        "value": token,
    }
    if one.style in _STYLES:
        made["style"] = _STYLES[one.style]
    return made


def link(number: int, way: Way) -> JsonObject:
    """To a page; its number is its own among those that stand together."""
    return {
        "type": "button",
        "action_id": f"{OPEN}/{number}",
        "text": _plain(fit(way.label, limits.BUTTON)),
        "url": way.address,
    }


def _plain(words: str) -> JsonObject:
    return {"type": "plain_text", "text": words, "emoji": False}

"""Lays out what waits for somebody, and what they can start: for `/baton` and the home tab.

Never: more than there is room for without saying so, or a mark that people wrote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from channels.said import Decision, Way
from channels.slack import limits, message, parts, rich
from channels.slack.limits import fit
from definitions.values import Json, JsonObject

START = "start/"
"""Before the name of a process, in the id of its button."""

LONGEST_LINE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An approval in a line, with what can be done about it."""

    id: str
    subject: str
    about: str
    """Who asks, by which process, until when."""
    token: str
    decisions: Sequence[Decision]
    """None where they have to sign in."""
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """Something that they have asked for, and how it stands."""

    subject: str
    stands: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A process that they may start."""

    namespace: str
    name: str
    title: str
    summary: str = ""

    @property
    def key(self) -> str:
        return f"{self.namespace}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """All that somebody finds; `more` are those that are not shown."""

    items: Sequence[Item] = ()
    more: int = 0
    mine: Sequence[Mine] = ()
    choices: Sequence[Choice] = ()
    way: Way = field(default_factory=lambda: Way("", ""))


def items(found: Sequence[Item], more: int, said: Mapping[str, str]) -> list[JsonObject]:
    blocks: list[JsonObject] = []
    for one in found:
        runs = [rich.plain(fit(one.subject, LONGEST_LINE), bold=True)]
        if one.about:
            runs += [rich.plain("\n"), rich.plain(fit(one.about, LONGEST_LINE))]
        blocks += [parts.words(f"item/{one.id}", runs), _buttons(one, said)]
    if not found:
        blocks.append(parts.text("none", said["waits-none"]))
    if more:
        blocks.append(parts.text("more", said["waits-more"].format(count=more)))
    return blocks


def mine(found: Sequence[Mine], said: Mapping[str, str]) -> list[JsonObject]:
    """One after the other, each leading to its page."""
    if not found:
        return [parts.text("mine", said["mine-none"])]
    rows: list[Json] = []
    for one in found:
        subject = fit(one.subject, LONGEST_LINE)
        link: JsonObject = {"type": "link", "url": one.address, "text": subject}
        rows.append(rich.section([link, rich.plain(f" · {fit(one.stands, LONGEST_LINE)}")]))
    listed: JsonObject = {"type": "rich_text_list", "style": "bullet", "elements": rows}
    return [{"type": "rich_text", "block_id": "mine", "elements": [listed]}]


def choices(found: Sequence[Choice], said: Mapping[str, str]) -> list[JsonObject]:
    """A button for each process."""
    if not found:
        return [parts.text("start", said["start-none"])]
    made: list[JsonObject] = [
        {
            "type": "button",
            "action_id": f"{START}{number}",
            "text": parts.plain(one.title or one.name, limits.BUTTON),
            "value": one.key,
        }
        for number, one in enumerate(found[: limits.ACTIONS])
    ]
    return [parts.buttons("start", made)]


def way(one: Way) -> JsonObject:
    """A button to a page, alone."""
    return parts.buttons("way", [parts.link(0, one)])


def _buttons(one: Item, said: Mapping[str, str]) -> JsonObject:
    shown = message.choices(one.decisions, one.token, [one.way], said)
    return parts.buttons(f"act/{one.id}", shown)

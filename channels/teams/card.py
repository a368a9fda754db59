"""Lays out what there is to say as an Adaptive Card 1.5.

A button carries of which round and stage of which approval it is; who presses it is what Teams
says, never what a button says. Never: a button on what is over, or a mark that people wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from channels import modal, words
from channels.said import Decision, Said
from channels.teams import limits, parts, rich
from channels.teams.limits import fit
from channels.vendor import Letter
from definitions.values import JsonObject

TYPE: Final = "application/vnd.microsoft.card.adaptive"
"""Of an attachment that is a card, and of an answer that shows one."""

DECIDE: Final = "decide"
"""The decision is taken at once. data: token, decision; and a comment where one may be given
(`form.read(data, ()).comment`)."""

FORM: Final = "form"
"""The decision needs a comment or fields first: answered with `form.write`. Data as of DECIDE."""

SUBMIT: Final = "submit"
"""That form, filled in. data: token (with the decision in it), and what `form.read` reads."""

REFRESH: Final = "refresh"
"""The card anew, as it is for whoever looks; also the way back from a form. data: token."""

START: Final = "start"
"""A process was chosen. data: process (`waiting.chosen`)."""

BEGIN: Final = "begin"
"""Its form (`form.write(modal, verb=BEGIN)`), filled in. Data as of SUBMIT."""

TOKEN: Final = "token"  # noqa: S105 (a name in the data)
DECISION: Final = "decision"
VERB: Final = parts.VERB
"""Only in what old clients send: a message whose `value` is the data with this name besides."""

NOTHING: Final = "-"


@dataclass(frozen=True, slots=True)
class _Room:
    """How much of it is shown."""

    body: int
    """Characters."""
    body_lines: int
    lines: int
    """Corrections, and notes."""
    line: int
    """Characters of each, and of facts."""
    title: int = limits.TITLE
    facts: int = limits.FACTS
    label: int = limits.BUTTON


_ROOMS: Final = (
    _Room(rich.MOST_CHARACTERS, rich.MOST_LINES, limits.LINES, limits.LINE),
    _Room(1_500, 40, limits.LINES, limits.LINE),
    _Room(700, 20, limits.LINES, limits.LINE // 2),
    _Room(300, 10, limits.LINES // 2, limits.LINE // 4),
    _Room(100, 5, 3, 60, title=100, facts=5, label=20),
)
"""The body is cut first; the last of them fits, whatever is said."""


def write(letter: Letter, *, may_decide: bool = True) -> JsonObject:
    """`may_decide`: whether this view has the decisions.

    Where many read it, the shared one has none, and each viewer gets theirs by refresh. Without
    viewers and decisions nothing of it comes back to us, so it may stand where no bot is.
    """
    card: JsonObject = {}
    for room in _ROOMS:
        card = _card(letter, room, may_decide=may_decide)
        if limits.size(card) <= limits.CARD:
            break
    return card


def summary(letter: Letter) -> str:
    """What notifications say of it: plain words, of the `summary` of an activity."""
    first = letter.stands[0] if letter.stands else letter.said.lead
    subject = letter.said.subject
    return fit(f"{first} {subject}" if subject != first else first, limits.SUMMARY)


def _card(letter: Letter, room: _Room, *, may_decide: bool) -> JsonObject:
    said, given = letter.said, words.of(letter.language)
    over = bool(letter.stands)
    decisions = said.decisions if may_decide and not over else []
    made = parts.frame(
        letter.language,
        [
            *_above(letter, room),
            *_below(said, given["changes"], room),
            *_comment(letter, decisions),
        ],
        _buttons(said, decisions[: limits.DECISIONS], letter.token, room),
        given["open"],
    )
    made["speak"] = escape(summary(letter))
    if letter.viewers and not over:
        again: JsonObject = {
            "type": "Action.Execute",
            "verb": REFRESH,
            "data": {TOKEN: letter.token},
        }
        made["refresh"] = {"action": again, "userIds": [*letter.viewers[: limits.REFRESHED]]}
    return made


def _above(letter: Letter, room: _Room) -> list[JsonObject]:
    """What it is, and what is asked or has become of it."""
    said = letter.said
    made: list[JsonObject] = []
    if said.title:
        title = fit(said.title, room.title)
        made.append(rich.line([rich.plain(title, size="large", weight="bolder")]))
    if letter.stands:
        told = [
            rich.words(fit(one, room.title), weight="bolder")
            for one in letter.stands[: limits.STANDS]
        ]
        return [*made, parts.box(told, style="emphasis")]
    return [*made, rich.words(fit(said.lead, room.title) or NOTHING)]


def _below(said: Said, corrected: str, room: _Room) -> list[JsonObject]:
    made: list[JsonObject] = []
    for number, (name, value) in enumerate(said.facts[: room.facts]):
        runs = [
            rich.plain(f"{fit(name, min(limits.NAME, room.line))}: ", weight="bolder"),
            rich.plain(fit(value, room.line) or NOTHING),
        ]
        made.append(rich.line(runs, spacing="none" if number else "medium"))
    if said.changes:
        made.append(rich.line([rich.plain(corrected, weight="bolder")], spacing="medium"))
        made += [
            rich.line([rich.plain(f"• {one}")], spacing="none") for one in _some(said.changes, room)
        ]
    body = rich.write(said.body, room.body, room.body_lines)
    if body:
        made.append(parts.box(body, separator=True, spacing="medium"))
    for one in _some(said.notes, room):
        made.append(rich.line([rich.plain(one, isSubtle=True, size="small")], spacing="small"))
    return made


def _some(lines: Sequence[str], room: _Room) -> list[str]:
    shown = [fit(one, room.line) or NOTHING for one in lines[: room.lines]]
    return shown if len(lines) <= room.lines else [*shown, limits.MORE]


def _comment(letter: Letter, decisions: Sequence[Decision]) -> list[JsonObject]:
    """Where a decision that is taken at once may have one, it is written before."""
    if not any(one.comment == "optional" and _verb(one) == DECIDE for one in decisions):
        return []
    return [
        {
            "type": "Input.Text",
            "id": modal.COMMENT,
            "label": words.of(letter.language)["comment"],
            "isMultiline": True,
            "maxLength": limits.INPUT,
        }
    ]


def _verb(one: Decision) -> str:
    return FORM if one.fills or one.comment == "required" else DECIDE


def _buttons(
    said: Said, decisions: Sequence[Decision], token: str, room: _Room
) -> list[JsonObject]:
    """The decisions that there are to take, and where it can be looked at."""
    ways = [parts.leads(one) for one in (said.way, said.open) if one is not None]
    made = [
        parts.execute(
            fit(one.label or one.name, room.label),
            _verb(one),
            {TOKEN: token, DECISION: one.name},
            style=one.style,
            takes=one.comment != "none",
        )
        for one in decisions
    ]
    for one in made[limits.PRIMARY - len(ways) :]:
        one["mode"] = "secondary"
    return [*made, *ways]

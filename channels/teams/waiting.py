"""What waits for somebody, and which processes they may start, as cards.

Never: more than a card holds; that there is more is said, with the way to all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from channels import words
from channels.said import Way
from channels.teams import card, limits, parts, rich
from channels.teams.limits import fit
from definitions.values import Json, JsonObject

PROCESS: Final = "process"
"""In the data of START: the name of the process that was chosen."""

MOST: Final = 10
_SUBJECT: Final = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One approval or form that waits."""

    subject: str
    asked_by: str | None
    due: str | None
    """In words, as `Reader.moment` says it."""
    token: str
    """Comes back with REFRESH, which is answered with the card of this approval."""
    address: str
    """Its page."""


@dataclass(frozen=True, slots=True)
class Process:
    """One that may be started."""

    name: str
    """Comes back as PROCESS."""
    title: str


def write(lines: Sequence[Line], language: str, address: str, *, more: int = 0) -> JsonObject:
    """`address`: the page with all of it. `more`: how many there are besides these lines."""
    made: JsonObject = {}
    for most in range(MOST, 0, -1):
        made = _list(lines[:most], language, address, more + max(len(lines) - most, 0))
        if limits.size(made) <= limits.CARD:
            break
    return made


def _list(lines: Sequence[Line], language: str, address: str, more: int) -> JsonObject:
    said = words.of(language)
    body = [rich.words(said["card-waiting"], size="large", weight="bolder")]
    body += [_line(one, language) for one in lines]
    if not lines and not more:
        body.append(rich.words(said["card-nothing"]))
    if more:
        body.append(rich.words(said["card-more"].format(count=more), isSubtle=True))
    return parts.frame(
        language, body, [parts.leads(Way(said["card-all"], address))], said["card-all"]
    )


def _line(one: Line, language: str) -> JsonObject:
    said = words.of(language)
    facts = [
        f"{said[name]}: {fit(value, limits.NAME)}"
        for name, value in (("from", one.asked_by), ("due", one.due))
        if value
    ]
    told = [rich.words(fit(one.subject, _SUBJECT) or card.NOTHING, weight="bolder")]
    if facts:
        told.append(rich.line([rich.plain(" · ".join(facts), isSubtle=True)], spacing="none"))
    shows = parts.execute(said["card-show"], card.REFRESH, {card.TOKEN: one.token})
    opens = parts.leads(Way(said["open"], one.address))
    return parts.box([*told, parts.buttons([shows, opens])], separator=True, spacing="medium")


def start(
    processes: Sequence[Process], language: str, address: str, *, more: int = 0
) -> JsonObject:
    """A choice of them; answered by START. `address`: the page where all can be started."""
    made: JsonObject = {}
    for most in (limits.OPTIONS, limits.OPTIONS // 2, limits.OPTIONS // 5):
        made = _choice(processes[:most], language, address, more + max(len(processes) - most, 0))
        if limits.size(made) <= limits.CARD:
            break
    return made


def _choice(processes: Sequence[Process], language: str, address: str, more: int) -> JsonObject:
    said = words.of(language)
    body = [rich.words(said["card-start"], size="large", weight="bolder")]
    actions: list[JsonObject] = []
    if processes:
        body.append(_processes(processes, language))
        actions.append(parts.execute(said["card-next"], card.START, {}, style="primary"))
    else:
        body.append(rich.words(said["card-no-process"]))
    if more:
        body.append(rich.words(said["card-more"].format(count=more), isSubtle=True))
    all_of_it = parts.leads(Way(said["card-all"], address))
    return parts.frame(language, body, [*actions, all_of_it], said["card-all"])


def _processes(processes: Sequence[Process], language: str) -> JsonObject:
    """Found by typing.

    https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/
    dynamic-search (static typeahead).
    """
    said = words.of(language)
    choices: list[Json] = [
        {"title": fit(one.title or one.name, limits.OPTION), "value": one.name} for one in processes
    ]
    return {
        "type": "Input.ChoiceSet",
        "id": PROCESS,
        "style": "filtered",
        "label": said["process"],
        "isRequired": True,
        "errorMessage": said["card-needed"],
        "choices": choices,
    }


def chosen(data: Json) -> str | None:
    """Which process, of the data of START; None: none yet, so they are asked."""
    name = data.get(PROCESS) if isinstance(data, dict) else None
    return name if isinstance(name, str) and name else None

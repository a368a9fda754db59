"""One notice in place of many: what waits, what has ended meanwhile, what else there was to say.

An approval is one line, however often it was told of, and says how it stands when the digest is
made. Written as Markdown, which every channel lays out. Never: a link that decides, or a line about
what is done with; a digest of nothing is none.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from channels import said, shown, words
from channels.channel import Telling
from definitions import pages, prose
from definitions.approvals import OPEN, RETURNED
from definitions.values import JsonObject
from store.telling import OUTCOMES, Asked

Group: TypeAlias = Literal["waits", "ended", "told"]
GROUPS: Final[tuple[Group, ...]] = ("waits", "ended", "told")
WAITS: Final = frozenset({"asked", "reminded", "escalated", "resubmitted"})
MOST_LINES: Final = 30
"""Of all groups; the pages have the others."""

MOST_IN_CHATS: Final = 2_800
"""Characters of all lines with their addresses, where a chat would cut the rest off."""

LONGEST_SUBJECT, LONGEST_TEXT = 100, 280
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")


@dataclass(frozen=True, slots=True)
class Line:
    """One of them."""

    group: Group
    subject: str
    stands: str
    address: str | None


def left_out(telling: Telling) -> str | None:
    """Why there is no need to say it any more: the reason with which its delivery is dropped."""
    notice, asked = telling.notice, telling.approval
    if notice.approval_id is not None and asked is None:
        return "gone"
    if asked is None or notice.kind in OUTCOMES or notice.kind == "answered":
        return None if notice.read_at is None else "read"
    if notice.kind in WAITS:
        mine = telling.known.states.get((asked.id, _whose(telling)), OPEN)
        # Of what is over they hear how, unless they have had their say.
        return "answered" if mine == "voted" or (mine != OPEN and not asked.over) else None
    if notice.kind == "returned":
        return None if asked.status == RETURNED else "over"
    return None if _is_asked(asked, telling.person.id) else "answered"


def write(tellings: Sequence[Telling], address: str, most: int | None = None) -> JsonObject:
    """What a notice of the kind `digest` says; of one person, at least one thing.

    `most`: characters that its lines may have.
    """
    one = tellings[0]
    given = words.of(one.language)
    lines = _lines(tellings, address)
    return {"subject": _subject(given, len(lines)), "body": _body(given, lines, most)}


def _lines(tellings: Sequence[Telling], address: str) -> list[Line]:
    latest: dict[str, Telling] = {}
    for telling in tellings:
        about = telling.approval
        whose = "" if about is None else f"{about.id}/{_whose(telling)}"
        key = whose or telling.notice.id
        latest.pop(key, None)
        latest[key] = telling
    return [_line(telling, address) for telling in latest.values()]


def _line(telling: Telling, address: str) -> Line:
    made = said.say(telling, address)
    asked = telling.approval
    if asked is None:
        return _other(telling, made)
    where = address + pages.approval(asked.id)
    ended = shown.ended(asked.status, asked.body, telling.reader) if asked.over else ""
    if ended:
        return Line("ended", made.subject, ended, where)
    stands = [made.lead, *(made.notes if telling.stands_for is not None else ())]
    if asked.due_at is not None:
        due = words.of(telling.language)["due"]
        stands.append(f"{due}: {telling.reader.moment(asked.due_at)}")
    told = asked.over or telling.notice.kind in ("answered", *OUTCOMES)
    return Line("told" if told else "waits", made.subject, " ".join(stands), where)


def _other(telling: Telling, made: said.Said) -> Line:
    text = prose.to_text(made.body)
    subject = made.subject if telling.notice.kind == "message" else made.lead
    return Line("told", subject, text, None if made.way is None else made.way.address)


def _is_asked(asked: Asked, person: str) -> bool:
    """Whether a question to this person is left."""
    return not asked.over and any(
        one.get("answer") is None and shown.id_of(one.get("to")) == person
        for one in shown.objects(asked.body.get("questions"))
    )


def _whose(telling: Telling) -> str:
    absent = telling.stands_for
    return telling.person.id if absent is None else absent.id


# ---- as Markdown


def _subject(given: Mapping[str, str], number: int) -> str:
    return given["digest-one"] if number == 1 else given["digest-subject"].format(number=number)


def _body(given: Mapping[str, str], lines: Sequence[Line], most: int | None) -> str:
    ordered = [line for group in GROUPS for line in lines if line.group == group]
    number = min(MOST_LINES, _fitting(ordered, most))
    kept, more = ordered[:number], ordered[number:]
    parts: list[str] = []
    for group in GROUPS:
        mine = [_item(line) for line in kept if line.group == group]
        if mine:
            parts.append("\n".join([f"**{given[f'digest-{group}']}**", "", *mine]))
    if more:
        parts.append(given["digest-more"].format(number=len(more)))
    return "\n\n".join(parts)


def _fitting(lines: Sequence[Line], most: int | None) -> int:
    """How many of the first: one at least."""
    if most is None:
        return len(lines)
    sofar = itertools.accumulate(len(_item(line)) for line in lines)
    return max(sum(one <= most for one in sofar), 1)


def _item(line: Line) -> str:
    subject = plain(_cut(line.subject, LONGEST_SUBJECT))
    linked = subject if line.address is None else f"[{subject}]({line.address})"
    stands = plain(_cut(line.stands, LONGEST_TEXT))
    return f"- {linked} — {stands}" if stands else f"- {linked}"


def plain(text: str) -> str:
    """As it is: on one line, and no character of it is a mark."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"

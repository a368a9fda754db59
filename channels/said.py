"""What there is to say of a notice, for every channel alike, in the order in which it is read.

A channel lays it out: as a mail, as blocks, as a card. Never: a word outside words.py, a link that
decides, or anything of one channel.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from channels import fields, shown, words
from channels.channel import Telling
from channels.shown import label, label_of, last, name_of, objects
from definitions import pages
from definitions.approvals import DECIDED, OPEN
from definitions.values import Json, JsonObject
from store.notices import DIGEST
from store.telling import Asked, files_in

LONGEST_SUBJECT = 300
MOST_VALUES = 8
_GOES_ON = "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One that may be taken, as its author has named it."""

    name: str
    label: str
    style: str
    """primary, danger or neutral."""
    comment: str
    """none, optional or required."""
    fills: bool = False
    """The form is filled in with it."""


@dataclass(frozen=True, slots=True)
class Way:
    """A page to go on at."""

    label: str
    address: str


@dataclass(slots=True)
class Said:
    """All of it, in the language of who reads it."""

    subject: str
    lead: str
    title: str = ""
    body: str = ""
    """Markdown, as people wrote it."""
    facts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    changes: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])
    decisions: list[Decision] = field(default_factory=list[Decision])
    """Those that they can take now; none where they have to sign in for it."""
    form: bool = False
    """Whether there are fields to be filled in with the decision."""
    way: Way | None = None
    """The one thing to do where nothing is to be decided."""
    open: Way | None = None
    """Where it can be looked at."""


def say(telling: Telling, address: str) -> Said:
    """`address` is where people find the pages."""
    return _of_approval(telling, address) if telling.approval else _other(telling, address)


# ---- of an approval


def _of_approval(telling: Telling, address: str) -> Said:
    asked = cast("Asked", telling.approval)
    said = words.of(telling.language)
    body, kind = asked.body, telling.notice.kind
    subject = str(body.get("subject", ""))
    made = Said(subject[:LONGEST_SUBJECT], _lead(telling, asked), subject)
    made.open = Way(said["open"], address + pages.approval(asked.id))
    if telling.stands_for is not None:
        made.notes.append(said["stands-for"].format(who=telling.stands_for.name))
    if kind in ("question", "answered", "returned"):
        made.body = _conversation(asked, telling.person.id, kind)
        word = {"question": "answer", "returned": "correct"}.get(kind, "open")
        made.way, made.open = Way(said[word], made.open.address), None
        return made
    if kind in ("decided", "withdrawn", "closed"):
        made.body = _last_comment(asked)
        return made
    made.body = str(body.get("body", ""))
    made.facts = shown.facts(body, telling.process, asked.due_at, telling.reader)
    made.facts += _values(telling, asked)
    made.changes = shown.changes(body, telling.language, telling.known.files)
    made.notes += _attached(telling, asked)
    if asked.status == OPEN and asked.sign_in:
        made.way, made.open = Way(said["sign-in"], made.open.address), None
    elif asked.status == OPEN:
        made.decisions = decisions(body, telling.language)
        made.form = body.get("form") is not None
    return made


def _values(telling: Telling, asked: Asked) -> list[tuple[str, str]]:
    """What it is about, where that stands in a form. Who has to sign in for it reads it there."""
    values = asked.body.get("values")
    if asked.sign_in or asked.kind == "form" or not isinstance(values, dict):
        return []
    told = fields.told(asked.body.get("form"), values, words.of(telling.language)["yes"])
    return [(title, shown.cut(value)) for title, value in told[:MOST_VALUES]]


def decisions(body: JsonObject, language: str) -> list[Decision]:
    """All that there are; what ends it takes no form along."""
    has_form = body.get("form") is not None
    return [
        Decision(
            name=str(one.get("name")),
            label=label(one, language),
            style=str(one.get("style")),
            comment=str(one.get("comment")),
            fills=has_form and one.get("goes") == _GOES_ON,
        )
        for one in objects(body.get("decisions"))
    ]


def _attached(telling: Telling, asked: Asked) -> list[str]:
    named = [telling.known.files.get(one) for one in files_in(asked.body)]
    names = [one for one in named if one is not None]
    if not names:
        return []
    said = words.of(telling.language)
    return [said["attachments"].format(names=", ".join(map(_isolated, names)))]


def _lead(telling: Telling, asked: Asked) -> str:
    said = words.of(telling.language)
    kind = telling.notice.kind
    requester = name_of(asked.body.get("requester"))
    by = name_of(last(asked.body).get("by"))
    match kind:
        case "asked" | "resubmitted":
            word = "form" if asked.kind == "form" and kind == "asked" else kind
            known = requester if requester and asked.requester_id != telling.person.id else None
            return said[word].format(who=known) if known else said[f"{word}-nobody"]
        case "question":
            return said[kind].format(who=name_of(_question(asked, telling.person.id).get("by")))
        case "answered":
            answered = _answered(asked, telling.person.id)
            return said[kind].format(who=name_of(answered.get("answered_by")))
        case "decided":
            decision = label_of(asked.body, str(asked.body.get("decision")), telling.language)
            word = "decided-by" if by and asked.status == DECIDED else "decided"
            return said[word].format(who=by, decision=decision)
        case "returned" | "withdrawn":
            return said[kind].format(who=by or requester or "?")
        case _:
            return said[kind]


def _conversation(asked: Asked, person: str, kind: str) -> str:
    """As Markdown: what was asked, and what was answered."""
    match kind:
        case "question":
            return _quoted(_question(asked, person).get("text"))
        case "answered":
            answered = _answered(asked, person)
            return f"{_quoted(answered.get('text'))}\n\n{_words(answered.get('answer'))}"
        case _:
            return _words(last(asked.body).get("comment"))


def _question(asked: Asked, person: str) -> JsonObject:
    """The last one that waits for this person."""
    for one in reversed(objects(asked.body.get("questions"))):
        to = one.get("to")
        if one.get("answer") is None and isinstance(to, dict) and to.get("id") == person:
            return one
    return {}


def _answered(asked: Asked, person: str) -> JsonObject:
    """The last one of this person that has an answer."""
    for one in reversed(objects(asked.body.get("questions"))):
        by = one.get("by")
        if one.get("answer") is not None and isinstance(by, dict) and by.get("id") == person:
            return one
    return {}


def _last_comment(asked: Asked) -> str:
    comment = last(asked.body).get("comment")
    return _quoted(comment) if comment else ""


# ---- of anything else


def _other(telling: Telling, address: str) -> Said:
    said, given = words.of(telling.language), telling.said
    process = telling.process or _words(given.get("process"))
    lead = said.get(telling.notice.kind, said["message"]).format(process=process)
    subject = _words(given.get("subject")) or lead
    made = Said(subject[:LONGEST_SUBJECT], lead, subject if subject != lead else "")
    made.body = _words(given.get("body"))
    if telling.notice.kind == DIGEST:
        made.way = Way(said["digest-open"], address + pages.APPROVALS)
    elif telling.notice.run_id is not None and telling.notice.kind != "message":
        made.way = Way(said["look"], address + pages.run(telling.notice.run_id))
    return made


# ---- what they have in common


def _isolated(name: str) -> str:
    """A name in its own direction, inside of a sentence that may have another one."""
    return f"\u2068{name}\u2069"


def _words(value: Json) -> str:
    return "" if value is None else str(value)


def _quoted(value: Json) -> str:
    return "\n".join(f"> {row}" for row in _words(value).splitlines())

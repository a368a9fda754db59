"""What there is to say of a notice, for every channel alike, in the order in which it is read.

A channel lays it out: as a mail, as blocks, as a card. Never: a word outside words.py, a link that
decides, or anything of one channel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from channels import words
from channels.channel import Telling
from definitions import moments, pages
from definitions.approvals import DECIDED, OPEN
from definitions.values import Json, JsonObject, encode
from store.telling import Asked, files_in

LONGEST_VALUE = 200
LONGEST_SUBJECT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One that may be taken, as its author has named it."""

    name: str
    label: str
    style: str
    """primary, danger or neutral."""
    comment: str
    """none, optional or required."""


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
    """Those that they can take now; with signing in, if the approval asks for it."""
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
    made.facts = _facts(telling, asked)
    names = telling.known.files
    made.changes = [_change(said, one, names) for one in _objects(body.get("changes"))]
    made.notes += _attached(telling, asked)
    if asked.status == OPEN:
        made.decisions = _decisions(asked, telling.language)
        made.form = body.get("form") is not None
    return made


def _decisions(asked: Asked, language: str) -> list[Decision]:
    return [
        Decision(
            name=str(one.get("name")),
            label=label(one, language),
            style=str(one.get("style")),
            comment=str(one.get("comment")),
        )
        for one in _objects(asked.body.get("decisions"))
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
    requester = _name(asked.body.get("requester"))
    last = _last(asked)
    match kind:
        case "asked" | "resubmitted":
            word = "form" if asked.kind == "form" and kind == "asked" else kind
            known = requester if requester and asked.requester_id != telling.person.id else None
            return said[word].format(who=known) if known else said[f"{word}-nobody"]
        case "question":
            return said[kind].format(who=_name(_question(asked, telling.person.id).get("by")))
        case "answered":
            answered = _answered(asked, telling.person.id)
            return said[kind].format(who=_name(answered.get("answered_by")))
        case "decided":
            decision = _decided(asked, telling.language)
            by = _name(last.get("by"))
            word = "decided-by" if by and asked.status == DECIDED else "decided"
            return said[word].format(who=by, decision=decision)
        case "returned" | "withdrawn":
            return said[kind].format(who=_name(last.get("by")) or requester or "?")
        case _:
            return said[kind]


def _facts(telling: Telling, asked: Asked) -> list[tuple[str, str]]:
    said = words.of(telling.language)
    facts: list[tuple[str, str]] = []
    requester = _name(asked.body.get("requester"))
    if requester:
        facts.append((said["from"], requester))
    if telling.process is not None:
        facts.append((said["process"], telling.process))
    stage = asked.body.get("stage")
    if isinstance(stage, dict) and (stage.get("of") != 1 or stage.get("title")):
        number = said["stage-of"].format(number=stage.get("number"), of=stage.get("of"))
        title = stage.get("title")
        facts.append((said["stage"], f"{number} · {title}" if title else number))
    if asked.due_at is not None:
        due = moments.in_words(asked.due_at, telling.language, telling.zone)
        facts.append((said["due"], due))
    return facts


def _conversation(asked: Asked, person: str, kind: str) -> str:
    """As Markdown: what was asked, and what was answered."""
    match kind:
        case "question":
            return _quoted(_question(asked, person).get("text"))
        case "answered":
            answered = _answered(asked, person)
            return f"{_quoted(answered.get('text'))}\n\n{_words(answered.get('answer'))}"
        case _:
            return _words(_last(asked).get("comment"))


def _question(asked: Asked, person: str) -> JsonObject:
    """The last one that waits for this person."""
    for one in reversed(_objects(asked.body.get("questions"))):
        to = one.get("to")
        if one.get("answer") is None and isinstance(to, dict) and to.get("id") == person:
            return one
    return {}


def _answered(asked: Asked, person: str) -> JsonObject:
    """The last one of this person that has an answer."""
    for one in reversed(_objects(asked.body.get("questions"))):
        by = one.get("by")
        if one.get("answer") is not None and isinstance(by, dict) and by.get("id") == person:
            return one
    return {}


def _last_comment(asked: Asked) -> str:
    comment = _last(asked).get("comment")
    return _quoted(comment) if comment else ""


def _decided(asked: Asked, language: str) -> str:
    name = asked.body.get("decision")
    for one in _objects(asked.body.get("decisions")):
        if one.get("name") == name:
            return label(one, language)
    return _words(name)


def label(decision: JsonObject, language: str) -> str:
    """As its author has named it; what nobody has named, in the language of the reader."""
    name, given = str(decision.get("name", "")), str(decision.get("label") or "")
    if words.USUAL_LABELS.get(name) == given:
        return words.of(language)[name]
    return given or name


# ---- of anything else


def _other(telling: Telling, address: str) -> Said:
    said, given = words.of(telling.language), telling.said
    process = telling.process or _words(given.get("process"))
    lead = said.get(telling.notice.kind, said["message"]).format(process=process)
    subject = _words(given.get("subject")) or lead
    made = Said(subject[:LONGEST_SUBJECT], lead, subject if subject != lead else "")
    made.body = _words(given.get("body"))
    if telling.notice.run_id is not None and telling.notice.kind != "message":
        made.way = Way(said["look"], address + pages.run(telling.notice.run_id))
    return made


# ---- what they have in common


def _change(said: Mapping[str, str], one: JsonObject, files: Mapping[str, str]) -> str:
    sides = {name: _named(one.get(name), files) for name in ("before", "after")}
    shown = {name: _value(said, value) for name, value in sides.items()}
    return said["was"].format(field=one.get("field"), **shown)


def _named(value: Json, files: Mapping[str, str]) -> Json:
    """The id of a file is no word for people."""
    if isinstance(value, list):
        return [_named(one, files) for one in value]
    return files.get(value, value) if isinstance(value, str) else value


def _isolated(name: str) -> str:
    """A name in its own direction, inside of a sentence that may have another one."""
    return f"\u2068{name}\u2069"


def _value(said: Mapping[str, str], value: Json) -> str:
    if value is None or value == "":
        return said["empty"]
    shown = value if isinstance(value, str) else encode(value).decode()
    return shown if len(shown) <= LONGEST_VALUE else shown[:LONGEST_VALUE] + "…"


def _last(asked: Asked) -> JsonObject:
    history = _objects(asked.body.get("history"))
    return history[-1] if history else {}


def _objects(value: Json) -> list[JsonObject]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _name(who: Json) -> str | None:
    return str(who["name"]) if isinstance(who, dict) and "name" in who else None


def _words(value: Json) -> str:
    return "" if value is None else str(value)


def _quoted(value: Json) -> str:
    return "\n".join(f"> {row}" for row in _words(value).splitlines())

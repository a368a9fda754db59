"""Writes the letter of a notice: subject, plain text, and a page that old and dark programs show.

Never: a value that is not made harmless (templates escape all of it, Markdown goes through
definitions/prose.py), or a word outside words.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from definitions import moments, pages, prose
from definitions.approvals import DECIDED, OPEN
from definitions.values import Json, JsonObject, encode
from store.approval_links import LASTS
from store.telling import Asked, files_in
from worker.channels import words
from worker.channels.channel import LANGUAGE, Telling

LONGEST_VALUE = 200
LONGEST_SUBJECT = 300


@dataclass(frozen=True, slots=True)
class Button:
    """A way on."""

    label: str
    address: str
    style: str = "primary"


@dataclass(frozen=True, slots=True)
class Written:
    """A letter, without whom it goes to."""

    subject: str
    text: str
    html: str


@dataclass(slots=True)
class _Letter:
    """Its parts, in the order in which they are read."""

    subject: str
    lead: str
    title: str = ""
    body: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    changes: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])
    buttons: list[Button] = field(default_factory=list[Button])
    more: Button | None = None
    small: list[str] = field(default_factory=list[str])


def write(telling: Telling, address: str, link: str | None) -> Written:
    """`link` decides, where it is theirs to decide by one."""
    made = _of_approval(telling, address, link) if telling.approval else _other(telling, address)
    said = words.of(telling.language)
    made.small.append(said["why"].format(tenant=telling.known.tenant.name))
    language = telling.language if telling.language in words.WORDS else LANGUAGE
    parts: Mapping[str, object] = {
        "letter": made,
        "hello": said["hello"].format(name=telling.person.name),
        "changes": said["changes"],
        "language": language,
        "direction": "rtl" if language in prose.RIGHT_TO_LEFT else "ltr",
        "body": Markup(prose.to_html(made.body, below=1)),  # noqa: S704 (made harmless there)
        "body_text": prose.to_text(made.body),
    }
    follows = telling.follows is not None
    return Written(
        f"Re: {made.subject}" if follows else made.subject,
        _template("mail.txt.j2").render(parts),
        _template("mail.html.j2").render(parts),
    )


@cache
def _environment(*, escapes: bool) -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=escapes,  # noqa: S701 (off for plain text alone)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template(name: str):  # noqa: ANN202
    return _environment(escapes=".html." in name).get_template(name)


# ---- of an approval


def _of_approval(telling: Telling, address: str, link: str | None) -> _Letter:
    asked = cast("Asked", telling.approval)
    said = words.of(telling.language)
    body, kind = asked.body, telling.notice.kind
    subject = str(body.get("subject", ""))
    made = _Letter(subject[:LONGEST_SUBJECT], _lead(telling, asked), subject)
    made.more = Button(said["open"], address + pages.approval(asked.id))
    if telling.stands_for is not None:
        made.notes.append(said["stands-for"].format(who=telling.stands_for.name))
    if kind in ("question", "answered", "returned"):
        made.body = _conversation(asked, telling.person.id, kind)
        word = {"question": "answer", "returned": "correct"}.get(kind, "open")
        made.buttons = [Button(said[word], made.more.address)]
        made.more = None
        return made
    if kind in ("decided", "withdrawn", "closed"):
        made.body = _last_comment(asked)
        return made
    made.body = str(body.get("body", ""))
    made.facts = _facts(telling, asked)
    names = telling.known.files
    made.changes = [_change(said, one, names) for one in _objects(body.get("changes"))]
    _buttons(made, telling, asked, link)
    return made


def _buttons(made: _Letter, telling: Telling, asked: Asked, link: str | None) -> None:
    said = words.of(telling.language)
    named = [telling.known.files.get(one) for one in files_in(asked.body)]
    names = [one for one in named if one is not None]
    if names:
        made.notes.append(said["attachments"].format(names=", ".join(map(_isolated, names))))
    if asked.status != OPEN:
        return
    if link is None:
        made.buttons = [Button(said["sign-in"], cast("Button", made.more).address)]
        made.more = None
        return
    if asked.body.get("form") is not None:
        made.notes.append(said["form-more"])
    made.buttons = [
        Button(label(one, telling.language), f"{link}?d={one.get('name')}", str(one.get("style")))
        for one in _objects(asked.body.get("decisions"))
    ]
    until = moments.in_words(datetime.now(UTC) + LASTS, telling.language, telling.zone)
    made.small += [said["nothing-yet"], said["yours"].format(until=until)]


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


def _other(telling: Telling, address: str) -> _Letter:
    said, given = words.of(telling.language), telling.said
    process = telling.process or _words(given.get("process"))
    lead = said.get(telling.notice.kind, said["message"]).format(process=process)
    subject = _words(given.get("subject")) or lead
    made = _Letter(subject[:LONGEST_SUBJECT], lead, subject if subject != lead else "")
    made.body = _words(given.get("body"))
    if telling.notice.run_id is not None and telling.notice.kind != "message":
        made.buttons = [Button(said["look"], address + pages.run(telling.notice.run_id))]
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

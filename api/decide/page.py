"""Writes the page behind a link: the question, how it stands, or what has become of an answer.

Small, complete without JavaScript, and read by screen readers from top to bottom. Never: a word
that is not escaped; what people wrote as Markdown goes through definitions/prose.py.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from api.approvals.shown import objects
from api.decide import words
from api.decide.fields import Field, simple
from api.decide.service import Behind
from definitions import moments, pages, prose
from definitions.values import Json, JsonObject, encode
from store.working_hours import ZONE

LONGEST_VALUE = 200
TEMPLATE = "page.html.j2"
_FOLDER = Path(__file__).parent
STYLE = (_FOLDER / "page.css").read_text("utf-8")
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


@dataclass(slots=True)
class Page:
    """Its parts, in the order in which they are read."""

    language: str
    title: str
    told: list[str] = field(default_factory=list[str])
    """How it stands; what has become of it."""
    fault: str | None = None
    facts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    changes: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])
    body: str = ""
    decisions: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Name and label; none where nothing can be decided."""
    chosen: str = ""
    comment: str = ""
    fields: Sequence[Field] = ()
    portal: str | None = None

    def html(self) -> str:
        parts: Mapping[str, object] = {
            "page": self,
            "said": words.of(self.language),
            "direction": "rtl" if self.language in prose.RIGHT_TO_LEFT else "ltr",
            "style": Markup(STYLE),  # noqa: S704 (a file of ours)
            "body": Markup(prose.to_html(self.body)),  # noqa: S704 (made harmless there)
        }
        return _environment().get_template(TEMPLATE).render(parts)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def plain(language: str, title: str, *told: str) -> Page:
    """Without an approval: nothing is known of one."""
    said = words.of(language)
    return Page(language, said[title], [said[one] for one in told])


def question(behind: Behind, address: str, chosen: str, typed: Mapping[str, str]) -> Page:
    """With what was chosen in the mail, or typed before."""
    page = _about(behind, address)
    said = words.of(page.language)
    fields = simple(behind.body["form"], values(behind.body))
    page.told.append(said["you"].format(who=behind.person.name))
    if behind.stands_for is not None:
        page.told.append(said["stands-for"].format(who=behind.stands_for.name))
    if fields is None:
        page.notes.append(said["portal-form"])
        return page
    page.fields = [_typed(one, typed) for one in fields]
    page.decisions = [
        (str(one["name"]), label(one, page.language)) for one in objects(behind.body["decisions"])
    ]
    page.chosen = chosen if chosen in dict(page.decisions) else ""
    page.comment = typed.get("comment", "")
    return page


def standing(behind: Behind, address: str) -> Page:
    """Why there is nothing to decide here now."""
    page = _about(behind, address)
    if behind.standing == "suspended":
        said = words.of(page.language)
        return Page(page.language, page.title, [said["suspended"]])
    page.told = _stands(behind, page.language)
    return page


def outcome(behind: Behind, address: str, decision: str, *, counted: bool) -> Page:
    """What has become of an answer that was just given."""
    page = _about(behind, address)
    said = words.of(page.language)
    chosen = _label_of(behind, decision, page.language)
    page.told = [said["accepted" if counted else "not-counted"].format(decision=chosen)]
    if not counted:
        page.told.append(said["not-counted-hint"])
    elif behind.standing == "decided":
        page.told += _stands(behind, page.language)
    elif behind.standing in ("answered", "open", "recorded"):
        page.told.append(said["waits"])
    page.body, page.changes, page.notes = "", [], []
    return page


def language_of(behind: Behind) -> str:
    return behind.person.language or behind.tenant.language or "en"


def label(decision: JsonObject, language: str) -> str:
    """As its author has named it; what nobody has named, in the language of the reader."""
    name, given = str(decision["name"]), str(decision.get("label") or "")
    if words.USUAL_LABELS.get(name) == given:
        return words.of(language)[name]
    return given or name


# ---- parts


def _about(behind: Behind, address: str) -> Page:
    language = language_of(behind)
    said, body = words.of(language), behind.body
    page = Page(language, str(body["subject"]), body=str(body["body"]))
    page.portal = address + pages.approval(behind.row.id)
    requester = body["requester"]
    if isinstance(requester, dict):
        page.facts.append((said["from"], str(requester["name"])))
    row = behind.row
    page.facts.append((said["process"], row.title or f"{row.namespace}/{row.name}"))
    stage = body["stage"]
    if isinstance(stage, dict) and (stage["of"] != 1 or stage["title"]):
        number = said["stage-of"].format(number=stage["number"], of=stage["of"])
        page.facts.append((said["stage"], f"{number} {stage['title']}".strip()))
    if row.due_at is not None:
        page.facts.append((said["due"], _at(behind, row.due_at)))
    page.changes = [_change(said, one) for one in objects(body["changes"])]
    attachments = body["attachments"]
    if isinstance(attachments, list) and attachments:
        page.notes.append(said["attachments"].format(count=len(attachments)))
    return page


def _stands(behind: Behind, language: str) -> list[str]:
    said, last = words.of(language), _last(behind)
    who = _name(last.get("by")) or said["somebody"]
    at = _moment(behind, last.get("at"))
    match behind.standing:
        case "decided":
            decision = _label_of(behind, str(behind.body["decision"]), language)
            word = "decided-by" if _name(last.get("by")) and at else "decided"
            return [said[word].format(who=who, at=at, decision=decision)]
        case "withdrawn" | "returned":
            return [said[behind.standing].format(who=who, at=at)]
        case "answered":
            return _answered(behind, language)
        case "expired":
            return [said["expired"].format(at=_at(behind, behind.link.expires_at))]
        case "open":
            return []
        case other:
            return [said[other]]


def _answered(behind: Behind, language: str) -> list[str]:
    said = words.of(language)
    asked = behind.link.for_id or behind.link.person_id
    votes = [one for one in objects(behind.body["votes"]) if _id(one["who"]) == asked]
    if not votes:
        return [said["answered-plain"], said["waits"]]
    vote = votes[-1]
    mine = _id(vote["by"]) == behind.person.id
    told = said["answered-you" if mine else "answered"].format(
        who=_name(vote["by"]),
        decision=_label_of(behind, str(vote["decision"]), language),
        at=_moment(behind, vote["at"]),
    )
    return [told, said["waits"]]


def label_of(behind: Behind, name: str) -> str:
    """In the reader's language."""
    return _label_of(behind, name, language_of(behind))


def _label_of(behind: Behind, name: str, language: str) -> str:
    for one in objects(behind.body["decisions"]):
        if one["name"] == name:
            return label(one, language)
    return name


def _typed(one: Field, typed: Mapping[str, str]) -> Field:
    """What was sent, once more, so that nobody types it twice."""
    if not typed:
        return one
    sent = typed.get(one.id, "")
    value: Json = sent
    if one.kind == "yes":
        value = bool(sent)
    elif one.kind == "choice":
        known = sent.isascii() and sent.isdigit() and int(sent) < len(one.choices)
        value = one.choices[int(sent)][0] if known else None
    return Field(one.name, one.title, one.hint, one.kind, one.required, value, one.choices)


def values(body: JsonObject) -> JsonObject:
    values = body["values"]
    return values if isinstance(values, dict) else {}


def _change(said: Mapping[str, str], one: JsonObject) -> str:
    shown = {name: _value(said, one.get(name)) for name in ("before", "after")}
    return said["was"].format(field=one.get("field"), **shown)


def _value(said: Mapping[str, str], value: Json) -> str:
    if value is None or value == "":
        return said["empty"]
    shown = value if isinstance(value, str) else encode(value).decode()
    return shown if len(shown) <= LONGEST_VALUE else shown[:LONGEST_VALUE] + "…"


def _last(behind: Behind) -> JsonObject:
    history = objects(behind.body["history"])
    return history[-1] if history else {}


def _name(who: Json) -> str | None:
    return str(who["name"]) if isinstance(who, dict) else None


def _id(who: Json) -> str | None:
    return str(who["id"]) if isinstance(who, dict) else None


def _moment(behind: Behind, milliseconds: Json) -> str:
    if not isinstance(milliseconds, int):
        return ""
    return _at(behind, datetime.fromtimestamp(milliseconds / 1000, UTC))


def _at(behind: Behind, at: datetime) -> str:
    zone = behind.person.time_zone or behind.tenant.time_zone or ZONE
    return moments.in_words(at, language_of(behind), zone)

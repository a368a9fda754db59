"""Writes the page behind a link: the question, how it stands, or what has become of an answer.

Small, complete without JavaScript, and read by screen readers from top to bottom. Never: a word
that is not escaped; what people wrote as Markdown goes through definitions/prose.py.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from api.decide import words
from api.decide.service import Behind
from channels import shown
from channels.fields import Field, simple
from channels.shown import Reader
from definitions import pages, prose
from definitions.values import Json, JsonObject
from store.working_hours import ZONE

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
        (str(one["name"]), shown.label(one, page.language))
        for one in shown.objects(behind.body["decisions"])
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
    chosen = label_of(behind, decision)
    page.told = [said["accepted" if counted else "not-counted"].format(decision=chosen)]
    if not counted:
        page.told.append(said["not-counted-hint"])
    elif behind.standing == "decided":
        page.told += _stands(behind, page.language)
    elif behind.standing in ("answered", "open", "recorded"):
        page.told.append(said["stands-waits"])
    page.body, page.changes, page.notes = "", [], []
    return page


def language_of(behind: Behind) -> str:
    return behind.person.language or behind.tenant.language or "en"


# ---- parts


def _about(behind: Behind, address: str) -> Page:
    reader, row, body = _reader(behind), behind.row, behind.body
    page = Page(reader.language, str(body["subject"]), body=str(body["body"]))
    page.portal = address + pages.approval(row.id)
    process = row.title or f"{row.namespace}/{row.name}"
    page.facts = shown.facts(body, process, row.due_at, reader)
    page.changes = shown.changes(body, reader.language)
    attachments = body["attachments"]
    if isinstance(attachments, list) and attachments:
        said = words.of(reader.language)
        page.notes.append(said["attachments"].format(count=len(attachments)))
    return page


def _stands(behind: Behind, language: str) -> list[str]:
    reader, link = _reader(behind), behind.link
    match behind.standing:
        case "decided" | "withdrawn" | "returned" | "closed":
            return [shown.ended(behind.standing, behind.body, reader)]
        case "answered":
            return shown.answered(behind.body, link.for_id or link.person_id, reader)
        case "expired":
            return [words.of(language)["expired"].format(at=reader.moment(link.expires_at))]
        case "open":
            return []
        case other:
            return [words.of(language)[other]]


def label_of(behind: Behind, name: str) -> str:
    """In the reader's language."""
    return shown.label_of(behind.body, name, language_of(behind))


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


def _reader(behind: Behind) -> Reader:
    zone = behind.person.time_zone or behind.tenant.time_zone or ZONE
    return Reader(person=behind.person.id, language=language_of(behind), zone=zone)

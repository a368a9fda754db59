"""Writes the letter of a notice: subject, plain text, and a page that old and dark programs show.

Never: a value that is not made harmless (templates escape all of it, Markdown goes through
definitions/prose.py), or a word outside words.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from channels import said, words
from channels.channel import LANGUAGE, Telling
from channels.said import Said, Way
from definitions import moments, prose
from store.approval_links import LASTS


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


def write(telling: Telling, address: str, link: str | None) -> Written:
    """`link` decides, where it is theirs to decide by one."""
    made = said.say(telling, address)
    given = words.of(telling.language)
    buttons, more = _buttons(made, given, link)
    language = telling.language if telling.language in words.WORDS else LANGUAGE
    parts: Mapping[str, object] = {
        "letter": made,
        "notes": [*made.notes, *_about_form(made, given, link)],
        "buttons": buttons,
        "more": more,
        "small": _small(telling, made, given, link),
        "hello": given["hello"].format(name=telling.person.name),
        "changes": given["changes"],
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


def _buttons(
    made: Said, given: Mapping[str, str], link: str | None
) -> tuple[list[Button], Way | None]:
    """And what stands below them. Without a link, deciding begins with signing in."""
    if made.way is not None:
        return [Button(made.way.label, made.way.address)], None
    if not made.decisions or made.open is None:
        return [], made.open
    if link is None:
        return [Button(given["sign-in"], made.open.address)], None
    decisions = [Button(one.label, f"{link}?d={one.name}", one.style) for one in made.decisions]
    return decisions, made.open


def _about_form(made: Said, given: Mapping[str, str], link: str | None) -> list[str]:
    return [given["form-more"]] if made.form and link is not None else []


def _small(telling: Telling, made: Said, given: Mapping[str, str], link: str | None) -> list[str]:
    small = [given["why"].format(tenant=telling.known.tenant.name)]
    if made.decisions and link is not None:
        until = moments.in_words(datetime.now(UTC) + LASTS, telling.language, telling.zone)
        small = [given["nothing-yet"], given["yours"].format(until=until), *small]
    return small


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

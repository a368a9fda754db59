"""Templates of what people are told: texts by language, and which one somebody is to read.

A process names one in the arguments of `notify`. Never: a language that nobody can choose, or a
subject of several lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypedDict

from definitions.expressions import is_expression
from definitions.pointers import escape
from definitions.values import Json, JsonObject

LANGUAGES = ("en", "ar")
"""Those of Baton. The first is what somebody gets for whose own there is no text."""

FUNCTION = "notify"
NAME, VERSION = "templateName", "templateVersion"
"""The arguments of the function that name one."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is said in one language: two templates, or what has become of them."""

    subject: str
    body: str
    """In Markdown."""


Texts: TypeAlias = Mapping[str, Text]
"""By language; one at least."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A call that names a template."""

    name: str
    version: int | None
    """None: the one that is current when it is called."""
    pointer: str


class Tried(TypedDict):
    """What has come of filling in a template."""

    text: str
    fault: str | None
    line: int | None
    readable: bool
    """Whether it is a template at all."""


def chosen(texts: Texts, language: str | None) -> tuple[str, Text]:
    """Somebody's own language, else English, else what there is."""
    order = [language or "", *LANGUAGES, *texts]
    found = next(one for one in order if one in texts)
    return found, texts[found]


def one_line(subject: str) -> str:
    """What a loop of a template leaves between words is no part of a subject."""
    return " ".join(subject.split())


def texts_of(said: JsonObject) -> Texts:
    """As they are kept and sent."""
    return {
        language: Text(str(one.get("subject", "")), str(one.get("body", "")))
        for language in LANGUAGES
        if isinstance(one := said.get(language), dict)
    }


def named_in(document: Json, pointer: str = "") -> Iterator[Naming]:
    """What a definition names, wherever it calls the function; not what an expression makes."""
    if isinstance(document, list):
        for place, one in enumerate(document):
            yield from named_in(one, f"{pointer}/{place}")
    elif isinstance(document, dict):
        for key, one in document.items():
            yield from named_in(one, f"{pointer}/{escape(key)}")
        name, version = _arguments(document)
        if name is not None and not is_expression(name):
            yield Naming(name, version, f"{pointer}/with/{NAME}")


def _arguments(task: JsonObject) -> tuple[str | None, int | None]:
    match task.get("call"), task.get("with"):
        case str(call), {**given} if call.partition("@")[0].partition(":")[0] == FUNCTION:
            name, version = given.get(NAME), given.get(VERSION)
            return (
                name if isinstance(name, str) else None,
                version if isinstance(version, int) else None,
            )
        case _:
            return None, None

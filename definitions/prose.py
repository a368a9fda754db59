"""Markdown that people wrote, as a page that can do nothing and as plain text.

Never: HTML of theirs passed on, a picture that is fetched from elsewhere (it tells that somebody
reads), or an address that runs something.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import cast
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

SCHEMES = ("http", "https", "mailto", "tel")
RIGHT_TO_LEFT = ("ar",)
LOWEST_HEADING = 6
LONGEST = 65_536
"""Characters; what is longer is cut before it is read."""


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def to_html(text: str, *, below: int | None = None) -> str:
    """`below`: the heading under which it stands; its own begin one level lower, without a gap."""
    tokens = _reader().parse(text[:LONGEST])
    if below is not None:
        _lower(tokens, below)
    for token in tokens:
        for inner in token.children or ():
            _harmless(inner)
    return cast("str", _reader().renderer.render(tokens, _reader().options, {}))


def to_page(subject: str, text: str, language: str) -> str:
    """A letter by itself, as a mail to somebody outside shows it."""
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    return (
        f'<!doctype html><html lang="{escape(language)}" dir="{direction}"><head>'
        '<meta charset="utf-8"><meta name="color-scheme" content="light dark"></head>'
        "<body style=\"font-family:'Segoe UI',Arial,sans-serif;font-size:16px;line-height:24px;\">"
        f'<h1 style="font-size:22px;" dir="auto">{escape(subject)}</h1>'
        f'<div dir="auto">{to_html(text, below=1)}</div></body></html>'
    )


def to_letter(subject: str, text: str) -> str:
    """The same without anything but words."""
    return f"{subject}\n\n{to_text(text)}\n"


def _lower(tokens: list[Token], below: int) -> None:
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(LOWEST_HEADING, below + len(above))}"


def _harmless(token: Token) -> None:
    if token.type == "link_open":
        if not leads_out(str(token.attrGet("href") or "")):
            token.attrSet("href", "#")
        token.attrSet("rel", "noreferrer noopener")
    elif token.type == "image":
        token.type, token.children = "text", []


def leads_out(address: str) -> bool:
    try:
        return urlsplit(address).scheme in SCHEMES
    except ValueError:
        return False


def to_text(text: str) -> str:
    """As people write plain mails: what marks nothing but how it looks is left out."""
    writer = _Writer()
    for token in _reader().parse(text[:LONGEST]):
        writer.take(token)
    return "\n".join(writer.lines).strip()


class _Writer:
    """Writes tokens down, one line after the other."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._bullet = ""
        self._cells: list[str] | None = None

    def take(self, token: Token) -> None:
        match token.type:
            case "inline" if self._cells is not None:
                self._cells.append(_plain(token.children or []))
            case "inline":
                self.lines.append(self._bullet + _plain(token.children or []))
                self._bullet = ""
            case "list_item_open":
                number = f"{token.info}. " if token.info else "- "
                self._bullet = "  " * (token.level // 2) + number
            case "tr_open":
                self._cells = []
            case "tr_close":
                self.lines.append(" | ".join(self._cells or []))
                self._cells = None
            case "fence" | "code_block":
                self.lines.append(token.content)
            case "hr":
                self.lines += ["--", ""]
            case _ if token.level == 0 and token.type.endswith("_close"):
                self.lines.append("")
            case _:
                pass


def _plain(tokens: list[Token]) -> str:
    said: list[str] = []
    links: list[str] = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline" | "image":
                said.append(token.content)
            case "softbreak" | "hardbreak":
                said.append("\n")
            case "link_open":
                links.append(str(token.attrGet("href") or ""))
            case "link_close":
                address = links.pop() if links else ""
                if leads_out(address) and not "".join(said).endswith(address):
                    said.append(f" ({address})")
            case _:
                pass
    return "".join(said)

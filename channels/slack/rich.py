"""Markdown that people wrote, as the rich text of Slack.

Its elements say what is bold and what is a link, so no character of a text means anything: nobody
is mentioned, nothing is escaped. Never: a link of which no browser should hear, a picture that is
fetched from elsewhere, or more than there is room for; that something is left out is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from definitions import prose
from definitions.values import Json, JsonObject

MOST_CHARACTERS = 3_000
"""Of one text; people read a few lines."""

MOST_ELEMENTS = 80
MORE = "…"
DEEPEST_INDENT = 5
"""https://docs.slack.dev/reference/block-kit/blocks/rich-text-block: from 0 to 8."""

_STYLES = {"strong_open": "bold", "em_open": "italic", "s_open": "strike"}


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def block(text: str, block_id: str, most: int = MOST_CHARACTERS) -> JsonObject | None:
    """None: it says nothing."""
    writer = _Writer(most)
    for token in _reader().parse(text[: prose.LONGEST]):
        writer.take(token)
    if not writer.elements:
        return None
    return {"type": "rich_text", "block_id": block_id, "elements": [*writer.elements]}


def plain(text: str, **style: bool) -> JsonObject:
    """A run of words, as they are."""
    run: JsonObject = {"type": "text", "text": text}
    if style:
        run["style"] = {**style}
    return run


def section(runs: Sequence[JsonObject]) -> JsonObject:
    return {"type": "rich_text_section", "elements": [*runs]}


class _Writer:
    """Writes tokens down as elements, until there is no more room."""

    def __init__(self, most: int) -> None:
        self.elements: list[JsonObject] = []
        self._left = most
        self._lists: list[str] = []
        self._quotes = 0
        self._heading = False
        self._cells: list[JsonObject] | None = None

    def take(self, token: Token) -> None:
        if self._left <= 0:
            return
        if len(self.elements) >= MOST_ELEMENTS:
            self.elements.append(section([plain(MORE)]))
            self._left = 0
            return
        match token.type:
            case "inline" if self._cells is not None:
                self._cells += [*([plain(" | ")] if self._cells else []), *self._runs(token)]
            case "inline":
                self._put(self._runs(token))
            case "tr_open":
                self._cells = []
            case "tr_close":
                self._put(self._cells or [])
                self._cells = None
            case "fence" | "code_block":
                code = self._cut(token.content.rstrip("\n"))
                if code:
                    self.elements.append(
                        {"type": "rich_text_preformatted", "elements": [plain(code)]}
                    )
            case _:
                self._enter(token)

    def _enter(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append("bullet")
            case "ordered_list_open":
                self._lists.append("ordered")
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "blockquote_open":
                self._quotes += 1
            case "blockquote_close":
                self._quotes -= 1
            case "heading_open":
                self._heading = True
            case "heading_close":
                self._heading = False
            case _:
                pass

    def _put(self, runs: list[JsonObject]) -> None:
        if not runs:
            return
        if self._lists:
            self._item(section(runs))
        elif self._quotes:
            self.elements.append({"type": "rich_text_quote", "elements": [*runs]})
        else:
            # Sections stand on one line unless one of them ends it.
            before = self.elements[-1]["type"] if self.elements else None
            breaks = [plain("\n\n")] if before == "rich_text_section" else []
            self.elements.append(section([*breaks, *runs]))

    def _item(self, item: JsonObject) -> None:
        kind: JsonObject = {
            "type": "rich_text_list",
            "style": self._lists[-1],
            "indent": min(len(self._lists) - 1, DEEPEST_INDENT),
        }
        last = self.elements[-1] if self.elements else {}
        items = last.get("elements")
        if isinstance(items, list) and kind.items() <= last.items():
            items.append(item)
        else:
            self.elements.append({**kind, "elements": [item]})

    def _runs(self, inline: Token) -> list[JsonObject]:
        """Of one line of prose."""
        runs: list[JsonObject] = []
        styles: dict[str, Json] = {"bold": True} if self._heading else {}
        link = ""
        for token in inline.children or ():
            match token.type:
                case "text" | "code_inline" | "image" | "softbreak" | "hardbreak":
                    words = self._cut(token.content if "break" not in token.type else "\n")
                    code: dict[str, Json] = {"code": True} if token.type == "code_inline" else {}
                    if words:
                        runs.append(_run(words, link, {**styles, **code}))
                case "strong_open" | "em_open" | "s_open":
                    styles = {**styles, _STYLES[token.type]: True}
                case "strong_close" | "em_close" | "s_close":
                    ended = _STYLES[token.type.replace("close", "open")]
                    styles = {name: on for name, on in styles.items() if name != ended}
                case "link_open":
                    link = str(token.attrGet("href") or "")
                    self._left -= len(link)
                case "link_close":
                    link = ""
                case _:
                    pass
        return runs

    def _cut(self, words: str) -> str:
        """As much of it as there is room for."""
        room, self._left = self._left, self._left - len(words)
        if len(words) <= room:
            return words
        return f"{words[:room].rstrip()} {MORE}" if room > 0 else ""


def _run(words: str, link: str, style: dict[str, Json]) -> JsonObject:
    run: JsonObject = {"type": "text", "text": words}
    if prose.leads_out(link):
        run = {"type": "link", "url": link, "text": words}
    if style:
        run["style"] = style
    return run

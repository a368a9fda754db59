"""Markdown that people wrote, as the rich text of Adaptive Cards.

A run of it says what is bold and what is a link, so no character of a text means anything: nobody
is mentioned, nothing is escaped. (TextBlock and FactSet look for Markdown, see
https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-format.)
Never: a link of which no browser should hear, a picture that is fetched from elsewhere, or more
than there is room for; that something is left out is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from channels.teams import limits
from channels.teams.limits import MORE
from definitions import prose
from definitions.values import Json, JsonObject

MOST_CHARACTERS = 3_000
MOST_LINES = 60
_STYLES: dict[str, dict[str, Json]] = {
    "strong": {"weight": "bolder"},
    "em": {"italic": True},
    "s": {"strikethrough": True},
}
_CODE: dict[str, Json] = {"fontType": "monospace"}
_STEP = "\u2003"


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def write(text: str, most: int = MOST_CHARACTERS, lines: int = MOST_LINES) -> list[JsonObject]:
    """None of it: it says nothing."""
    writer = _Writer(most, lines)
    for token in _reader().parse(text[: prose.LONGEST]):
        writer.take(token)
    return writer.elements


def plain(text: str, **style: Json) -> JsonObject:
    """A run of words, as they are."""
    return {"type": "TextRun", "text": text, **style}


def line(runs: Sequence[JsonObject], **place: Json) -> JsonObject:
    """One line, or a paragraph that is broken where it has to be."""
    return {"type": "RichTextBlock", **place, "inlines": [*runs]}


def words(text: str, **style: Json) -> JsonObject:
    """A line that is all alike."""
    return line([plain(text, **style)])


class _Writer:
    """Writes tokens down as lines, until there is no more room."""

    def __init__(self, most: int, lines: int) -> None:
        self.elements: list[JsonObject] = []
        self._left = most
        self._lines = lines
        self._lists: list[int | None] = []
        """The next number of each list that is open; None: it has none."""
        self._marker = ""
        self._quote: list[Json] | None = None
        self._quotes = 0
        self._heading = False
        self._cells: list[JsonObject] | None = None

    def take(self, token: Token) -> None:
        if self._left <= 0 or self._lines <= 0:
            return
        match token.type:
            case "inline" if self._cells is not None:
                rows = self._rows(token)
                runs = [run for row in rows for run in row]
                self._cells += [*([plain(" | ")] if self._cells else []), *runs]
            case "inline":
                self._put(self._rows(token))
            case "tr_open":
                self._cells = []
            case "tr_close":
                self._put([self._cells or []], apart=False)
                self._cells = None
            case "fence" | "code_block":
                code = self._cut(token.content.rstrip("\n"))
                self._put([[plain(_kept(row), **_CODE)] for row in code.split("\n") if row])
            case _:
                self._enter(token)

    def _enter(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                number = self._lists[-1]
                self._marker = "• " if number is None else f"{number}. "
                self._lists[-1] = None if number is None else number + 1
            case "blockquote_open":
                self._quotes += 1
            case "blockquote_close":
                self._quotes -= 1
                self._quote = self._quote if self._quotes else None
            case "heading_open":
                self._heading = True
            case "heading_close":
                self._heading = False
            case _:
                pass

    def _put(self, rows: list[list[JsonObject]], *, apart: bool = True) -> None:
        """`apart`: whether the first of them stands away from what is above."""
        for row in rows:
            if not row or self._lines <= 0:
                continue
            self._lines -= 1
            runs = [*row] if self._lines else [plain(MORE)]
            if self._lists:
                step = _STEP * (len(self._lists) - 1)
                runs = [plain(step + (self._marker or _STEP)), *runs]
            together = self._lists or not apart
            self._append(line(runs, spacing="none" if together else "small"))
            self._marker, apart = "", False

    def _append(self, element: JsonObject) -> None:
        if not self._quotes:
            self.elements.append(element)
            return
        if self._quote is None:
            self._quote = []
            self.elements.append(
                {"type": "Container", "style": "emphasis", "spacing": "small", "items": self._quote}
            )
        self._quote.append(element)

    def _rows(self, inline: Token) -> list[list[JsonObject]]:
        """Of one paragraph: what stands in each of its lines."""
        rows: list[list[JsonObject]] = [[]]
        styles: dict[str, Json] = {**_STYLES["strong"]} if self._heading else {}
        link = ""
        for token in inline.children or ():
            match token.type:
                case "softbreak" | "hardbreak":
                    rows.append([])
                case "text" | "code_inline" | "image":
                    said = self._cut(token.content)
                    code = _CODE if token.type == "code_inline" else {}
                    if said:
                        rows[-1].append(self._run(said, link, {**styles, **code}))
                case "strong_open" | "em_open" | "s_open":
                    styles = {**styles, **_STYLES[token.type.removesuffix("_open")]}
                case "strong_close" | "em_close" | "s_close":
                    ended = _STYLES[token.type.removesuffix("_close")]
                    styles = {name: on for name, on in styles.items() if name not in ended}
                case "link_open":
                    link = str(token.attrGet("href") or "")
                case "link_close":
                    link = ""
                case _:
                    pass
        return rows

    def _run(self, said: str, link: str, style: dict[str, Json]) -> JsonObject:
        # An address takes room too, and one that is cut leads elsewhere.
        if not prose.leads_out(link) or len(link) > min(limits.LINK, max(self._left, 0)):
            return plain(said, **style)
        self._left -= len(link)
        opens: JsonObject = {"type": "Action.OpenUrl", "url": link}
        return plain(said, **style, color="accent", underline=True, selectAction=opens)

    def _cut(self, said: str) -> str:
        """As much of it as there is room for."""
        room, self._left = self._left, self._left - len(said)
        if len(said) <= room:
            return said
        return f"{said[:room].rstrip()} {MORE}" if room > 0 else ""


def _kept(row: str) -> str:
    """What stands at the start of a line of code, which would be taken together."""
    told = row.lstrip(" \t")
    return "\u00a0" * (len(row) - len(told)) + told

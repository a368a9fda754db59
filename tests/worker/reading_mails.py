"""A mail as those hear and see it who can't see it well: what it says of itself, and its colours.

Colours are worked out as a simple mail program does: inline styles, and the few rules of the head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = ("meta", "br", "hr", "img", "link", "input")
DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{(.*?)\n\}", re.DOTALL)
RULE = re.compile(r"\s*([^{}]+?)\s*\{([^{}]*)\}")
INK, PAPER = "#000000", "#ffffff"


@dataclass
class Element:
    """One that is open, with what its text looks like."""

    tag: str
    attributes: dict[str, str]
    color: str
    ground: str
    hidden: bool


@dataclass
class Heard:
    """A link or a heading, with its words."""

    tag: str
    name: str
    text: str = ""

    @property
    def says(self) -> str:
        return self.name or self.text.strip()


@dataclass
class Seen:
    """Words on their ground."""

    words: str
    color: str
    ground: str

    @property
    def contrast(self) -> float:
        first, second = sorted((_light(self.color), _light(self.ground)), reverse=True)
        return (first + 0.05) / (second + 0.05)


def _light(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _style(text: str) -> dict[str, str]:
    pairs = (one.partition(":") for one in text.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value}


@dataclass
class Mail(HTMLParser):
    """Read from top to bottom, by day or by night."""

    page: str
    dark: bool = False
    root: dict[str, str] = field(default_factory=dict)
    articles: list[dict[str, str]] = field(default_factory=list)
    title: str = ""
    heard: list[Heard] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    tables: list[dict[str, str]] = field(default_factory=list)
    cells: dict[int, list[tuple[str, dict[str, str]]]] = field(default_factory=dict)
    images: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[Element] = []
        self._table: list[int] = []
        self._rules = list(self._read_rules())
        self.feed(self.page)

    @property
    def links(self) -> list[Heard]:
        return [one for one in self.heard if one.tag == "a"]

    @property
    def headings(self) -> list[int]:
        return [int(one.tag[1]) for one in self.heard if one.tag != "a"]

    def _read_rules(self):
        night = DARK.search(self.page)
        day = DARK.sub("", self.page).partition("<style>")[2].partition("</style>")[0]
        for source in (day, night.group(1) if night and self.dark else ""):
            for selectors, style in RULE.findall(source):
                for selector in selectors.split(","):
                    yield selector.split(), _style(style)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.root = given
        if given.get("role") == "article":
            self.articles.append(given)
        if tag == "img":
            self.images.append(given)
        if tag == "table":
            self._table.append(len(self.tables))
            self.tables.append(given)
        if tag in ("td", "th"):
            self.cells.setdefault(self._table[-1], []).append((tag, given))
        if tag == "a" or re.fullmatch("h[1-6]", tag):
            self.heard.append(Heard(tag, given.get("aria-label", "")))
        if tag not in VOID:
            self._open.append(self._looks(tag, given))

    def handle_endtag(self, tag):
        assert self._open.pop().tag == tag
        if tag == "table":
            self._table.pop()

    def handle_data(self, data):
        if not self._open or self._open[-1].hidden:
            return
        if self._open[-1].tag == "title":
            self.title += data
        elif data.strip():
            last = self._open[-1]
            self.seen.append(Seen(data.strip(), last.color, last.ground))
            tags = [one.tag for one in self._open]
            if "a" in tags or any(re.fullmatch("h[1-6]", one) for one in tags):
                self.heard[-1].text += data

    def _looks(self, tag: str, given: dict[str, str]) -> Element:
        above = self._open[-1] if self._open else Element("", {}, INK, PAPER, hidden=False)
        style = _style(given.get("style", ""))
        ground = style.get("background-color", above.ground)
        made = Element(tag, given, style.get("color", above.color), ground, above.hidden)
        made.hidden |= style.get("display") == "none" or tag == "style"
        chain = [*self._open, made]
        for selector, rule in self._rules:
            if not _fits(selector, chain):
                continue
            for name in ("color", "background-color"):
                value = rule.get(name, "")
                if value.endswith("!important") or (value and name not in style):
                    color = value.removesuffix("!important").strip()
                    if name == "color":
                        made.color = color
                    else:
                        made.ground = color
        return made


def _fits(selector: list[str], chain: list[Element]) -> bool:
    """Tags and classes, one within the other."""

    def is_it(one: str, element: Element) -> bool:
        if one.startswith("."):
            return one[1:] in element.attributes.get("class", "").split()
        return one == element.tag

    *outer, last = selector
    if not is_it(last, chain[-1]):
        return False
    above = iter(chain[:-1])
    return all(any(is_it(one, element) for element in above) for one in outer)

"""Regular expressions, in linear time: RE2 with the syntax of jq's own library as far as it goes.

What RE2 hasn't is refused in words: look-around, back-references, possessive and atomic groups.
Never: an expression that backtracks, and so could hold a worker up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import re2

from definitions.jq.errors import Budget, JqError, type_name
from definitions.jq.functions.arithmetic import add, named
from definitions.jq.functions.strings import whole
from definitions.values import Json, JsonObject

_MEMORY = 2 * 1024 * 1024
_LONGEST, _MOST_GROUPS = 4_000, 100
_CLASS = 40
"""Steps for a class of all the world's letters; RE2 takes half a millisecond to compile one."""

_MATCH = 4
_HEAVY = 128
_SHIFT, _HEAVY_SHIFT = 11, 8
"""A step is for so many letters times instructions. Large ones may lead RE2 to its slower ways."""

_LOCAL = re.compile(r"[^*+{(|]*[*+]?")
"""What these find they find without a look at what is behind it."""

_FLAGS = "gimnpslx"
_PIECES = re.compile(
    r"\\(?:x\{[0-9a-fA-F]*\}|p\{[^}]*\}|P\{[^}]*\}|.)?|\[\^?\]?|\]|\[:\^?[a-z]+:\]|\#|\s|.",
    re.DOTALL,
)
_LETTERS = r"\p{L}\p{M}"
_SPACES = r"\s\v\x{85}\p{Z}"
_ESCAPES: Mapping[str, str] = {
    r"\d": r"\p{Nd}", r"\D": r"\P{Nd}", r"\w": rf"[{_LETTERS}\p{{Nd}}\p{{Pc}}]",
    r"\W": rf"[^{_LETTERS}\p{{Nd}}\p{{Pc}}]", r"\s": f"[{_SPACES}]", r"\S": f"[^{_SPACES}]",
    r"\Z": r"\z",
}  # fmt: skip
"""RE2 knows only ASCII behind these."""

_IN_CLASS: Mapping[str, str] = {
    r"\d": r"\p{Nd}", r"\D": r"\P{Nd}", r"\w": rf"{_LETTERS}\p{{Nd}}\p{{Pc}}", r"\s": _SPACES,
    "[:alpha:]": _LETTERS, "[:digit:]": r"\p{Nd}", "[:alnum:]": rf"{_LETTERS}\p{{Nd}}",
    "[:upper:]": r"\p{Lu}", "[:lower:]": r"\p{Ll}", "[:space:]": _SPACES,
    "[:word:]": rf"{_LETTERS}\p{{Nd}}\p{{Pc}}",
}  # fmt: skip
_WIDE = re.compile(r"\\[wWdDsS]|\\[pP](?:\{[^}]*\}|.)|\[:\^?[a-z]+:\]")
_LACKS = re.compile(
    rb"invalid perl operator: \(\?(?:[=!>]|<[=!])|invalid escape sequence: \\[1-9gk]"
    rb"|bad repetition operator: [*+?]\+|invalid named capture: \(\?<[=!]"
)


class Regex:
    """A compiled one, with its flags; of bytes, as RE2 would encode a text anew for every match."""

    __slots__ = ("_every", "_filled", "_local", "_names", "_pattern", "_weight")

    def __init__(self, pattern: str, options: re2.Options, flags: str) -> None:
        translated = _translated(pattern, extended="x" in flags)
        self._pattern = re2.compile(translated.encode(), options)
        if self._pattern.groups > _MOST_GROUPS:
            raise JqError(f"Regex failure: there are more than {_MOST_GROUPS} groups")
        # What is hard about a pattern is not how many letters the world has.
        self._weight = re2.compile(_WIDE.sub("a", translated).encode(), options).programsize
        self._local = _LOCAL.fullmatch(pattern) is not None
        self._every = "g" in flags
        self._filled = "n" in flags
        names: list[str | None] = [None] * (self._pattern.groups + 1)
        for name, place in self._pattern.groupindex.items():
            names[place] = name.decode()
        self._names = names

    def matches(self, text: bytes, budget: Budget) -> Iterator[JsonObject]:
        at = 0
        # So many bytes are so many letters.
        counted = letters = 0
        shift = _SHIFT if self._weight <= _HEAVY else _HEAVY_SHIFT
        budget.step(len(text) * self._weight >> shift)
        while at <= len(text):
            behind = 0 if self._local else len(text) - at
            budget.step(_MATCH * len(self._names) + (behind * self._weight >> shift))
            match = self._pattern.search(text, at)
            if match is None:
                return
            begin, end = match.span()
            at = end if end > begin else end + _width(text, end)
            if self._filled and begin == end:
                continue
            budget.made(end - counted)
            letters += _letters(text, counted, begin)
            counted = begin
            spans = [match.span(group) for group in range(len(self._names))]
            yield self._described(spans, text, letters)
            if not self._every:
                return

    def _described(self, spans: list[tuple[int, int]], text: bytes, letters: int) -> JsonObject:
        (begin, end), *groups = spans
        captures: list[Json] = []
        for name, (first, last) in zip(self._names[1:], groups, strict=True):
            if first < 0:
                captures.append({"offset": -1, "string": None, "length": 0, "name": name})
            else:
                captures.append({**_part(text, begin, letters, first, last), "name": name})
        return {**_part(text, begin, letters, begin, end), "captures": captures}


def _part(text: bytes, begin: int, letters: int, first: int, last: int) -> JsonObject:
    """`begin` is the byte at which so many letters have passed."""
    string = text[first:last].decode()
    return {
        "offset": letters + _letters(text, begin, first),
        "length": len(string),
        "string": string,
    }


def _letters(text: bytes, first: int, last: int) -> int:
    return len(text[first:last].decode())


def _width(text: bytes, at: int) -> int:
    """Of the letter there; behind the end there is one more place to look at."""
    lead = text[at] if at < len(text) else 0
    return 1 + (lead >= 0xC0) + (lead >= 0xE0) + (lead >= 0xF0)  # noqa: PLR2004 - UTF-8


def matches(value: Json, pattern: Json, flags: Json, budget: Budget) -> Json:
    return [*_found(value, pattern, flags, budget)]


def test(value: Json, pattern: Json, flags: Json, budget: Budget) -> Json:
    return next(_found(value, pattern, flags, budget), None) is not None


def _found(value: Json, pattern: Json, flags: Json, budget: Budget) -> Iterator[JsonObject]:
    if not isinstance(value, str):
        raise JqError(f"{named(value)} cannot be matched, as it is not a string")
    if not isinstance(pattern, str):
        raise JqError(f"{named(pattern)} is not a string")
    if flags is not None and not isinstance(flags, str):
        raise JqError(f"{named(flags)} is not a string")
    flags = flags or ""
    if any(flag not in _FLAGS for flag in flags):
        raise JqError(f"{flags} is not a valid modifier string")
    if len(pattern) > _LONGEST:
        raise JqError(f"Regex failure: the pattern is longer than {_LONGEST} characters")
    budget.step()
    budget.once(f"{flags}/{pattern}", len(pattern) + _CLASS * len(_WIDE.findall(pattern)))
    return compiled(whole(pattern), flags).matches(whole(value).encode(), budget)


def pair(value: Json, _budget: Budget) -> Json:
    """The argument of `test`, `match` and `capture`: a pattern, or one with flags."""
    if isinstance(value, str):
        return [value, None]
    if isinstance(value, list) and value:
        return [value[0], value[1] if len(value) > 1 else None]
    raise JqError(f"{type_name(value)} not a string or array")


def captured(value: Json, _budget: Budget) -> Json:
    """Of a match: what its named groups have caught."""
    found: dict[str, Json] = {}
    captures = value.get("captures") if isinstance(value, dict) else None
    for capture in captures if isinstance(captures, list) else []:
        if isinstance(capture, dict) and isinstance(capture["name"], str):
            found[capture["name"]] = capture["string"]
    return found


def replaced(value: Json, text: Json, budget: Budget) -> Json:
    """Texts with other words at the places of the matches: `[[match, words], …]` is given.

    The first text has everywhere the first of the words, the second the second, and so on.
    """
    made: list[list[str]] = []
    before = 0
    edits = value if isinstance(value, list) else []
    original = whole(text) if isinstance(text, str) else ""
    for edit in edits:
        if not isinstance(edit, list):
            continue
        match, words = edit
        if not isinstance(match, dict) or not isinstance(words, list):
            continue
        begin, length = match["offset"], match["length"]
        if not isinstance(begin, int) or not isinstance(length, int):
            continue
        gap = original[before:begin]
        for place, word in enumerate(words):
            if place == len(made):
                made.append([])
            piece = add(gap, word, budget)
            made[place].append(piece if isinstance(piece, str) else "")
        before = begin + length
    found: list[Json] = []
    for pieces in made:
        pieces.append(original[before:])
        budget.made(sum(map(len, pieces)))
        found.append("".join(pieces))
    return found or [text]


# ---- jq's syntax to RE2's


@lru_cache(256)
def compiled(pattern: str, flags: str) -> Regex:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    options.case_sensitive = "i" not in flags
    options.dot_nl = "m" in flags or "p" in flags
    options.longest_match = "l" in flags
    try:
        return Regex(pattern, options, flags)
    except re2.error as error:
        raise _refused(error) from None


def _refused(error: re2.error) -> JqError:
    words = error.args[0]
    shown = words.decode(errors="replace")
    if _LACKS.match(words):
        shown += (
            ". Look-around, back-references, possessive and atomic groups are not there, because "
            "every expression has to end in linear time"
        )
    return JqError(f"Regex failure: {shown}")


def _translated(pattern: str, *, extended: bool) -> str:
    pieces: list[str] = []
    inside = comment = False
    for match in _PIECES.finditer(pattern):
        piece = match.group()
        if comment:
            comment = piece != "\n"
        elif inside:
            named_class = piece.startswith("[:")
            # A bracket in brackets is a letter.
            piece = f"\\{piece}" if piece.startswith("[") and not named_class else piece
            inside = named_class or not piece.endswith("]") or piece == r"\]"
            pieces.append(_IN_CLASS.get(piece, piece))
        elif piece.startswith("["):
            inside = True
            pieces.append(piece)
        elif extended and piece == "#":
            comment = True
        elif not extended or not piece.isspace():
            pieces.append(_ESCAPES.get(piece, piece))
    return "".join(pieces)

"""JSON texts to values, with jq's own words for what is wrong with one.

Never: recursion, whose depth would differ from one caller to the next.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from definitions.jq.errors import DEPTH, Budget, JqError, too_deep
from definitions.jq.functions.arithmetic import named
from definitions.values import Json, JsonObject

NUMBER = re.compile(
    r"[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|nan|inf(?:inity)?)", re.ASCII | re.IGNORECASE
)
_TOKEN = re.compile(r'[ \t\r\n]+|[\[\]{},:]|"|[^ \t\r\n\[\]{},:"]+')
_STRING = re.compile(r'(?>[^"\\]+|\\.)*+"', re.DOTALL)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)", re.DOTALL)
_ESCAPES: Mapping[str, str] = {
    "n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "/": "/", "\\": "\\", '"': '"',
}  # fmt: skip
_HALF = re.compile(r"\\u[dD][89abAB]")
_LOW_HALF = re.compile(r"\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_OWN_SHIFT = 3
"""Eight letters, read in Python, cost a step."""

_CONTROL = re.compile("[\x00-\x1f]")
_WORDS: Mapping[str, tuple[str, Json]] = {
    "t": ("true", True), "f": ("false", False), "nu": ("null", None),
}  # fmt: skip
_HIGH, _LOW, _BEHIND = 0xD800, 0xDC00, 0xE000


class JsonTextError(Exception):
    """The words are jq's."""


def from_json(value: Json, budget: Budget) -> Json:
    if not isinstance(value, str):
        raise JqError(f"{named(value)} only strings can be parsed")
    budget.made(len(value))
    found: list[Json] = []
    try:
        found = [*islice(_values(value, budget), 2)]
    except JsonTextError as error:
        said = str(error)
    else:
        if len(found) == 1:
            budget.hold(found)
            return found[0]
        said = "Unexpected extra JSON values" if found else "Expected JSON value"
    raise JqError(f"{said} (while parsing '{value}')")


def values(text: str) -> Iterator[Json]:
    """One after the other, as they stand in a file."""
    return _values(text, None)


def _values(text: str, budget: Budget | None) -> Iterator[Json]:
    if not _HALF.search(text):
        try:
            yield json.loads(text)
        except (ValueError, RecursionError):
            # Several values, or what Python has other words for, or none at all.
            pass
        else:
            return
    if budget is not None:
        budget.step(len(text) >> _OWN_SHIFT)
    yield from _Reader(text).values()


def parse_number(text: str) -> int | float:
    """A text that NUMBER matches."""
    try:
        return int(text)
    except ValueError:
        return float(text)


class _Reader:
    """jq's own way through a text."""

    def __init__(self, text: str) -> None:
        self._text = text.removeprefix("\ufeff")
        self._at = 0
        self._open: list[list[Json] | JsonObject | str] = []
        """Containers; above an object the key whose value is awaited."""
        self._done: list[Json] = []
        """The value that has just ended, if there is one."""

    def values(self) -> Iterator[Json]:
        text = self._text
        while self._at < len(text):
            match = _TOKEN.match(text, self._at)
            piece = match.group() if match is not None else ""
            self._at += len(piece)
            if piece == '"':
                self._value(self._string())
            elif piece in ("[", "]", "{", "}", ",", ":"):
                self._structure(piece)
            elif not piece.isspace():
                self._word(piece)
            if self._done and not self._open:
                yield self._done.pop()
        if self._open:
            raise self._error("Unfinished JSON term", eof=True)

    def _error(self, said: str, *, eof: bool = False) -> JsonTextError:
        before = self._text[: self._at]
        line = before.count("\n") + 1
        column = len(before[before.rfind("\n") + 1 :].encode(errors="replace"))
        where = "at EOF at" if eof else "at"
        return JsonTextError(f"{said} {where} line {line}, column {column}")

    def _value(self, value: Json) -> None:
        if self._done:
            raise self._error("Expected separator between values")
        self._done.append(value)

    # ---- words and strings

    def _word(self, token: str) -> None:
        # What is wrong with a word jq sees at the letter behind it.
        eof = self._at == len(self._text)
        behind, self._at = self._at, self._at + (not eof)
        spelled = _WORDS.get(token[0]) or _WORDS.get(token[:2])
        if spelled is not None:
            if token != spelled[0]:
                raise self._error("Invalid literal", eof=eof)
            self._value(spelled[1])
        elif NUMBER.fullmatch(token):
            self._value(parse_number(token))
        elif token.startswith("'"):
            raise self._error("Invalid string literal; expected \", but got '", eof=eof)
        else:
            raise self._error("Invalid numeric literal", eof=eof)
        self._at = behind

    def _string(self) -> str:
        match = _STRING.match(self._text, self._at)
        if match is None:
            self._at = len(self._text)
            raise self._error("Unfinished string", eof=True)
        self._at = match.end()
        raw = match.group()[:-1]
        if _CONTROL.search(raw):
            raise self._error(
                "Invalid string: control characters from U+0000 through U+001F must be escaped"
            )
        return self._unescaped(raw) if "\\" in raw else raw

    def _unescaped(self, raw: str) -> str:
        letters: list[str] = []
        at = 0
        for match in _ESCAPE.finditer(raw):
            if match.start() < at:
                continue
            letters.append(raw[at : match.start()])
            at = match.end()
            if match[2] is not None:
                letters.append(self._letter(match[2], raw, at))
                continue
            code = int(match[1], 16)
            if _HIGH <= code < _LOW:
                low = _LOW_HALF.match(raw, at)
                if low is None:
                    raise self._error("Invalid \\uXXXX\\uXXXX surrogate pair escape")
                at = low.end()
                code = 0x10000 + ((code - _HIGH) << 10) + (int(low[1], 16) - _LOW)
            letters.append(chr(code) if not _LOW <= code < _BEHIND else "\ufffd")
        return "".join((*letters, raw[at:]))

    def _letter(self, letter: str, raw: str, behind: int) -> str:
        if letter in _ESCAPES:
            return _ESCAPES[letter]
        if letter != "u":
            raise self._error("Invalid escape")
        short = len(raw) - behind < len("XXXX")
        raise self._error(
            "Invalid \\uXXXX escape" if short else "Invalid characters in \\uXXXX escape"
        )

    # ---- structure

    def _structure(self, mark: str) -> None:
        match mark:
            case "[" | "{":
                if len(self._open) >= DEPTH:
                    raise too_deep()
                if self._done:
                    raise self._error("Expected separator between values")
                self._open.append([] if mark == "[" else {})
            case ":":
                self._colon()
            case ",":
                self._comma()
            case _:
                self._close(mark)

    def _colon(self) -> None:
        if not self._done:
            raise self._error("Expected string key before ':'")
        if not self._open or not isinstance(self._open[-1], dict):
            raise self._error("':' not as part of an object")
        key = self._done.pop()
        if not isinstance(key, str):
            raise self._error("Object keys must be strings")
        self._open.append(key)

    def _comma(self) -> None:
        if not self._done:
            raise self._error("Expected value before ','")
        if not self._open:
            raise self._error("',' not as part of an object or array")
        self._put("Objects must consist of key:value pairs")

    def _put(self, otherwise: str) -> None:
        """The value that has ended into the container around it."""
        around = self._open[-1]
        if isinstance(around, list):
            around.append(self._done.pop())
            return
        below = self._open[-2] if isinstance(around, str) else None
        if not isinstance(around, str) or not isinstance(below, dict):
            raise self._error(otherwise)
        below[around] = self._done.pop()
        self._open.pop()

    def _close(self, bracket: str) -> None:
        if bracket == "]":
            self._check_array()
        else:
            self._check_object()
        if self._done:
            self._put("Objects must consist of key:value pairs")
        closed = self._open.pop()
        if not isinstance(closed, str):
            self._done.append(closed)

    def _check_array(self) -> None:
        """Whether one can end here."""
        around = self._open[-1] if self._open else None
        if not isinstance(around, list):
            raise self._error("Unmatched ']'")
        if not self._done and around:
            raise self._error("Expected another array element")

    def _check_object(self) -> None:
        around = self._open[-1] if self._open else None
        if around is None:
            raise self._error("Unmatched '}'")
        if self._done and not isinstance(around, str):
            raise self._error("Objects must consist of key:value pairs")
        if not self._done:
            if not isinstance(around, dict):
                raise self._error("Unmatched '}'")
            if around:
                raise self._error("Expected another key-value pair")

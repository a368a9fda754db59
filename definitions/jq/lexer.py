"""Cuts a program into tokens with positions.

Never: a token that hides a part of the text; what can't be read is a JqSyntaxError at its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from definitions.jq.errors import JqSyntaxError

Kind: TypeAlias = Literal["number", "text", "field", "variable", "format", "name", "symbol", "end"]

MAX_NESTING = 40
"""Of brackets and of interpolations in each other; the parser calls itself for each."""

_COMMENT = r"\#(?>\\(?:\\|\r?\n)|[^\n])*+"
"""A backslash at the end of its line carries it on, as in Tcl; two of them don't."""

_TOKEN = re.compile(
    rf"""(?>[ \t\r\n]++|{_COMMENT})*+
    (?:(?P<field>\.[A-Za-z_][A-Za-z0-9_]*)
     | (?P<name>(?:[A-Za-z_][A-Za-z0-9_]*::)*[A-Za-z_][A-Za-z0-9_]*)
     | (?P<variable>\$(?:[A-Za-z_][A-Za-z0-9_]*::)*[A-Za-z_][A-Za-z0-9_]*)
     | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
     | (?P<text>")
     | (?P<symbol>\?//=?|//=|\|\||&&|\|=|\+=|-=|\*=|/=|%=|===?|!==?|<=|>=|//|\.\.
         |[.,:;=<>|()\[\]{{}}+\-*/%?])
     | (?P<format>@[A-Za-z0-9_]+)
     | (?P<end>\Z)
    )""",
    re.VERBOSE | re.ASCII,
)
_SPACE = re.compile(rf"(?>[ \t\r\n]++|{_COMMENT})*+", re.VERBOSE | re.ASCII)
_ESCAPES: Mapping[str, str] = {
    "n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "/": "/", "\\": "\\", '"': '"',
}  # fmt: skip
_HEX4 = re.compile(r"[0-9a-fA-F]{4}")
_HIGH, _LOW, _BEHIND = 0xD800, 0xDC00, 0xE000
"""Where the two halves of a surrogate pair begin, and what comes after them."""

_PLAIN = re.compile(r'[^"\\]+')
_HINTS: Mapping[str, str] = {
    "'": "Texts stand in double quotes, not in single ones.",
    "\u201c": 'Texts stand in plain double quotes ("), not in typographic ones.',
    "\u201d": 'Texts stand in plain double quotes ("), not in typographic ones.',
    "&": "Write `and`.",
    "!": "Write `| not` behind a condition, or `!=` to compare.",
    "$": "A variable is `$` and its name without a space, such as $context.",
    "@": "A format is `@` and its name without a space, such as @base64.",
}


class Token(Struct, frozen=True):
    """A piece of the program, with its sigil, so that no two kinds share a spelling.

    Of a text: literal parts and, between them, nested programs.
    """

    kind: Kind
    text: str
    position: int
    parts: tuple[str | tuple[Token, ...], ...] = ()


def tokens(source: str) -> tuple[Token, ...]:
    found, end = _cut(source, 0, 0)
    return (*found, Token("end", "", end))


def _cut(source: str, at: int, nesting: int) -> tuple[list[Token], int]:
    """Until the end or, nested, until the bracket that closes the interpolation."""
    if nesting > MAX_NESTING:
        raise JqSyntaxError("The texts of the expression are nested too deeply.", at)
    found: list[Token] = []
    match_at = _TOKEN.match
    depth = 0
    while True:
        match = match_at(source, at)
        if match is None:
            raise _meaningless(source, at)
        kind = match.lastgroup
        text = match[match.lastindex or 0]
        at = match.end()
        match kind:
            case "text":
                token, at = _text(source, at - 1, nesting)
                found.append(token)
                continue
            case "end":
                if nesting:
                    raise JqSyntaxError("The interpolation \\( is not closed.", at)
                return found, at
            case "field" | "name" | "variable" | "number" | "format":
                found.append(Token(kind, text, at - len(text)))
            case _:
                if nesting:
                    depth += {"(": 1, ")": -1}.get(text, 0)
                    if depth < 0:
                        return found, at
                found.append(Token("symbol", text, at - len(text)))


def _meaningless(source: str, at: int) -> JqSyntaxError:
    space = _SPACE.match(source, at)
    at = at if space is None else space.end()
    hint = _HINTS.get(source[at], "")
    return JqSyntaxError(f"{source[at]!r} has no meaning here. {hint}".rstrip(), at)


def _text(source: str, start: int, nesting: int) -> tuple[Token, int]:
    parts: list[str | tuple[Token, ...]] = []
    letters: list[str] = []
    at = start + 1
    while at < len(source):
        plain = _PLAIN.match(source, at)
        if plain is not None:
            letters.append(plain.group())
            at = plain.end()
        elif source[at] == '"':
            parts.append("".join(letters))
            return Token("text", source[start : at + 1], start, tuple(parts)), at + 1
        elif source[at + 1 : at + 2] == "(":
            parts.append("".join(letters))
            letters = []
            inner, end = _cut(source, at + 2, nesting + 1)
            parts.append((*inner, Token("end", "", end - 1)))
            at = end
        else:
            escaped, at = _escape(source, at)
            letters.append(escaped)
    raise JqSyntaxError('The text is not closed with ".', start)


def _escape(source: str, at: int) -> tuple[str, int]:
    letter = source[at + 1 : at + 2]
    if letter in _ESCAPES:
        return _ESCAPES[letter], at + 2
    high = _HEX4.match(source, at + 2) if letter == "u" else None
    if high is None:
        raise JqSyntaxError(f"\\{letter} is no escape of a text. For \\ itself write \\\\.", at)
    code, end = int(high.group(), 16), high.end()
    if _HIGH <= code < _LOW and source[end : end + 2] == "\\u":
        low = _HEX4.match(source, end + 2)
        if low is not None and _LOW <= int(low.group(), 16) < _BEHIND:
            code = 0x10000 + ((code - _HIGH) << 10) + (int(low.group(), 16) - _LOW)
            end = low.end()
    return (chr(code) if not _HIGH <= code < _BEHIND else "\ufffd"), end

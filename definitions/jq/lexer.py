"""Cuts a program into tokens with positions.

Never: a token that hides a part of the text; what can't be read is a JqSyntaxError at its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from definitions.jq.errors import JqSyntaxError

Kind: TypeAlias = Literal["number", "text", "field", "variable", "name", "symbol", "end"]

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|\#[^\n]*)
  | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)
  | (?P<field>\.[A-Za-z_][A-Za-z0-9_]*)
  | (?P<variable>\$[A-Za-z_][A-Za-z0-9_]*)
  | (?P<name>@?[A-Za-z_][A-Za-z0-9_]*)
  | (?P<symbol>\?//|//=|\|=|\+=|-=|\*=|/=|%=|==|!=|<=|>=|//|\.\.|[.,:;=<>|()\[\]{}+\-*/%?])
    """,
    re.VERBOSE,
)
_ESCAPES = {
    "n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "/": "/", "\\": "\\", '"': '"',
}  # fmt: skip
_HEX4 = re.compile(r"[0-9a-fA-F]{4}")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the program. Of a text: literal parts and, between them, nested programs."""

    kind: Kind
    text: str
    position: int
    parts: tuple[str | tuple[Token, ...], ...] = ()


def tokens(source: str) -> tuple[Token, ...]:
    found, end = _cut(source, 0, closing=False)
    return (*found, Token("end", "", end))


def _cut(source: str, at: int, *, closing: bool) -> tuple[list[Token], int]:
    """Until the end, or until the bracket that closes an interpolation."""
    found: list[Token] = []
    depth = 0
    while at < len(source):
        if source[at] == '"':
            token, at = _text(source, at)
            found.append(token)
            continue
        match = _TOKEN.match(source, at)
        if match is None:
            raise JqSyntaxError(f"{source[at]!r} has no meaning here.", at)
        if match.lastgroup == "symbol":
            depth += {"(": 1, ")": -1}.get(match.group(), 0)
            if closing and depth < 0:
                return found, match.end()
        if match.lastgroup != "space":
            found.append(_token(match, at))
        at = match.end()
    if closing:
        raise JqSyntaxError("The interpolation \\( is not closed.", at)
    return found, at


def _token(match: re.Match[str], at: int) -> Token:
    text = match.group()
    match match.lastgroup:
        case "number":
            return Token("number", text, at)
        case "field":
            return Token("field", text[1:], at)
        case "variable":
            return Token("variable", text[1:], at)
        case "name":
            return Token("name", text, at)
        case _:
            return Token("symbol", text, at)


def _text(source: str, start: int) -> tuple[Token, int]:
    parts: list[str | tuple[Token, ...]] = []
    letters: list[str] = []
    at = start + 1
    while at < len(source):
        letter = source[at]
        if letter == '"':
            parts.append("".join(letters))
            return Token("text", source[start : at + 1], start, tuple(parts)), at + 1
        if letter != "\\":
            letters.append(letter)
            at += 1
        elif source[at + 1 : at + 2] == "(":
            parts.append("".join(letters))
            letters = []
            inner, end = _cut(source, at + 2, closing=True)
            parts.append((*inner, Token("end", "", end)))
            at = end
        else:
            escaped, at = _escape(source, at)
            letters.append(escaped)
    raise JqSyntaxError('The text is not closed with ".', start)


def _escape(source: str, at: int) -> tuple[str, int]:
    letter = source[at + 1 : at + 2]
    if letter in _ESCAPES and letter:
        return _ESCAPES[letter], at + 2
    high = _HEX4.match(source, at + 2) if letter == "u" else None
    if high is None:
        raise JqSyntaxError(f"\\{letter} is no escape of a text.", at)
    code, end = int(high.group(), 16), high.end()
    if 0xD800 <= code < 0xDC00 and source[end : end + 2] == "\\u":
        low = _HEX4.match(source, end + 2)
        if low is not None and 0xDC00 <= int(low.group(), 16) < 0xE000:
            code = 0x10000 + ((code - 0xD800) << 10) + (int(low.group(), 16) - 0xDC00)
            end = low.end()
    return (chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"), end

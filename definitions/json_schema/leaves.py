"""Patterns and formats of texts, by the engine of `jsonschema-rs`.

Its patterns are those of ECMA-262 without look-around and back references: linear in the text.
Never: a pattern whose automaton is large; linear times large is slow too.
"""

from __future__ import annotations

from collections.abc import Mapping

import jsonschema_rs

SMALL, LARGE = 10_000, 100_000
"""Bytes of a compiled pattern. A small one takes 10 ns a character, a large one up to 1 µs."""

FORMATS: Mapping[str, str] = {
    "date": "a date such as 2026-12-31",
    "date-time": "a date and time such as 2026-12-31T09:30:00Z",
    "time": "a time such as 09:30:00Z",
    "duration": "a duration such as P1DT12H",
    "email": "an email address such as ada@example.com",
    "idn-email": "an email address such as ada@example.com",
    "hostname": "a host name such as example.com",
    "idn-hostname": "a host name such as example.com",
    "ipv4": "an IPv4 address such as 192.0.2.1",
    "ipv6": "an IPv6 address such as 2001:db8::1",
    "uri": "a web address such as https://example.com/",
    "uri-reference": "a web address or a part of one",
    "iri": "a web address such as https://example.com/",
    "iri-reference": "a web address or a part of one",
    "uuid": "a UUID such as 123e4567-e89b-12d3-a456-426614174000",
    "json-pointer": "a JSON pointer such as /items/0",
    "regex": "a regular expression",
}
"""Those that are checked. Another format is a hint for who shows the value, such as `person`."""


class PatternError(ValueError):
    """No regular expression, or one that can't be had in linear time."""


class Pattern:
    """A regular expression that is searched for anywhere in a text."""

    __slots__ = ("_engine", "_small", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._small = True
        try:
            self._engine = _engine(source, SMALL)
        except ValueError:
            self._small = False
            try:
                self._engine = _engine(source, LARGE)
            except ValueError as error:
                raise PatternError(_why(source)) from error

    def steps(self, text: str) -> int:
        return len(text) // 32 if self._small else 2 * len(text)

    def matches(self, text: str) -> bool:
        return _valid(self._engine, text)


def _engine(source: str, size: int) -> jsonschema_rs.Draft202012Validator:
    options = jsonschema_rs.RegexOptions(size_limit=size)
    return jsonschema_rs.Draft202012Validator(
        {"pattern": source}, pattern_options=options, offline=True
    )


def _why(source: str) -> str:
    if "(?=" in source or "(?!" in source or "(?<" in source:
        return "looks ahead or behind, which can't be had in linear time"
    if any(f"\\{digit}" in source for digit in "123456789"):
        return "refers back to a group, which can't be had in linear time"
    return "is no regular expression, or too large a one"


class Format:
    """Whether a text has one of the formats above."""

    __slots__ = ("_engine", "wanted")

    def __init__(self, name: str) -> None:
        self.wanted = FORMATS[name]
        self._engine = jsonschema_rs.Draft202012Validator(
            {"format": name}, validate_formats=True, offline=True
        )

    def has(self, text: str) -> bool:
        return _valid(self._engine, text)


def _valid(engine: jsonschema_rs.Draft202012Validator, text: str) -> bool:
    try:
        return engine.is_valid(text)
    except UnicodeEncodeError:
        # Half of a surrogate pair is no character, so it is compared as an unknown one.
        return engine.is_valid(text.encode("utf-8", "replace").decode())

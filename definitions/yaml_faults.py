"""libyaml's words in ours: what is wrong with the text, and what to do about it.

Never: the library's own sentence; it speaks of tokens, and people of quotes and indentation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import yaml

_QUOTES = "Put the whole value in quotes, for example: detail: 'a: b'."
_INDENT = "Let entries of the same map or list begin in the same column."


class Fault(NamedTuple):
    message: str
    remedy: str
    place: tuple[int, int]


_WORDS: Mapping[str, tuple[str, str]] = {
    "mapping values are not allowed in this context": (
        "A colon with a space behind it makes a map, and none can begin here.",
        f"{_QUOTES} Else check the indentation of this line and the one above.",
    ),
    "block sequence entries are not allowed in this context": (
        "A list can't begin behind a key on the same line.",
        "Put the `-` on a line of its own, or the value in quotes.",
    ),
    "did not find expected key": (
        "This line doesn't fit the map that it stands in.",
        f"{_INDENT} Behind a closing quote nothing may follow.",
    ),
    "did not find expected '-' indicator": (
        "This line doesn't fit the list that it stands in.",
        f"{_INDENT} Begin it with `- `, or indent it under the entry above.",
    ),
    "did not find expected ',' or ']'": (
        "The list that begins with [ is not closed, or a comma is missing.",
        "Add `,` or `]`. A value with brackets or commas of its own needs quotes.",
    ),
    "did not find expected ',' or '}'": (
        "The map that begins with { is not closed, or a comma is missing.",
        "Add `,` or `}`. An expression inside { } needs quotes: { name: '${ .name }' }.",
    ),
    "did not find expected node content": (
        "A value is expected here.",
        "A value that begins with one of , ] } needs quotes; an open [ or { needs its end.",
    ),
    "found character that cannot start any token": (
        "This character can't begin a value.",
        "Indent with spaces, never with tabs; a value that begins with @, % or ` needs quotes.",
    ),
    "found unexpected end of stream": (
        "The quote that opens here is never closed.",
        "Add the closing quote. Inside single quotes write an apostrophe twice.",
    ),
    "found unknown escape character": (
        "In double quotes a backslash begins an escape, and there is none like this.",
        "Write the text in single quotes, or each backslash twice.",
    ),
    "found invalid Unicode character escape code": (
        "This escape names no character.",
        "Write the character itself.",
    ),
    "could not find expected ':'": (
        "A line stands here alone that is neither a `key: value` nor an entry of a list.",
        "Add the colon and a value, or join it with the text above by quotes or a `|`.",
    ),
    "did not find expected alphabetic or numeric character": (
        "A value that begins with & or * refers to another one, and has no name here.",
        "Put the value in quotes.",
    ),
    "did not find expected <document start>": (
        "The document has ended before this line.",
        "Check the quotes and the indentation of this line; it must not stand before the margin.",
    ),
    "did not find expected comment or line break": (
        "Behind `|` or `>` the text begins on the next line.",
        "Move it there, indented, or put the value in quotes.",
    ),
    "found incompatible YAML document": (
        "The document asks for another version of YAML.",
        "Remove the line that begins with %YAML.",
    ),
    "found undefined tag handle": (
        "The value begins with a tag that nobody defines.",
        "Put the value in quotes if it shall begin with an exclamation mark.",
    ),
}
_OTHER = ("The text is no YAML from here on.", "Check the quotes, colons and indentation here.")


def explain(error: yaml.MarkedYAMLError) -> Fault:
    problem = error.problem or ""
    mark = error.problem_mark or error.context_mark
    if problem == "found unexpected end of stream":
        mark = error.context_mark or mark
    message, remedy = _WORDS.get(problem, _OTHER)
    place = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
    return Fault(message, remedy, place)

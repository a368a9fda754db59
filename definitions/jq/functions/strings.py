"""Functions of strings, and values as text.

Never: letters of a locale. Only A to Z change their case; half a surrogate pair is shown as U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from definitions.jq.errors import Budget, JqError
from definitions.jq.functions.access import children
from definitions.jq.functions.arithmetic import add, is_number, named, split
from definitions.jq.functions.json_text import NUMBER, parse_number
from definitions.jq.functions.order import truthy
from definitions.jq.functions.writing import number, write
from definitions.values import Json

SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNKNOWN = 0xFFFD
_LOOKED_UP = 4
_LAST, _HIGH, _BEHIND = 0x10FFFF, 0xD800, 0xE000
_LOWER = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}
_UPPER = {letter: letter - 32 for letter in range(ord("a"), ord("z") + 1)}


def whole(text: str) -> str:
    """What UTF-8 can say."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


# ---- values as text


def to_json(value: Json, budget: Budget) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    text = write(value, fractions=budget.hold(value))
    budget.made(len(text))
    return text


def to_string(value: Json, budget: Budget) -> str:
    return value if isinstance(value, str) else to_json(value, budget)


def to_number(value: Json, _budget: Budget) -> Json:
    if is_number(value):
        return value
    if isinstance(value, str):
        found = parse_number(value) if NUMBER.fullmatch(value) else None
        if found is not None:
            return found
    raise JqError(f"{named(value)} cannot be parsed as a number")


def to_boolean(value: Json, _budget: Budget) -> Json:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise JqError(f"{named(value)} cannot be parsed as a boolean")


# ---- letters


def explode(value: Json, budget: Budget) -> Json:
    if not isinstance(value, str):
        raise JqError("explode input must be a string")
    budget.made(len(value))
    return [*map(ord, value)]


def implode(value: Json, budget: Budget) -> Json:
    if not isinstance(value, list):
        raise JqError("implode input must be an array")
    budget.made(len(value))
    budget.step(len(value) >> 2)
    return "".join(map(_letter, value))


def _letter(code: Json) -> str:
    if not is_number(code) or code != code:  # noqa: PLR0124
        raise JqError(f"{named(code)} can't be imploded, unicode codepoint needs to be numeric")
    place = int(max(-1, min(_LAST + 1, code)))
    known = 0 <= place <= _LAST and not _HIGH <= place < _BEHIND
    return chr(place if known and code > -1 else _UNKNOWN)


def ascii_downcase(value: Json, budget: Budget) -> Json:
    return _cased(value, _LOWER, budget)


def ascii_upcase(value: Json, budget: Budget) -> Json:
    return _cased(value, _UPPER, budget)


def _cased(value: Json, letters: dict[int, int], budget: Budget) -> Json:
    if not isinstance(value, str):
        raise JqError("explode input must be a string")
    return translated(value, letters, budget)


def translated(text: str, letters: Mapping[int, int | str], budget: Budget) -> str:
    """Python looks up letter by letter."""
    budget.made(len(text))
    budget.step(len(text) >> _LOOKED_UP)
    return text.translate(letters)


def ascii_letter(value: Json, budget: Budget) -> Json:
    return implode([value], budget)


def utf8_length(value: Json, budget: Budget) -> Json:
    if not isinstance(value, str):
        raise JqError(f"{named(value)} only strings have UTF-8 byte length")
    budget.made(len(value))
    return len(whole(value).encode())


# ---- beginnings and ends


def starts_with(value: Json, start: Json, _budget: Budget) -> Json:
    if isinstance(value, str) and isinstance(start, str):
        return value.startswith(start)
    raise JqError("startswith() requires string inputs")


def ends_with(value: Json, end: Json, _budget: Budget) -> Json:
    if isinstance(value, str) and isinstance(end, str):
        return value.endswith(end)
    raise JqError("endswith() requires string inputs")


def without_start(value: Json, start: Json, _budget: Budget) -> Json:
    if isinstance(value, str) and isinstance(start, str):
        return value.removeprefix(start)
    raise JqError("startswith() requires string inputs")


def without_end(value: Json, end: Json, _budget: Budget) -> Json:
    if isinstance(value, str) and isinstance(end, str):
        return value.removesuffix(end)
    raise JqError("endswith() requires string inputs")


def without_both(value: Json, part: Json, budget: Budget) -> Json:
    return without_end(without_start(value, part, budget), part, budget)


def trim(value: Json, _budget: Budget) -> Json:
    return _trimmed(value).strip(SPACE)


def trim_left(value: Json, _budget: Budget) -> Json:
    return _trimmed(value).lstrip(SPACE)


def trim_right(value: Json, _budget: Budget) -> Json:
    return _trimmed(value).rstrip(SPACE)


def _trimmed(value: Json) -> str:
    if not isinstance(value, str):
        raise JqError("trim input must be a string")
    return value


# ---- parts


def split_by(value: Json, separator: Json, budget: Budget) -> Json:
    if isinstance(value, str) and isinstance(separator, str):
        return split(value, separator, budget)
    raise JqError("split input and separator must be strings")


def join(value: Json, separator: Json, budget: Budget) -> Json:
    items = children(value)
    budget.made(len(items))
    if isinstance(separator, str) and all(isinstance(item, str) for item in items):
        budget.made(sum(len(item) for item in items if isinstance(item, str)))
        budget.made(len(separator) * len(items))
        return separator.join(item for item in items if isinstance(item, str))
    joined: Json = None
    for item in items:
        joined = "" if joined is None else add(joined, separator, budget)
        if isinstance(item, bool) or is_number(item):
            item = to_json(item, budget)  # noqa: PLW2901
        joined = add(joined, item if truthy(item) else "", budget)
    return joined if truthy(joined) else ""

"""Values as JSON text, spelled as jq spells it.

Never: recursion. A value may be deeper than Python's stack, and its beginning is all that an
error message needs.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from json.encoder import encode_basestring

from definitions.values import Json

_LARGEST = "1.7976931348623157e+308"
_SHOWN = 29
"""Bytes of a value that an error message shows."""

_PARTS = re.compile(r"(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?")
_SMALLEST_PLAIN, _PLAIN_ZEROS = -4, 15
"""Where an exponent comes: at 1e-05, and where more than 15 zeros would have to follow."""


def write(value: Json, *, fractions: bool = True) -> str:
    """Compact. Without fractions and deep nesting Python's own encoder does the same, faster."""
    if isinstance(value, str):
        return quoted(value)
    if not fractions:
        try:
            text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            return text.replace("\x7f", "\\u007f")
        except RecursionError:
            pass
    return "".join(_pieces(value))


def quoted(text: str) -> str:
    return encode_basestring(text).replace("\x7f", "\\u007f")


def number(value: float) -> str:
    """Whole numbers are exact, whatever their size; others have as many digits as they need."""
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        if math.isnan(value):
            return "null"
        return _LARGEST if value > 0 else f"-{_LARGEST}"
    found = _PARTS.fullmatch(repr(value))
    if found is None:
        raise AssertionError(value)
    sign, whole, fraction, exponent = found.groups()
    fraction = "" if fraction in (None, "0") else fraction
    digits = (whole + fraction).lstrip("0") or "0"
    if digits == "0":
        return f"{sign}0"
    # How many digits stand before the point.
    point = len(whole) + int(exponent or 0) if whole != "0" else len(digits) - len(fraction)
    digits = digits.rstrip("0")
    return sign + _placed(digits, point)


def _placed(digits: str, point: int) -> str:
    if point <= _SMALLEST_PLAIN or point > len(digits) + _PLAIN_ZEROS:
        rest = f".{digits[1:]}" if len(digits) > 1 else ""
        return f"{digits[0]}{rest}e{point - 1:+03d}"
    if point <= 0:
        return f"0.{'0' * -point}{digits}"
    if point >= len(digits):
        return digits + "0" * (point - len(digits))
    return f"{digits[:point]}.{digits[point:]}"


def shown(value: Json) -> str:
    """The beginning of a value, for a message."""
    text = ""
    for piece in _pieces(value[: _SHOWN + 1] if isinstance(value, str) else value):
        text += piece
        if len(text) > _SHOWN:
            break
    written = text.encode(errors="replace")
    if len(written) <= _SHOWN:
        return text
    closing = {'"': '"', "[": "]", "{": "}"}.get(text[0], "")
    kept = written[: _SHOWN - 4 if closing else _SHOWN - 3].decode(errors="ignore")
    return f"{kept}...{closing}"


def _pieces(value: Json) -> Iterator[str]:
    """In order, so that whoever has seen enough can stop."""
    open_ones: list[Iterator[tuple[str, Json]]] = [iter((("", value),))]
    closing: list[str] = [""]
    while open_ones:
        entry = next(open_ones[-1], None)
        if entry is None:
            open_ones.pop()
            yield closing.pop()
            continue
        before, one = entry
        match one:
            case str():
                # Of a long one a message shows the beginning only.
                yield f"{before}{quoted(one)}"
            case None:
                yield f"{before}null"
            case bool():
                yield f"{before}true" if one else f"{before}false"
            case int() | float():
                yield before + number(one)
            case list():
                yield f"{before}["
                open_ones.append(_items(one))
                closing.append("]")
            case dict():
                yield f"{before}{{"
                open_ones.append(_entries(one))
                closing.append("}")


def _items(items: list[Json]) -> Iterator[tuple[str, Json]]:
    before = ""
    for item in items:
        yield before, item
        before = ","


def _entries(entries: dict[str, Json]) -> Iterator[tuple[str, Json]]:
    before = ""
    for name, item in entries.items():
        yield f"{before}{quoted(name)}:", item
        before = ","

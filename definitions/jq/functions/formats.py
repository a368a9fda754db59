"""`@json`, `@csv`, `@base64` and the other formats.

Never: a text that is not one. Bytes that are no UTF-8 become U+FFFD, as in jq.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from typing import TypeAlias
from urllib.parse import quote

from definitions.jq.errors import Budget, JqError
from definitions.jq.functions.arithmetic import is_number, named
from definitions.jq.functions.strings import to_json, to_string, translated, whole
from definitions.values import Json

Format: TypeAlias = Callable[[Json, Budget], str]

_NUL = "\\0"
_HTML = str.maketrans(
    {"<": "&lt;", ">": "&gt;", "&": "&amp;", "'": "&apos;", '"': "&quot;", "\0": _NUL}
)
_CSV = str.maketrans({'"': '""', "\0": _NUL})
_TSV = str.maketrans({"\t": "\\t", "\r": "\\r", "\n": "\\n", "\\": "\\\\", "\0": _NUL})
_SHELL = str.maketrans({"'": "'\\''", "\0": _NUL})
_PERCENT = re.compile(rb"%([0-9a-fA-F]{2})?")
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_QUADRUPLE, _OCTET = 4, 8
_WIDEST, _LAST_LEAD = 4, 0xF4
"""Of a letter in UTF-8: its bytes, and how the first of them begins."""


def _html(value: Json, budget: Budget) -> str:
    return translated(to_string(value, budget), _HTML, budget)


def _csv(value: Json, budget: Budget) -> str:
    return ",".join(_row(value, "csv", lambda text: f'"{translated(text, _CSV, budget)}"', budget))


def _tsv(value: Json, budget: Budget) -> str:
    return "\t".join(_row(value, "tsv", lambda text: translated(text, _TSV, budget), budget))


def _row(value: Json, kind: str, quoted: Callable[[str], str], budget: Budget) -> list[str]:
    if not isinstance(value, list):
        raise JqError(f"{named(value)} cannot be {kind}-formatted, only array")
    cells: list[str] = []
    for item in value:
        budget.step()
        if isinstance(item, str):
            cells.append(quoted(item))
        elif item is None or item != item:  # noqa: PLR0124 - NaN
            cells.append("")
        elif is_number(item) or isinstance(item, bool):
            cells.append(to_json(item, budget))
        else:
            raise JqError(f"{named(item)} is not valid in a csv row")
    return cells


def _shell(value: Json, budget: Budget) -> str:
    words: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        budget.step()
        if isinstance(item, list | dict):
            raise JqError(f"{named(item)} can not be escaped for shell")
        words.append(
            f"'{translated(item, _SHELL, budget)}'"
            if isinstance(item, str)
            else to_json(item, budget)
        )
    return " ".join(words)


def _uri(value: Json, budget: Budget) -> str:
    return quote(whole(to_string(value, budget)), safe="")


def _uri_decoded(value: Json, budget: Budget) -> str:
    text = to_string(value, budget)
    found = whole(text).encode()
    budget.step(found.count(b"%"))
    pieces: list[bytes] = []
    at = 0
    for match in _PERCENT.finditer(found):
        if match[1] is None:
            raise JqError(f"{named(text)} is not a valid uri encoding")
        pieces += (found[at : match.start()], bytes.fromhex(match[1].decode()))
        at = match.end()
    try:
        return b"".join((*pieces, found[at:])).decode()
    except UnicodeDecodeError:
        raise JqError(f"{named(text)} is not a valid uri encoding") from None


def _base64(value: Json, budget: Budget) -> str:
    return base64.b64encode(whole(to_string(value, budget)).encode()).decode()


def _base64_decoded(value: Json, budget: Budget) -> str:
    """Without the padding too."""
    text = to_string(value, budget)
    found, _, _ = whole(text).encode().partition(b"=")
    if _NO_BASE64.search(found):
        raise JqError(f"{named(text)} is not valid base64 data")
    if len(found) % _QUADRUPLE == 1:
        raise JqError(f"{named(text)} trailing base64 byte found")
    padded = found + b"=" * (-len(found) % _QUADRUPLE)
    return _decoded(base64.b64decode(padded))


def _base32(value: Json, budget: Budget) -> str:
    return base64.b32encode(whole(to_string(value, budget)).encode()).decode()


def _base32_decoded(value: Json, budget: Budget) -> str:
    text = to_string(value, budget)
    found = whole(text).encode().rstrip(b"=")
    try:
        return _decoded(base64.b32decode(found + b"=" * (-len(found) % _OCTET)))
    except binascii.Error:
        raise JqError(f"{named(text)} is not valid base32 data") from None


def _decoded(found: bytes) -> str:
    """As in jq, a letter that the end cuts off takes along all that is left."""
    for left in range(min(len(found), _WIDEST - 1), 0, -1):
        lead = found[-left]
        if 1 + (lead >= 0xC2) + (lead >= 0xE0) + (lead >= 0xF0) > left and lead <= _LAST_LEAD:  # noqa: PLR2004 - UTF-8
            return found[:-left].decode(errors="replace") + "\ufffd"
    return found.decode(errors="replace")


FORMATS: Mapping[str, Format] = {
    "text": to_string,
    "json": to_json,
    "html": _html,
    "csv": _csv,
    "tsv": _tsv,
    "sh": _shell,
    "uri": _uri,
    "urid": _uri_decoded,
    "base64": _base64,
    "base64d": _base64_decoded,
    "base32": _base32,
    "base32d": _base32_decoded,
}


def formatted(value: Json, name: Json, budget: Budget) -> Json:
    """The function `format`."""
    if not isinstance(name, str):
        raise JqError(f"{named(name)} is not a valid format")
    if name not in FORMATS:
        raise JqError(f"{name} is not a valid format")
    made = FORMATS[name](value, budget)
    budget.made(len(made))
    return made

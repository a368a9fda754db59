"""CloudEvents 1.0: what an event must look like, whoever sends it.

Never: an event let in that could not be sent on, and never one refused for an extension that only
its sender knows.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import cast

from definitions.values import Json, JsonObject, canonical, encode

MOST_BYTES = 256 * 1024
MOST_TEXT = 4096
"""Of an attribute."""
MOST_KEY_BYTES = 500
"""Of a type, and of whatever else a database looks up events by."""
MOST_ATTRIBUTES = 100

REQUIRED = ("specversion", "id", "source", "type")
DATA = ("data", "data_base64")
_TEXTS = ("subject", "dataschema", "datacontenttype", "time")
_NAME = re.compile(r"[a-z0-9]{1,64}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,12})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_INTEGERS = 2**31


class EventError(Exception):
    """It is no event; the sentence says why and what to do."""

    def __init__(self, attribute: str, message: str) -> None:
        super().__init__(message)
        self.attribute = attribute
        self.message = message


def checked(event: JsonObject) -> JsonObject:
    """The event, without attributes that are null. Raises EventError."""
    kept: JsonObject = {
        name: value for name, value in event.items() if value is not None or name == "data"
    }
    for name in REQUIRED:
        if name not in kept:
            raise EventError(name, f"An event needs the attribute `{name}`.")
    if kept["specversion"] != "1.0":
        raise EventError("specversion", "`specversion` must be the text 1.0.")
    if len(kept) > MOST_ATTRIBUTES:
        raise EventError("", f"An event has {MOST_ATTRIBUTES} attributes at most.")
    for name, value in kept.items():
        if name not in DATA:
            _check(name, value)
    if len(encode(kept)) > MOST_BYTES:
        said = f"An event may have {MOST_BYTES // 1024} KiB at most; keep large data elsewhere."
        raise EventError("data", said)
    return kept


def opened(event: JsonObject) -> JsonObject:
    """A structured event with its data as a value, where it says that they are JSON."""
    packed = event.get("data_base64")
    if packed is None:
        return event
    if "data" in event:
        raise EventError("data", "An event has either `data` or `data_base64`.")
    if not isinstance(packed, str):
        raise EventError("data_base64", "`data_base64` is a text in base64.")
    try:
        plain = base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError) as error:
        raise EventError("data_base64", "`data_base64` is not base64.") from error
    return with_data(event, plain)


def with_data(event: JsonObject, body: bytes) -> JsonObject:
    """Bytes as CloudEvents' JSON has them: JSON as a value, text as text, else base64."""
    bare: JsonObject = {name: value for name, value in event.items() if name not in DATA}
    kind = event.get("datacontenttype")
    media = kind.partition(";")[0].strip().lower() if isinstance(kind, str) else ""
    if media.startswith("text/"):
        try:
            return {**bare, "data": body.decode()}
        except UnicodeDecodeError as error:
            raise EventError(
                "data", "The data say that they are text, and are no UTF-8."
            ) from error
    if media in ("", "application/json") or media.endswith("+json"):
        try:
            return {**bare, "data": _json(body)}
        except (ValueError, RecursionError) as error:
            raise EventError("data", "The data say that they are JSON, and are not.") from error
    return {**bare, "data_base64": base64.b64encode(body).decode()}


def plain(value: Json) -> str:
    """What an event is correlated by, as a definition would write it: 5 and "5" are the same."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return canonical(value).decode()


def _json(body: bytes) -> Json:
    def refuse(constant: str) -> Json:
        raise ValueError(constant)

    return cast("Json", json.loads(body, parse_constant=refuse))


def _check(name: str, value: Json) -> None:
    if not _NAME.fullmatch(name):
        raise EventError(name[:64], "Names of attributes have small letters and digits only.")
    if isinstance(value, str):
        _check_text(name, value)
    elif name in REQUIRED or name in _TEXTS:
        raise EventError(name, f"`{name}` must be a text.")
    elif isinstance(value, bool):
        return
    elif not isinstance(value, int) or not -_INTEGERS <= value < _INTEGERS:
        said = f"`{name}` must be a text, a truth value or a whole number of 32 bits."
        raise EventError(name, said)


def _check_text(name: str, value: str) -> None:
    if len(value) > MOST_TEXT:
        raise EventError(name, f"`{name}` may have {MOST_TEXT} characters at most.")
    if _CONTROL.search(value):
        raise EventError(name, f"`{name}` has a control character in it.")
    if not value and (name in REQUIRED or name in _TEXTS):
        raise EventError(name, f"`{name}` must not be empty.")
    if name == "type" and len(value.encode()) > MOST_KEY_BYTES:
        raise EventError(name, f"`type` may have {MOST_KEY_BYTES} bytes at most.")
    if name == "time" and not _TIME.fullmatch(value):
        raise EventError(name, "`time` must be a moment like 2026-01-31T09:30:00Z.")

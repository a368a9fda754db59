"""Reads a CloudEvent out of a request: structured, or binary with its attributes in headers.

Never: an event that CloudEvents 1.0 doesn't allow, and never a batch taken for one event.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias
from urllib.parse import unquote_to_bytes

from api.bodies import parse_json
from api.errors import ApiError, invalid
from definitions.cloud_events import DATA, MOST_BYTES, EventError, checked, opened, with_data
from definitions.values import JsonObject

STRUCTURED = "application/cloudevents+json"
_OTHER_FORMATS = "application/cloudevents"
_PREFIX = "ce-"


Headers: TypeAlias = Sequence[tuple[str, str]]
"""Names in small letters."""


def read(headers: Headers, body: bytes) -> JsonObject:
    """Raises ApiError."""
    if len(body) > 2 * MOST_BYTES:
        said = f"An event may have {MOST_BYTES // 1024} KiB at most."
        raise ApiError(413, "too-large", said, "Keep large data elsewhere and send its address.")
    content_type = next((value for name, value in headers if name == "content-type"), "").strip()
    media = content_type.partition(";")[0].strip().lower()
    try:
        if media == STRUCTURED:
            return checked(opened(_structured(body)))
        if media.startswith(_OTHER_FORMATS):
            said = f"One event in JSON is taken here, not {media}."
            raise ApiError(415, "unsupported-media-type", said, f"Send it as {STRUCTURED}.")
        return checked(_binary(headers, content_type, body))
    except EventError as error:
        raise _invalid(error) from error


def _invalid(error: EventError) -> ApiError:
    pointer = f"/{error.attribute}" if error.attribute else ""
    fault: JsonObject = {"code": "event", "message": error.message, "pointer": pointer}
    remedy = "See CloudEvents 1.0 for what an event must have."
    return invalid(error.message, remedy, more={"errors": [fault]})


def _structured(body: bytes) -> JsonObject:
    event = parse_json(body)
    if not isinstance(event, dict):
        raise EventError("", "An event is a JSON object.")
    return event


def _binary(headers: Headers, content_type: str, body: bytes) -> JsonObject:
    event: JsonObject = {}
    for header, value in headers:
        name = header.removeprefix(_PREFIX)
        if name == header:
            continue
        if name in event:
            raise EventError(name, f"The header {header} comes twice.")
        event[name] = _decoded(header, value)
    if not event:
        said = (
            "This is no event: neither a structured one nor one with headers that begin with ce-."
        )
        remedy = f"Send it as {STRUCTURED}, or with ce-id, ce-source, ce-type, ce-specversion."
        raise ApiError(415, "unsupported-media-type", said, remedy)
    for name in (*DATA, "datacontenttype"):
        if name in event:
            raise EventError(name, f"`{name}` is no header; the body and its content type say it.")
    if content_type:
        event["datacontenttype"] = content_type
    return with_data(event, body) if body else event


def _decoded(header: str, value: str) -> str:
    """Headers carry other letters than ASCII as percent and two digits."""
    try:
        return unquote_to_bytes(value).decode()
    except UnicodeDecodeError as error:
        attribute = header.removeprefix(_PREFIX)
        raise EventError(attribute, f"The header {header} is no UTF-8.") from error

"""Bodies of requests, in the content type that an operation takes.

Never: a guess at bytes. What is neither JSON, form nor text is given in base64, as `output: raw`
gives it.
"""

from __future__ import annotations

import base64
import binascii
import uuid
from typing import Final
from urllib.parse import quote_plus, urlencode

from activities.openapi.operations import FORM, MULTIPART, Body, is_json
from definitions import errors
from definitions.errors import ProblemError
from definitions.values import Json, JsonObject, encode

_TEXTS: Final = ("text/", "application/xml", "application/yaml", "application/x-yaml")


def written(body: Body, value: Json) -> tuple[bytes, str]:
    """The bytes, and the content type that says what they are."""
    kind = body.content_type.partition(";")[0].strip().lower()
    if is_json(kind):
        return _json(value), "application/json" if kind == "*/*" else body.content_type
    if kind == FORM:
        return urlencode(_fields(body, _map(value, kind)), quote_via=quote_plus).encode(), kind
    if kind == MULTIPART:
        return _multipart(body, _map(value, kind))
    if kind.startswith(_TEXTS) or kind.endswith("+xml"):
        if not isinstance(value, str):
            raise _invalid(f"The body of this operation is {kind}: give it as text.")
        return value.encode(errors="replace"), body.content_type
    return _bytes(value, kind), body.content_type


def _json(value: Json) -> bytes:
    try:
        return encode(value)
    except (ValueError, RecursionError) as error:
        raise _invalid("The body can't be written as JSON; check its input.") from error


def _map(value: Json, kind: str) -> JsonObject:
    if not isinstance(value, dict):
        raise _invalid(f"The body of this operation is {kind}: give a map of its fields.")
    return value


def _fields(body: Body, value: JsonObject) -> list[tuple[str, str]]:
    """A list repeats its name, unless the description joins it; null leaves it out."""
    pairs: list[tuple[str, str]] = []
    for name, held in value.items():
        if isinstance(held, list) and not _explodes(body, name):
            pairs.append((name, ",".join(_text(one) for one in held if one is not None)))
            continue
        several = held if isinstance(held, list) else [held]
        pairs += [(name, _text(one)) for one in several if one is not None]
    return pairs


def _explodes(body: Body, name: str) -> bool:
    schema, said = body.properties.get(name), (body.encoding or {}).get(name)
    if isinstance(said, dict) and said.get("explode") is False:
        return False
    # Swagger says it with the field; without a word it joins.
    collection = schema.get("collectionFormat") if isinstance(schema, dict) else None
    swagger = isinstance(schema, dict) and schema.get("in") == "formData"
    return collection == "multi" or not swagger


def _multipart(body: Body, value: JsonObject) -> tuple[bytes, str]:
    boundary = uuid.uuid4().hex
    parts: list[bytes] = []
    for name, held in value.items():
        several = held if isinstance(held, list) else [held]
        parts += [_part(body, name, one, boundary) for one in several if one is not None]
    parts.append(f"--{boundary}--\r\n".encode())
    return b"".join(parts), f"{MULTIPART}; boundary={boundary}"


def _part(body: Body, name: str, value: Json, boundary: str) -> bytes:
    schema = body.properties.get(name)
    if isinstance(schema, dict) and schema.get("type") == "array":
        schema = schema.get("items")
    said = (body.encoding or {}).get(name)
    kind = said.get("contentType") if isinstance(said, dict) else None
    kind = kind if isinstance(kind, str) else ""
    disposition = f'form-data; name="{_escaped(name)}"'
    if isinstance(schema, dict) and _is_file(schema):
        disposition += f'; filename="{_escaped(name)}"'
        data, kind = _bytes(value, f"the file {name!r}"), kind or "application/octet-stream"
    elif isinstance(value, dict):
        data, kind = _json(value), kind or "application/json"
    else:
        data = _text(value).encode(errors="replace")
    head = f"--{boundary}\r\nContent-Disposition: {disposition}\r\n"
    if kind:
        head += f"Content-Type: {_escaped(kind.partition(',')[0])}\r\n"
    return head.encode() + b"\r\n" + data + b"\r\n"


def _is_file(schema: JsonObject) -> bool:
    return schema.get("format") == "binary" or "contentMediaType" in schema


def _escaped(text: str) -> str:
    """As browsers write names: nothing in it ends the line or the quotes."""
    return text.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")


def _bytes(value: Json, what: str) -> bytes:
    if not isinstance(value, str):
        raise _invalid(f"Give {what} as text in base64.")
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _invalid(f"Give {what} in base64; this text is none.") from error


def _text(value: Json) -> str:
    return value if isinstance(value, str) else _json(value).decode()


def _invalid(detail: str) -> ProblemError:
    return ProblemError(errors.validation(detail))

"""JSON values: what definitions, runs and messages are made of.

Never: a Python object that JSON can't say. Big integers are kept; NaN and infinity are refused.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias, cast

if TYPE_CHECKING:
    JsonObject: TypeAlias = "dict[str, Json]"
    Json: TypeAlias = "bool | int | float | str | list[Json] | JsonObject | None"
else:
    # For msgspec and pydantic, which read annotations at run time: whatever the decoder made.
    Json = Any
    JsonObject = dict[str, Any]


def encode(value: Json) -> bytes:
    """Compact UTF-8 JSON; keys keep their order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def canonical(value: Json) -> bytes:
    """The one spelling of a value that is hashed: sorted keys, no spaces."""
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True
    ).encode()


def decode(text: bytes | str) -> Json:
    return cast("Json", json.loads(text, parse_constant=_refuse))


def _refuse(constant: str) -> Json:
    raise ValueError(f"{constant} is no JSON value; write a number or null.")

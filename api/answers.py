"""JSON answers as bytes that were written once.

Never: a value through FastAPI's own serialisation; it copies outputs of any size twice.
"""

from __future__ import annotations

from starlette.responses import Response

from definitions.values import Json, encode


def json_answer(value: Json, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(encode(value), status, headers, media_type="application/json")

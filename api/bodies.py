"""Reads JSON bodies strictly: the right content type, UTF-8, real numbers, bounded depth.

Never: a body that could not be written back as JSON, or one that costs more than it is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, cast  # pyright: ignore[reportExplicitAny]

import msgspec
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from api.errors import ApiError
from definitions import run_file
from definitions.values import Json

MAX_BODY_BYTES = 1024 * 1024
LARGER: Mapping[str, int] = {
    "/api/v1/runs/revive": run_file.MOST_BYTES,
    "/api/v1/people/import": 4 * MAX_BODY_BYTES,
}
"""Addresses that take whole files. They read them when they know who sends them."""

MAX_DEPTH = 100

Handler = Callable[[Request], Coroutine[Any, Any, Response]]  # pyright: ignore[reportExplicitAny]


def is_json(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    return kind == "application/json" or (
        kind.startswith("application/") and kind.endswith("+json")
    )


def parse_json(body: bytes) -> Json:
    """Strict JSON: NaN, infinities, half surrogates and bottomless nesting are refused."""
    try:
        value = cast("Json", msgspec.json.decode(body))
    except (msgspec.MsgspecError, ValueError) as error:
        raise ApiError(
            400,
            "not-json",
            f"The body is no JSON: {str(error).rstrip('.')}.",
            "Send one JSON value in UTF-8.",
        ) from error
    except RecursionError as error:
        raise _too_deep() from error
    if body.count(b"[") + body.count(b"{") > MAX_DEPTH:
        _bound_depth(value)
    return value


def _bound_depth(value: Json) -> None:
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        below: list[Json] = []
        for item in level:
            if isinstance(item, dict):
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
        if not below:
            return
        level = below
    raise _too_deep()


def _too_deep() -> ApiError:
    return ApiError(
        400,
        "too-deep",
        f"The body is nested more than {MAX_DEPTH} levels deep.",
        "Send a flatter value.",
    )


class StrictRequest(Request):
    """FastAPI reads bodies through `json`; here it is the strict one."""

    async def json(self) -> Json:  # pyright: ignore[reportIncompatibleMethodOverride]
        return parse_json(await self.body())


class StrictRoute(APIRoute):
    """A route whose JSON body is read strictly, and whose other bodies are refused."""

    def get_route_handler(self) -> Handler:
        handler = super().get_route_handler()
        body = self.body_field
        wants_body = body is not None
        required = body is not None and body.field_info.is_required()

        async def strict(plain: Request) -> Response:
            request = StrictRequest(plain.scope, plain.receive)
            if wants_body:
                content_type = request.headers.get("content-type", "")
                if not is_json(content_type) and (required or await request.body()):
                    raise ApiError(
                        415,
                        "unsupported-media-type",
                        f"This address does not take {content_type or 'a body without a type'}.",
                        "Send JSON with Content-Type: application/json.",
                    )
            return await handler(request)

        return strict

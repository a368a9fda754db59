"""`/api/v1/schemas`.

Never: anything of a tenant; editors fetch these without a key.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from api.errors import not_found
from api.preconditions import etag
from api.shapes import Problem
from definitions.language_schema import VERSION, language_schema
from definitions.values import encode

SCHEMA_JSON = "application/schema+json"
KEPT = "public, max-age=3600"
"""A release may say more about the same version of the standard."""

router = APIRouter(prefix="/api/v1/schemas", tags=["definitions"])


@router.get(
    "/workflow/{version}",
    response_class=Response,
    responses={200: {"content": {SCHEMA_JSON: {}}}, 304: {}, 404: {"model": Problem}},
)
async def workflow(
    request: Request,
    version: Annotated[str, Path(max_length=30, description=f"Of the standard: {VERSION}.")],
) -> Response:
    """A whole definition as a JSON Schema, with what each attribute is for."""
    if version != VERSION:
        raise not_found(f"A schema of the DSL's version {version}")
    content, tag = _written()
    headers = {**etag(tag), "Cache-Control": KEPT}
    if f'"{tag}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=SCHEMA_JSON)


@cache
def _written() -> tuple[bytes, str]:
    content = encode(language_schema())
    return content, hashlib.sha256(content).hexdigest()[:32]

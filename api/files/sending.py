"""Hands a file out: as a download, never as a page, and in parts for who asks for one.

Never: a type by which a browser would run what is in it.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from api.errors import ApiError
from api.files.refusals import told
from api.services import Services
from definitions.media import kinds
from store.files import FileRow

CONTENT_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_PLAIN = re.compile(r"[^A-Za-z0-9 ._()-]")


@dataclass(frozen=True, slots=True)
class Span:
    """Which bytes, both included."""

    first: int
    last: int


async def send(services: Services, tenant: str, file: FileRow, wanted: str | None) -> Response:
    """`wanted` is the Range header. Nothing is answered before the first bytes are there."""
    span = asked(wanted, file.size)
    first, last = (0, file.size - 1) if span is None else (span.first, span.last)
    pieces = services.files.read(tenant, file, first, last)
    with told(file.id):
        begin = await anext(pieces, b"")
    headers = _headers(file) | {"Content-Length": str(last + 1 - first)}
    if span is not None:
        headers["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    status = 200 if span is None else 206
    return StreamingResponse(_all(begin, pieces), status, headers, media_type=_leaves_as(file))


def asked(wanted: str | None, size: int) -> Span | None:
    """None: all of it. Of several ranges at once all of it is sent, as the standard allows."""
    found = _RANGE.fullmatch(wanted.strip()) if wanted else None
    if found is None or found[1] == found[2] == "":
        return None
    if found[1]:
        first, last = int(found[1]), min(int(found[2] or size), size - 1)
    else:
        first, last = max(0, size - int(found[2])), size - 1
    if found[1] and found[2] and int(found[2]) < first:
        return None
    if first >= size:
        raise ApiError(
            416,
            "range",
            f"The file has {size} bytes, and what is asked for lies beyond.",
            "Ask for less, or for all of it.",
            headers={"Content-Range": f"bytes */{size}"},
        )
    return Span(first, last)


def disposition(name: str) -> str:
    """Always a download. The first name is for who can't read the second one."""
    plain = _PLAIN.sub("_", name) or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _leaves_as(file: FileRow) -> str:
    return kinds.UNKNOWN if file.media_type in kinds.ACTIVE else file.media_type


def _headers(file: FileRow) -> dict[str, str]:
    return {
        "Content-Disposition": disposition(file.name),
        "Content-Security-Policy": CONTENT_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Accept-Ranges": "bytes",
    }


async def _all(begin: bytes, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """What goes wrong from here on breaks the connection: its beginning has been sent."""
    yield begin
    async for piece in pieces:
        yield piece

"""Serves the built web application: hashed assets for ever, one page for every address.

Files are read once into memory, packed where that helps. Never: a file that the build did not
make; names are looked up among those, not joined to a folder.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.errors import problem

PAGE = "index.html"
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
PACK_BYTES = 1024
PACKED = ("text/", "application/javascript", "application/json", "image/svg", "application/wasm")

_NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Baton</title></head>
<body><h1>The web application is not built</h1>
<p>The API runs. Build the pages with <code>make run</code>, then load this address again.</p>
</body></html>
"""


@dataclass(frozen=True, slots=True)
class File:
    """One file of the build."""

    content: bytes
    packed: bytes | None
    media_type: str
    etag: str


class WebApplication:
    """An ASGI application for everything that is not the API's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._built_at: int | None = None
        self._files: dict[str, File] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.answer(Request(scope))(scope, receive, send)

    def answer(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return problem(
                request,
                405,
                "method-not-allowed",
                f"Pages take no {request.method}.",
                "Use GET, or an address below /api/v1.",
                headers={"Allow": "GET, HEAD"},
            )
        self._refresh()
        name = request.url.path.lstrip("/")
        found = self._files.get(name)
        if found is not None and name != PAGE:
            hashed = name.startswith("assets/")
            return _send(request, found, FOREVER if hashed else ASK_AGAIN)
        if not _navigates(request, name):
            return problem(
                request,
                404,
                "not-found",
                "There is nothing at this address.",
                "See /api/v1/openapi.json for all that the API has.",
            )
        page = self._files.get(PAGE)
        if page is None:
            return Response(_NOT_BUILT, 503, {"Retry-After": "30"}, media_type="text/html")
        return _send(request, page, ASK_AGAIN)

    def _refresh(self) -> None:
        """Read the build again when its page has changed; one `stat` a request."""
        try:
            built_at = (self._folder / PAGE).stat().st_mtime_ns
        except OSError:
            self._files, self._built_at = {}, None
            return
        if built_at != self._built_at:
            self._files = dict(_read(self._folder))
            self._built_at = built_at


def _read(folder: Path) -> list[tuple[str, File]]:
    return [
        (path.relative_to(folder).as_posix(), _file(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    ]


def _file(path: Path) -> File:
    content = path.read_bytes()
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    media_type = "application/javascript" if path.suffix in (".js", ".mjs") else guessed
    packs = len(content) >= PACK_BYTES and media_type.startswith(PACKED)
    packed = gzip.compress(content, 9, mtime=0) if packs else None
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return File(content, packed, media_type, etag)


def _navigates(request: Request, name: str) -> bool:
    """A person's browser asks for a page; a missing picture or script is no page."""
    if name.startswith("assets/"):
        return False
    return not name or "text/html" in request.headers.get("accept", "")


def _send(request: Request, file: File, keep: str) -> Response:
    headers = {"Cache-Control": keep, "ETag": file.etag}
    if file.packed is not None:
        headers["Vary"] = "Accept-Encoding"
    if file.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    content = file.content
    if file.packed is not None and _takes_gzip(request.headers):
        content = file.packed
        headers["Content-Encoding"] = "gzip"
    answer = Response(content, 200, headers, media_type=file.media_type)
    if request.method == "HEAD":
        answer.body = b""
    return answer


def _takes_gzip(headers: Headers) -> bool:
    offers = [part.strip().lower() for part in headers.get("accept-encoding", "").split(",")]
    return any(
        offer.partition(";")[0] == "gzip" and "q=0" not in offer.replace("q=0.", "")
        for offer in offers
    )

"""Bytes of files in a bucket of a store that speaks S3: AWS, MinIO, Ceph, R2 and others.

What is short goes in one request, what is long in parts, so that never more than one part is in
memory. Never: an answer believed that says 200 and holds an error, which S3 may give.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterable, AsyncIterator, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from html import escape, unescape
from http import HTTPStatus
from typing import Final, TypeAlias

import httpx
import structlog

from store.blobs.address import Address
from store.blobs.place import BlobMissingError, BlobTroubleError
from store.blobs.signing import Asked, Credentials, signed, spelled

PART: Final = 5 * 1024 * 1024
"""S3 takes none that is smaller, but for the last one; some want all others to be alike."""

TRIES: Final = 3
READ_BYTES: Final = 64 * 1024
ANSWER_BYTES: Final = 1024 * 1024
_AGAIN = frozenset({429, 500, 502, 503, 504})
_REMEDIES = {
    "AccessDenied": "Let BATON_S3_ACCESS_KEY get, put and delete objects in the bucket.",
    "InvalidAccessKeyId": "Correct BATON_S3_ACCESS_KEY.",
    "SignatureDoesNotMatch": "Correct BATON_S3_SECRET_KEY, and the region in BATON_FILES_URL.",
    "NoSuchBucket": "Make the bucket, or name another one in BATON_FILES_URL.",
    "RequestTimeTooSkewed": "Set this machine's clock.",
    "AuthorizationHeaderMalformed": "Correct the region in BATON_FILES_URL.",
}
_UPLOAD = re.compile(r"<UploadId>([^<]+)</UploadId>")
_log = structlog.stdlib.get_logger()
Clock: TypeAlias = Callable[[], datetime]
Query: TypeAlias = Mapping[str, str]


class Bucket:
    """One object for each name."""

    def __init__(
        self,
        address: Address,
        credentials: Credentials,
        clock: Clock = lambda: datetime.now(UTC),
        pause_seconds: float = 0.2,
    ) -> None:
        self._address = address
        self._credentials = credentials
        self._clock = clock
        self._pause_seconds = pause_seconds
        # What is set for other programs (proxies, ~/.netrc) does not change what we sign.
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(60, connect=5), trust_env=False, follow_redirects=False
        )

    async def put(self, name: str, chunks: AsyncIterable[bytes]) -> None:
        parts = _parts(chunks)
        first = await anext(parts, b"")
        second = await anext(parts, None)
        if second is None:
            await self._ask("PUT", name, body=first)
            return
        upload = _one("UploadId", await self._ask("POST", name, {"uploads": ""}))
        try:
            tags = [await self._part(name, upload, 1, first)]
            tags.append(await self._part(name, upload, 2, second))
            async for part in parts:
                tags.append(await self._part(name, upload, len(tags) + 1, part))
            await self._ask("POST", name, {"uploadId": upload}, body=_all(tags))
        except BaseException:
            with suppress(BlobTroubleError, BlobMissingError):
                await self._ask("DELETE", name, {"uploadId": upload})
            raise

    async def open(self, name: str, begin: int = 0) -> AsyncIterator[bytes]:
        headers = {"range": f"bytes={begin}-"} if begin else {}
        answer = await self._send("GET", name, {}, headers, b"")
        try:
            if answer.status_code not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
                raise _refusal(answer.status_code, await _text(answer))
            if begin and answer.status_code != HTTPStatus.PARTIAL_CONTENT:
                raise BlobTroubleError("The store of files takes no ranges; use one that does.")
            async for chunk in answer.aiter_bytes(READ_BYTES):
                yield chunk
        except httpx.HTTPError as error:
            raise _away(error) from error
        finally:
            await answer.aclose()

    async def remove(self, name: str) -> None:
        with suppress(BlobMissingError):
            await self._ask("DELETE", name)
        await self._abort(name)

    async def close(self) -> None:
        await self._client.aclose()

    async def _abort(self, name: str) -> None:
        """Parts that a killed process has left cost money, and no list of objects shows them."""
        wanted = {"uploads": "", "prefix": f"{self._address.prefix}{name}"}
        try:
            found = await self._ask("GET", None, wanted)
            for upload in _UPLOAD.finditer(found):
                await self._ask("DELETE", name, {"uploadId": unescape(upload[1])})
        except (BlobTroubleError, BlobMissingError) as error:
            # Whoever may not list them has a rule in the bucket that ends them: docs/files.md.
            _log.info("files.uploads_not_listed", why=str(error))

    async def _part(self, name: str, upload: str, number: int, body: bytes) -> str:
        """Its tag."""
        query = {"partNumber": str(number), "uploadId": upload}
        answer = await self._send("PUT", name, query, {}, body)
        text = await _text(answer)
        if answer.status_code != HTTPStatus.OK:
            raise _refusal(answer.status_code, text)
        if "etag" not in answer.headers:
            raise BlobTroubleError("The store of files answers without ETag; it speaks no S3.")
        return answer.headers["etag"]

    async def _ask(
        self, method: str, name: str | None, query: Query | None = None, body: bytes = b""
    ) -> str:
        answer = await self._send(method, name, query or {}, {}, body)
        text = await _text(answer)
        if answer.status_code >= HTTPStatus.MULTIPLE_CHOICES or "<Error>" in text:
            raise _refusal(answer.status_code, text)
        return text

    async def _send(
        self,
        method: str,
        name: str | None,
        query: Query,
        headers: Mapping[str, str],
        body: bytes,
    ) -> httpx.Response:
        """Of the whole bucket where there is no name. All that is sent may be sent again."""
        path = self._address.root if name is None else self._address.path(name)
        asked = Asked(method, self._address.host, path, query, headers, body)
        spelt = spelled(query)
        url = f"{self._address.endpoint}{path}{'?' if spelt else ''}{spelt}"
        for left in reversed(range(TRIES)):
            given = signed(asked, self._credentials, self._clock())
            request = self._client.build_request(method, url, headers=given, content=body)
            try:
                answer = await self._client.send(request, stream=True)
            except httpx.HTTPError as error:
                if not left:
                    raise _away(error) from error
            else:
                if answer.status_code not in _AGAIN or not left:
                    return answer
                await answer.aclose()
            await asyncio.sleep(self._pause_seconds * (TRIES - left))
        raise AssertionError  # the last try has answered or raised


async def _parts(chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    waiting = bytearray()
    async for chunk in chunks:
        waiting += chunk
        while len(waiting) >= PART:
            yield bytes(waiting[:PART])
            del waiting[:PART]
    if waiting:
        yield bytes(waiting)


async def _text(answer: httpx.Response) -> str:
    """Of an answer that is XML, or nothing; no more of it than an error can have."""
    try:
        read = bytearray()
        async for chunk in answer.aiter_bytes(READ_BYTES):
            read += chunk
            if len(read) > ANSWER_BYTES:
                break
        return read.decode("utf-8", "replace")
    except httpx.HTTPError as error:
        raise _away(error) from error
    finally:
        await answer.aclose()


def _all(tags: list[str]) -> bytes:
    parts = "".join(
        f"<Part><PartNumber>{number}</PartNumber><ETag>{escape(tag)}</ETag></Part>"
        for number, tag in enumerate(tags, 1)
    )
    return f"<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>".encode()


def _one(tag: str, text: str) -> str:
    found = re.search(rf"<{tag}>([^<]*)</{tag}>", text)
    if found is None:
        raise BlobTroubleError(f"The store of files answers without {tag}; it speaks no S3.")
    return unescape(found[1])


def _refusal(status: int, text: str) -> BlobTroubleError | BlobMissingError:
    found = re.search(r"<Code>([\w.]+)</Code>", text)
    code = found[1] if found else str(status)
    if code in ("NoSuchKey", "404"):
        return BlobMissingError("The bucket has no such object.")
    remedy = _REMEDIES.get(code, "Look at the store of files, and at BATON_FILES_URL.")
    return BlobTroubleError(f"The store of files refuses: {code} ({status}). {remedy}")


def _away(error: Exception) -> BlobTroubleError:
    return BlobTroubleError(
        f"The store of files does not answer ({type(error).__name__}). Look whether it runs, and"
        " whether BATON_FILES_URL leads there."
    )

"""A store that speaks S3, as small as the tests need: it checks who asks as the real ones do.

The signature is worked out here anew, from what came over the wire; nothing of ours is imported.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote, unquote

import h11

ACCESS = "AKIDSTANDIN"
SECRET = "a secret/of+the=tests"
REGION = "eu-test-1"
BUCKET = "files-of-tests"
SKEW = timedelta(minutes=15)
SMALLEST = 5 * 1024 * 1024


class S3Error(Exception):
    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


@dataclass
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass
class Answer:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class StandIn:
    """What it holds, and how it misbehaves."""

    port: int = 0
    objects: dict[str, bytes] = field(default_factory=dict)
    uploads: dict[str, tuple[str, dict[int, bytes]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    clock: datetime | None = None
    """None: the real one."""
    failing: list[S3Error] = field(default_factory=list)
    """The next answers, whatever is asked."""
    fails: dict[str, S3Error] = field(default_factory=dict)
    """By what a line of `asked` begins with, again and again."""
    may_list: bool = True
    late_error: bool = False
    """Completing answers 200, and with an error in it."""
    ranges: bool = True
    breaks_at: int | None = None
    """After so many bytes of an object the connection is gone."""

    @property
    def url(self) -> str:
        return f"s3://{BUCKET}/some/where?endpoint=http://127.0.0.1:{self.port}&region={REGION}"

    def answer(self, asked: Request) -> Answer:
        self.asked.append(f"{asked.method} {asked.path}?{'&'.join(sorted(asked.query))}")
        if self.failing:
            raise self.failing.pop(0)
        for begins, error in self.fails.items():
            if self.asked[-1].startswith(begins):
                raise error
        self._check(asked)
        bucket, _, key = asked.path.removeprefix("/").partition("/")
        if bucket != BUCKET:
            raise S3Error(404, "NoSuchBucket")
        return self._on_bucket(asked) if not key else self._on_object(asked, key)

    def _check(self, asked: Request) -> None:
        given = re.fullmatch(
            r"AWS4-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=(\w+)",
            asked.headers.get("authorization", ""),
        )
        if given is None:
            raise S3Error(403, "AccessDenied")
        access, _, scope = given[1].partition("/")
        day, region, service, end = scope.split("/")
        moment = asked.headers["x-amz-date"]
        at = datetime.strptime(moment, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        if abs(at - (self.clock or datetime.now(UTC))) > SKEW:
            raise S3Error(403, "RequestTimeTooSkewed")
        if access != ACCESS:
            raise S3Error(403, "InvalidAccessKeyId")
        if (region, service, end, day) != (REGION, "s3", "aws4_request", moment[:8]):
            raise S3Error(400, "AuthorizationHeaderMalformed")
        names = given[2].split(";")
        assert {"host", "x-amz-date", "x-amz-content-sha256"} <= set(names)
        digest = asked.headers["x-amz-content-sha256"]
        if digest != hashlib.sha256(asked.body).hexdigest():
            raise S3Error(400, "XAmzContentSHA256Mismatch")
        query = "&".join(
            sorted(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in asked.query.items())
        )
        lines = [f"{name}:{asked.headers[name].strip()}" for name in names]
        parts = [asked.method, quote(asked.path), query, *lines, "", given[2], digest]
        whole = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        signing = f"AWS4{SECRET}".encode()
        for part in (day, region, service, end):
            signing = hmac.new(signing, part.encode(), "sha256").digest()
        text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{whole}"
        if not hmac.compare_digest(
            hmac.new(signing, text.encode(), "sha256").hexdigest(), given[3]
        ):
            raise S3Error(403, "SignatureDoesNotMatch")

    def _on_bucket(self, asked: Request) -> Answer:
        if asked.method != "GET" or "uploads" not in asked.query or not self.may_list:
            raise S3Error(403, "AccessDenied")
        found = "".join(
            f"<Upload><Key>{key}</Key><UploadId>{name}</UploadId></Upload>"
            for name, (key, _) in self.uploads.items()
            if key.startswith(asked.query["prefix"])
        )
        return Answer(body=f"<ListMultipartUploadsResult>{found}</>".encode())

    def _on_object(self, asked: Request, key: str) -> Answer:
        upload = asked.query.get("uploadId")
        match asked.method, upload:
            case "GET", None:
                return self._get(asked, key)
            case "PUT", None:
                self.objects[key] = asked.body
                return Answer(headers={"ETag": '"one"'})
            case "DELETE", None:
                self.objects.pop(key, None)
                return Answer(204)
            case "POST", None if "uploads" in asked.query:
                name = f"up+load/{len(self.asked)}&"
                self.uploads[name] = (key, {})
                said = f"<UploadId>{name.replace('&', '&amp;')}</UploadId>"
                return Answer(body=f"<InitiateMultipartUploadResult>{said}</>".encode())
        if upload is None or upload not in self.uploads:
            raise S3Error(404, "NoSuchUpload")
        return self._on_upload(asked, key, upload)

    def _on_upload(self, asked: Request, key: str, upload: str) -> Answer:
        parts = self.uploads[upload][1]
        if asked.method == "PUT":
            parts[int(asked.query["partNumber"])] = asked.body
            tag = hashlib.sha256(asked.body).hexdigest()
            return Answer(headers={"ETag": f'"{tag}"'})
        if asked.method == "DELETE":
            del self.uploads[upload]
            return Answer(204)
        if self.late_error:
            return Answer(body=b"<Error><Code>InternalError</Code></Error>")
        named = re.findall(
            r"<PartNumber>(\d+)</PartNumber><ETag>&quot;(\w+)&quot;</ETag>",
            str(asked.body, "utf-8"),
        )
        assert [int(number) for number, _ in named] == sorted(parts)
        assert [tag for _, tag in named] == [
            hashlib.sha256(parts[one]).hexdigest() for one in sorted(parts)
        ]
        if any(len(parts[one]) < SMALLEST for one in sorted(parts)[:-1]):
            raise S3Error(400, "EntityTooSmall")
        self.objects[key] = b"".join(parts[one] for one in sorted(parts))
        del self.uploads[upload]
        return Answer(body=b"<CompleteMultipartUploadResult/>")

    def _get(self, asked: Request, key: str) -> Answer:
        if key not in self.objects:
            raise S3Error(404, "NoSuchKey")
        whole = self.objects[key]
        begin = re.fullmatch(r"bytes=(\d+)-", asked.headers.get("range", ""))
        if begin is None or not self.ranges:
            return Answer(body=whole)
        return Answer(206, whole[int(begin[1]) :])


@asynccontextmanager
async def standing_in() -> AsyncIterator[StandIn]:
    store = StandIn()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            await _serve(store, reader, writer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    store.port = server.sockets[0].getsockname()[1]
    yield store
    server.close()


async def _serve(
    store: StandIn, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    connection = h11.Connection(h11.SERVER)
    while connection.our_state is h11.IDLE:
        asked = await _read(connection, reader)
        if asked is None:
            return
        try:
            answer = store.answer(asked)
        except S3Error as error:
            xml = f"<?xml version='1.0'?><Error><Code>{error.code}</Code></Error>"
            answer = Answer(error.status, xml.encode())
        headers = [*answer.headers.items(), ("Content-Length", str(len(answer.body)))]
        if answer.status == 204:
            headers.pop()
        writer.write(connection.send(h11.Response(status_code=answer.status, headers=headers)))
        if store.breaks_at is not None and asked.method == "GET":
            writer.write(answer.body[: store.breaks_at])
            await writer.drain()
            writer.transport.abort()
            return
        writer.write(connection.send(h11.Data(answer.body)))
        writer.write(connection.send(h11.EndOfMessage()))
        await writer.drain()
        if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
            return
        connection.start_next_cycle()


async def _read(connection: h11.Connection, reader: asyncio.StreamReader) -> Request | None:
    head: h11.Request | None = None
    body = bytearray()
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            data = await reader.read(65536)
            connection.receive_data(data)
            if not data and head is None:
                return None
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            path, _, query = head.target.decode().partition("?")
            return Request(
                head.method.decode(),
                unquote(path),
                dict(parse_qsl(query, keep_blank_values=True)),
                {name.decode(): value.decode() for name, value in head.headers},
                bytes(body),
            )
        else:
            return None

"""Makes of an HTTP answer what the standard promises: content, raw or response, or a problem.

Never: more memory than the limit, whatever an answer unpacks to; and never a value that JSON can't
say again, because it is kept in the facts of the run.
"""

from __future__ import annotations

import base64
import re
import zlib
from typing import Final

from activities.http_connections import BrokenError, Exchanged, TooLargeError
from activities.http_request import Request
from activities.secrets import Mask
from definitions import errors
from definitions.errors import Problem
from definitions.values import Json, JsonObject, decode, encode

SAID_CHARACTERS: Final = 300
"""What a sentence quotes of a refusal's body."""

DEPTH: Final = 100

_SUCCESS: Final = 200
_REDIRECTION: Final = 300
_REFUSAL: Final = 400
_GZIP_OR_ZLIB: Final = zlib.MAX_WBITS | 32
_JSON: Final = re.compile(r"[\w.+-]+/(?:[\w.-]+\+)?json$")
_TEXT: Final = re.compile(
    r"text/.+|application/(?:[\w.-]+\+)?(?:xml|yaml|x-yaml|javascript|x-www-form-urlencoded)$"
)
_CHARSET: Final = re.compile(
    r"utf-?8|us-ascii|ascii|iso-8859-\d+|windows-125\d|utf-16(?:le|be)?|shift_jis|euc-jp|euc-kr"
    r"|gb2312|gbk|gb18030|big5|koi8-[ru]"
)
_DOUBTFUL: Final = re.compile(rb"\\u[dD][89a-fA-F]|\d[eE]\+?\d\d")
"""Half a surrogate pair, or a number that may be beyond a float: legal to write, not to keep."""


def unpacked(answer: Exchanged, most: int) -> bytes:
    """The body without its content coding."""
    coding = header(answer, "content-encoding").strip().lower()
    if not answer.body or coding in {"", "identity"}:
        return answer.body
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise BrokenError("it is packed in a way that was not asked for")
    try:
        return _inflated(answer.body, _GZIP_OR_ZLIB, most)
    except zlib.error:
        # Some servers call raw deflate so, without the zlib frame that the standard asks for.
        try:
            return _inflated(answer.body, -zlib.MAX_WBITS, most)
        except zlib.error as error:
            raise BrokenError("it can't be unpacked") from error


def _inflated(data: bytes, window: int, most: int) -> bytes:
    parts: list[bytes] = []
    left = most + 1
    while data:
        inflater = zlib.decompressobj(window)
        part = inflater.decompress(data, left)
        parts.append(part)
        left -= len(part)
        if left <= 0:
            raise TooLargeError
        if not inflater.eof:
            raise BrokenError("its packed content ends too early")
        data = inflater.unused_data
        if window < 0 or not data.startswith(b"\x1f\x8b"):
            break
    return b"".join(parts)


def header(answer: Exchanged, name: str) -> str:
    wanted = name.encode()
    values = [value for held, value in answer.headers if held.lower() == wanted]
    return b", ".join(values).decode("latin-1")


def content(answer: Exchanged, body: bytes, mask: Mask) -> Json:
    """JSON where the answer says so, text where it is text, else base64; secrets masked."""
    if not body:
        return None
    kind, _, parameters = header(answer, "content-type").partition(";")
    kind = kind.strip().lower()
    if _JSON.match(kind):
        return mask.value(_json(body))
    if not kind or _TEXT.match(kind):
        text = _text(body, parameters)
        if text is not None:
            return mask.text(text)
    return base64.b64encode(mask.data(body)).decode()


def _json(body: bytes) -> Json:
    try:
        value = decode(body.decode("utf-8-sig"))
        if body.count(b"[") + body.count(b"{") > DEPTH and _too_deep(value):
            raise BrokenError(f"its JSON is nested deeper than {DEPTH} levels")
        if _DOUBTFUL.search(body):
            encode(value)
    except (ValueError, RecursionError) as error:
        raise BrokenError("it says that it is JSON, but it is not") from error
    return value


def _too_deep(value: Json) -> bool:
    level: list[Json] = [value]
    for _ in range(DEPTH + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: Json) -> list[Json]:
    match value:
        case list():
            return value
        case dict():
            return list(value.values())
        case _:
            return []


def _text(body: bytes, parameters: str) -> str | None:
    """None where it is not text in the character set that it claims."""
    found = re.search(r"charset\s*=\s*\"?([^\s\";]+)", parameters, re.IGNORECASE)
    charset = found.group(1).lower() if found else "utf-8"
    if not _CHARSET.fullmatch(charset):
        return None
    try:
        return body.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None


def output_of(request: Request, answer: Exchanged, body: bytes, mask: Mask) -> Json:
    """As `output` asks."""
    if request.output == "raw":
        return base64.b64encode(mask.data(body)).decode()
    if request.output == "content":
        return content(answer, body, mask)
    sent: JsonObject = {
        "method": request.method,
        "uri": str(request.url),
        "headers": {name.lower(): value for name, value in request.all_headers()},
    }
    return {
        "request": mask.value(sent),
        "statusCode": answer.status,
        "headers": mask.value(_headers(answer)),
        "content": content(answer, body, mask),
    }


def _headers(answer: Exchanged) -> JsonObject:
    """Names in small letters, so that an expression finds them however a server writes them."""
    names = dict.fromkeys(name.decode("latin-1").lower() for name, _ in answer.headers)
    return {name: header(answer, name) for name in names}


def refusal(request: Request, answer: Exchanged, body: bytes, mask: Mask) -> Problem | None:
    """The problem that the standard sees in a status, None where it sees none."""
    end = _REFUSAL if request.redirect else _REDIRECTION
    if _SUCCESS <= answer.status < end:
        return None
    sentence = f"{request.method} {request.place} was answered with {answer.status}"
    if answer.status < _REFUSAL:
        sentence += ", a redirection; set redirect: true to follow it"
    said = _said(answer, body, mask)
    detail = f"{sentence}: {said}" if said else f"{sentence}."
    return errors.communication(mask.text(detail), answer.status)


def _said(answer: Exchanged, body: bytes, mask: Mask) -> str:
    """What the other side gives as its reason, where it is short and meant for people."""
    try:
        value = content(answer, body, mask)
    except BrokenError:
        return ""
    if isinstance(value, dict):
        inner = value.get("error")
        if isinstance(inner, dict):
            value = inner
        names = ("detail", "message", "title", "error_description", "error")
        value = next((value[name] for name in names if isinstance(value.get(name), str)), None)
    elif not header(answer, "content-type").startswith("text/plain"):
        return ""
    if not isinstance(value, str):
        return ""
    text = " ".join(value.split())
    return text if len(text) <= SAID_CHARACTERS else text[: SAID_CHARACTERS - 1] + "…"

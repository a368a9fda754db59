"""Reads the arguments of `call: http` into a request that can be sent.

Never: a guess about a fault; what can't be sent is a problem in words, found before anything
leaves. Never: a header that frames the message from the process; those are ours.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import quote, quote_plus, urlencode

import httpx

from activities.egress import LAST_PORT
from activities.http_connections import Header, Origin, Sending
from definitions import errors
from definitions.bindings import receiver_of
from definitions.errors import ProblemError
from definitions.values import Json, JsonObject, encode

OUTPUTS: Final = ("content", "raw", "response")
PORTS: Final = {"http": 80, "https": 443}

_FORM: Final = "application/x-www-form-urlencoded"
_JSON: Final = "application/json"
_TEXT: Final = "text/plain; charset=utf-8"
IDEMPOTENCY_KEY: Final = "Idempotency-Key"
_AUTHORIZATION: Final = "Authorization"
_SEE_OTHER: Final = 303
_MOVED: Final = (301, 302)

_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HOST: Final = re.compile(rb"[a-z0-9._-]+|[0-9a-f:.]+", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_PLAIN_KEY: Final = re.compile(r"[!-~]{1,200}")
_BOUND_TO_HOST: Final = frozenset(("authorization", "cookie"))
_OURS: Final = frozenset(
    (
        "accept-encoding",
        "connection",
        "content-length",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    )
)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of whom."""

    method: str
    url: httpx.URL
    headers: tuple[tuple[str, str], ...]
    body: bytes
    output: str
    redirect: bool
    authorization: tuple[str, str] | None = field(default=None, repr=False)
    """Scheme and parameter, where an authentication has given them."""

    @property
    def origin(self) -> Origin:
        host = self.url.raw_host.decode().rstrip(".")
        return Origin(self.url.scheme, host, self.url.port or PORTS[self.url.scheme])

    @property
    def place(self) -> str:
        """The URL as a sentence shows it: without its query, which may hold anything."""
        return str(self.url.copy_with(query=None, fragment=None))

    def all_headers(self) -> list[tuple[str, str]]:
        own = {name.lower() for name, _ in self.headers}
        lines = [("host", self.url.netloc.decode())]
        if "user-agent" not in own:
            lines.append(("user-agent", "baton"))
        if "accept" not in own:
            lines.append(("accept", "*/*"))
        lines.append(("accept-encoding", "gzip, deflate"))
        lines += self.headers
        if self.authorization is not None:
            lines.append((_AUTHORIZATION, " ".join(self.authorization)))
        if self.body or self.method in {"POST", "PUT", "PATCH"}:
            lines.append(("content-length", str(len(self.body))))
        return lines

    def sending(self, most: int) -> Sending:
        headers: list[Header] = [(n.encode(), v.encode()) for n, v in self.all_headers()]
        return Sending(self.method, self.url.raw_path, headers, self.body, most)

    def authorized(self, scheme: str, parameter: str) -> Request:
        """With the header that an authentication makes; one that the task has gives way."""
        if _CONTROL.search(parameter):
            raise ProblemError(
                errors.configuration(
                    "What authenticates the call has a line break or control character in it."
                )
            )
        headers = tuple(one for one in self.headers if one[0].lower() != _AUTHORIZATION.lower())
        return replace(self, headers=headers, authorization=(scheme, parameter))

    def redirected(self, status: int, location: str, secret: Callable[[str], bool]) -> Request:
        """What follows a redirection. To another origin goes nothing that is `secret`."""
        try:
            joined = str(self.url.join(location))
        except httpx.InvalidURL:
            joined = location
        method, body, headers = self.method, self.body, self.headers
        if status == _SEE_OTHER or (status in _MOVED and method == "POST"):
            method, body = ("HEAD" if method == "HEAD" else "GET"), b""
            headers = tuple(one for one in headers if not one[0].lower().startswith("content-"))
        moved = replace(self, method=method, url=read_url(joined), body=body, headers=headers)
        if moved.origin == self.origin:
            return moved
        if secret(body.decode(errors="replace")):
            raise _problem(
                f"{self.place} redirects to another host, and the request's body holds a secret; "
                "call the other host directly, with a secret that it may receive."
            )
        return replace(
            moved,
            headers=tuple(
                (name, value)
                for name, value in headers
                if name.lower() not in _BOUND_TO_HOST and not secret(f"{name}: {value}")
            ),
        )


def read_request(arguments: Json, key: str | None, most: int) -> Request:
    """From the evaluated `with`; `key` is the idempotency key of a call that isn't safe."""
    url = read_url(endpoint_of(arguments))
    if not isinstance(arguments, dict):
        raise _problem("The arguments of call http are no object; give method and endpoint.")
    url = _with_query(url, arguments.get("query"))
    headers = list(_headers(arguments.get("headers")))
    names = {name.lower(): value for name, value in headers}
    body, content_type = _body(arguments.get("body"), names.get("content-type", ""))
    if len(body) > most:
        raise _problem(f"The body has {len(body):,} bytes; a call may send {most:,}.")
    if content_type and "content-type" not in names:
        headers.append(("content-type", content_type))
    if key is not None and IDEMPOTENCY_KEY.lower() not in names:
        headers.append((IDEMPOTENCY_KEY, _sendable(key)))
    output = arguments.get("output")
    if output is None:
        output = "content"
    if not (isinstance(output, str) and output in OUTPUTS):
        raise _problem(f"output is {_shown(output)}; write one of {', '.join(OUTPUTS)}.")
    redirect = arguments.get("redirect")
    if not isinstance(redirect, bool | None):
        raise _problem(f"redirect is {_shown(redirect)}; write true or false.")
    method = _method(arguments.get("method"))
    return Request(method, url, tuple(headers), body, output, redirect is True)


def _method(value: Json) -> str:
    if not isinstance(value, str) or not _TOKEN.fullmatch(value):
        raise _problem(f"method is {_shown(value)}; write an HTTP method such as get or post.")
    method = value.upper()
    if method in {"CONNECT", "TRACE"}:
        raise _problem(f"The method {method} is for proxies; a call can't use it.")
    return method


def endpoint_of(arguments: Json) -> str:
    """The URL as the task gives it."""
    value = arguments.get("endpoint") if isinstance(arguments, dict) else None
    if isinstance(value, dict):
        value = value.get("uri")
    if not isinstance(value, str) or not value.strip():
        raise _problem(f"The endpoint is {_shown(value)}; give a URL such as https://host/path.")
    return value.strip()


def read_url(text: str) -> httpx.URL:
    """An absolute http or https URL; the address behind it is judged later, when it is known."""
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise _problem(f"The endpoint {_shown(text)} is no URL; check its spelling.") from error
    if url.scheme not in PORTS:
        raise _problem(f"The endpoint {_shown(text)} begins with neither https:// nor http://.")
    if not _HOST.fullmatch(url.raw_host):
        raise _problem(f"The endpoint {_shown(text)} names no host that can be called.")
    if url.port is not None and not 0 < url.port <= LAST_PORT:
        raise _problem(f"The endpoint {_shown(text)} has the port {url.port}; there is none.")
    if url.userinfo:
        raise _problem(
            f"The endpoint at {url.host} has credentials in its URL; write them as "
            "`authentication` of the endpoint."
        )
    return url.copy_with(fragment=None)


def receiver(url: httpx.URL) -> str:
    """Who gets what is sent there, as secrets are bound to it."""
    return receiver_of(url.raw_host.decode(), url.port or PORTS[url.scheme])


def _with_query(url: httpx.URL, query: Json) -> httpx.URL:
    """Appended to the query that the endpoint has of its own."""
    if query is None:
        return url
    if not isinstance(query, dict):
        raise _problem(f"query is {_shown(query)}; give an object of names and values.")
    added = _urlencoded(_pairs(query, "query parameter"), quote)
    if not added:
        return url
    return url.copy_with(query=b"&".join(part for part in (url.query, added) if part))


def _encoded(text: str) -> bytes:
    """UTF-8; half a surrogate pair, which JSON can say, is no text that can be sent."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise _problem("The request holds text that is no Unicode; check its input.") from error


def _urlencoded(pairs: list[tuple[str, str]], quoting: Callable[..., str]) -> bytes:
    for name, value in pairs:
        _encoded(name + value)
    return urlencode(pairs, quote_via=quoting).encode()


def _headers(value: Json) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    if not isinstance(value, dict):
        raise _problem(f"headers is {_shown(value)}; give an object of names and values.")
    for name, content in value.items():
        if not _TOKEN.fullmatch(name):
            raise _problem(f"{_shown(name)} is no name of a header; letters, digits and - only.")
        if name.lower() in _OURS:
            raise _problem(f"The header {name} is set by Baton itself; leave it out.")
        if content is None:
            continue
        text = _scalar(content, f"The header {name}").strip()
        if _CONTROL.search(text):
            raise _problem(f"The header {name} has a line break or control character in it.")
        _encoded(text)
        yield name, text


def _scalar(value: Json, what: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list | dict):
        raise _problem(f"{what} is {_kind(value)}; give text or a number.")
    return encode(value).decode()


def _body(value: Json, content_type: str) -> tuple[bytes, str]:
    """Text goes as it is, an object as a form where the header says so, all else as JSON."""
    if value is None:
        return b"", ""
    if isinstance(value, str):
        return _encoded(value), _TEXT
    if content_type.lower().startswith(_FORM) and isinstance(value, dict):
        return _form(value), content_type
    try:
        return encode(value), _JSON
    except (ValueError, RecursionError) as error:
        raise _problem("The body can't be written as JSON; check its input.") from error


def _pairs(values: JsonObject, what: str) -> list[tuple[str, str]]:
    """A list repeats its name; null leaves it out."""
    return [
        (name, _scalar(one, f"The {what} {_shown(name)}"))
        for name, held in values.items()
        for one in (held if isinstance(held, list) else [held])
        if one is not None
    ]


def _form(value: JsonObject) -> bytes:
    return _urlencoded(_pairs(value, "form field"), quote_plus)


def _sendable(key: str) -> str:
    """The key itself where a header can carry it, else a digest: as unique, and as lasting."""
    if _PLAIN_KEY.fullmatch(key):
        return key
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()


def _problem(detail: str) -> ProblemError:
    return ProblemError(errors.validation(detail))


def _shown(value: Json) -> str:
    """Short enough for a sentence, and no line break that would forge a log line."""
    if not isinstance(value, str):
        return _kind(value)
    return repr(value if len(value) <= 80 else value[:79] + "…")  # noqa: PLR2004 - a sentence


def _kind(value: Json) -> str:
    match value:
        case None:
            return "missing"
        case bool():
            return "a truth value"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case dict():
            return "an object"

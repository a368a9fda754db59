"""The outermost layer of every request: its id, its log line, its figures, its bounds.

One plain ASGI callable, because each layer of wrapped responses costs time on every request.
Never: a body or a query string in a log, or an address that lets its reader in.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import cast

import structlog
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.addresses import address_of
from api.audit.origin import asks
from api.bodies import LARGER, MAX_BODY_BYTES
from api.errors import ApiError, answer_to, internal
from api.metrics import Metrics
from api.permissions import PUBLIC
from api.rates.limiter import Limiter
from api.rates.told import Told, told_of
from api.request_ids import request_id
from api.sockets import Socket
from definitions.pages import DECIDE

CONTENT_POLICY = (
    b"default-src 'self'; script-src 'self'; img-src 'self' data:;"
    b" style-src 'self' 'unsafe-inline'; connect-src 'self'; worker-src 'self' blob:;"
    b" frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self';"
    b" frame-ancestors 'none'"
)
UNUSED = (
    *(b"accelerometer", b"browsing-topics", b"camera", b"display-capture", b"geolocation"),
    *(b"gyroscope", b"magnetometer", b"microphone", b"midi", b"payment", b"serial", b"usb"),
    *(b"xr-spatial-tracking",),
)
"""What a browser offers and no page of ours asks for."""

SAFE_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-embedder-policy", b"require-corp"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b", ".join(name + b"=()" for name in UNUSED)),
    (b"content-security-policy", CONTENT_POLICY),
)
HSTS = (b"strict-transport-security", b"max-age=31536000")
NO_STORE = (b"cache-control", b"no-store")
CLOSE = (b"connection", b"close")
QUIET = ("/health/", "/metrics", "/assets/")
"""Addresses that machines ask all the time: counted, not logged."""

PROBES = "/health/"
LINKS = ("/files/", f"{DECIDE}/", "/chat/")
SIGN_IN = frozenset(route for route in PUBLIC if not route.startswith("GET "))
"""What strangers may change something by: they prove who they are there, or try to."""

_FAULT = 500
_log = structlog.stdlib.get_logger()


class Edge:
    """Wraps the whole application."""

    def __init__(
        self,
        app: ASGIApp,
        metrics: Metrics,
        *,
        https: bool,
        limiter: Limiter | None = None,
        larger: Mapping[str, int] | None = None,
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._limiter = limiter
        self.larger = {**LARGER, **(larger or {})}
        """Of these addresses the body may have so many bytes."""
        self._headers = [*SAFE_HEADERS, HSTS] if https else list(SAFE_HEADERS)
        self.draining = False
        """Set when the process is to stop: every answer then ends its connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await Socket(scope, receive, send, self._headers).run(self._app, self._metrics)
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, receive, send, self)
        began = time.perf_counter()
        with self._metrics.in_flight.track_inprogress():
            try:
                await exchange.run(self._app)
            finally:
                self._note(exchange, time.perf_counter() - began)

    def answer_headers(self) -> list[tuple[bytes, bytes]]:
        return [*self._headers, CLOSE] if self.draining else self._headers

    def admit(self, scope: Scope, told: Told) -> None:
        """Refuses who asks too much from one address; a prober of health is never kept out."""
        path = cast("str", scope["path"])
        if self._limiter is not None and not path.startswith(PROBES):
            signs_in = f"{scope['method']} {path}" in SIGN_IN
            self._limiter.address(told, address_of(scope), signs_in=signs_in)

    def _note(self, exchange: _Exchange, seconds: float) -> None:
        route = exchange.route()
        self._metrics.requests.labels(exchange.method, route, str(exchange.status)).inc()
        self._metrics.durations.labels(exchange.method, route).observe(seconds)
        if exchange.status < _FAULT and exchange.path.startswith(QUIET):
            return
        _log.info(
            "request",
            method=exchange.method,
            path=shown(exchange.path),
            status=exchange.status,
            milliseconds=round(seconds * 1000, 1),
        )


class _Exchange:
    """One request and its answer."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, edge: Edge) -> None:
        self.status = 0
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self._scope = scope
        self._receive = receive
        self._send = send
        self._edge = edge
        self._most = edge.larger.get(self.path, MAX_BODY_BYTES)
        self._read = 0
        self._finished = False
        self._request_id = request_id(scope)
        scope["baton.request"] = self._request_id
        self._told = told_of(scope)

    async def run(self, app: ASGIApp) -> None:
        structlog.contextvars.bind_contextvars(request=self._request_id)
        asks(self._scope, self._request_id)
        try:
            refused = self._refusal()
            if refused is not None:
                await self._refuse(refused)
                return
            await app(self._scope, self._bounded_receive, self._decorated_send)
        except Exception:
            _log.exception("request.failed", path=shown(self.path))
            if not self.status:
                answer = internal(Request(self._scope))
                await answer(self._scope, self._receive, self._decorated_send)
            elif not self._finished:
                raise  # half an answer is out: only a broken connection says so honestly

    def route(self) -> str:
        """The template, so that figures are by address and not by object."""
        route: object = self._scope.get("route")
        return route.path if isinstance(route, APIRoute) else "none"

    def _refusal(self) -> ApiError | None:
        """What is refused before anybody looks at it."""
        try:
            self._edge.admit(self._scope, self._told)
        except ApiError as error:
            return error
        return too_large(self._most) if self._announced() > self._most else None

    def _announced(self) -> int:
        for name, value in cast("list[tuple[bytes, bytes]]", self._scope["headers"]):
            if name == b"content-length" and value.isdigit():
                return int(value[:20])
        return 0

    async def _refuse(self, error: ApiError) -> None:
        answer = answer_to(Request(self._scope), error)
        # What is still on its way is not read, so the connection can't be used again.
        answer.headers["connection"] = "close"
        await answer(self._scope, self._receive, self._decorated_send)

    async def _bounded_receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._read += len(cast("bytes", message.get("body", b"")))
            if self._read > self._most:
                raise too_large(self._most)
        return message

    async def _decorated_send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = cast("int", message["status"])
            headers = cast("list[tuple[bytes, bytes]]", message.setdefault("headers", []))
            given = {name.lower() for name, _ in headers}
            headers.append((b"x-request-id", self._request_id.encode()))
            headers.extend(self._told.headers())
            headers.extend(pair for pair in self._edge.answer_headers() if pair[0] not in given)
            if b"cache-control" not in given:
                headers.append(NO_STORE)
        elif message["type"] == "http.response.body":
            self._finished = not message.get("more_body", False)
        await self._send(message)


def shown(path: str) -> str:
    """As it may stand in a log: whoever has the rest of such an address can use it."""
    link = next((one for one in LINKS if path.startswith(one)), None)
    return path if link is None else f"{link}…"


def too_large(most: int) -> ApiError:
    return ApiError(
        413,
        "too-large",
        f"The body is larger than {most} bytes.",
        "Send less at once, or keep large values elsewhere and send where they are.",
    )

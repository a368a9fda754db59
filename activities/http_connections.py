"""HTTP/1.1 connections of one worker: opened under the egress guard, kept alive, shared by runs.

Never: a request sent twice by itself, a proxy from the environment, or a connection to an address
that the guard has not judged. Rejected, measured on a loopback POST: httpx 1.4 ms, httpcore 0.8 ms,
h11 on a protocol of our own 0.3 ms; neither of the first two tells either whether a request that
failed had left, which decides if its outcome is known.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias, cast

import h11
import httpx

from activities.egress import Egress, UnresolvedError

IDLE_SECONDS: Final = 4.0
"""Shorter than what servers keep; 5 s is common."""

IDLE_AN_ORIGIN: Final = 64
IDENTITIES: Final = 200
CONNECT_SECONDS: Final = 5.0
HEADER_BYTES: Final = 64 * 1024
BUFFER_BYTES: Final = 256 * 1024

Header: TypeAlias = tuple[bytes, bytes]


class UnreachableError(Exception):
    """No connection: nothing has been sent."""


class BrokenError(Exception):
    """The connection broke, or what came over it is no HTTP."""


class TooLargeError(Exception):
    """The answer is larger than it may be."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a connection leads to."""

    scheme: str
    host: str
    port: int
    identity: str = ""
    """Of the client certificate that its connections show."""


@dataclass(frozen=True, slots=True)
class Sending:
    """One request, ready for the wire."""

    method: str
    target: bytes
    headers: list[Header] = field(repr=False)
    body: bytes = field(repr=False)
    most: int
    """Bytes of an answer's body that will be read."""
    cut: bool = False
    """Whether what is longer ends there, instead of being refused; for who only looks at it."""


@dataclass(slots=True)
class Progress:
    """How far the latest request has come. It outlives a time-out, when somebody looks."""

    sent: bool = False
    answered: bool = False
    reused: bool = False


@dataclass(slots=True)
class Exchanged:
    """One answer, as it came."""

    status: int
    headers: list[Header]
    body: bytes = field(repr=False)


class _Wire(asyncio.Protocol):
    """Bytes that have come. Unlike a stream reader it knows when some came unasked."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._waiter: asyncio.Future[None] | None = None
        self._ended = False
        self._paused = False

    @property
    def fresh(self) -> bool:
        """Nothing unread and nobody has hung up: a request may go out."""
        alive = self.transport is not None and not self.transport.is_closing()
        return alive and not self._ended and not self._buffer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if len(self._buffer) > BUFFER_BYTES and not self._paused and self.transport is not None:
            self._paused = True
            self.transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        self._ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        self._ended = True
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def read(self) -> bytes:
        """What has come; b"" at the end."""
        while not self._buffer and not self._ended:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        data = bytes(self._buffer)
        self._buffer.clear()
        if self._paused and self.transport is not None and not self.transport.is_closing():
            self._paused = False
            self.transport.resume_reading()
        return data


class Connection:
    """One connection, one request at a time."""

    def __init__(self, wire: _Wire) -> None:
        self._wire = wire
        self._parser = h11.Connection(h11.CLIENT, max_incomplete_event_size=HEADER_BYTES)
        self.used = False
        self.idle_since = 0.0

    @property
    def reusable(self) -> bool:
        return self._wire.fresh

    def close(self) -> None:
        if self._wire.transport is not None:
            self._wire.transport.abort()

    async def exchange(self, sending: Sending, progress: Progress) -> Exchanged:
        """Send and receive. On any failure the connection is of no use afterwards."""
        parser = self._parser
        if self.used:
            parser.start_next_cycle()
        self.used = True
        head = h11.Request(method=sending.method, target=sending.target, headers=sending.headers)
        data = parser.send(head) or b""
        data += parser.send(h11.Data(data=sending.body)) or b""
        data += parser.send(h11.EndOfMessage()) or b""
        transport = self._wire.transport
        if transport is None or transport.is_closing():
            raise BrokenError("it was closed before the request could be sent")
        progress.sent, progress.answered = True, False
        transport.write(data)
        answer = await self._receive(sending)
        progress.answered = True
        return answer

    async def _receive(self, sending: Sending) -> Exchanged:
        parser = self._parser
        answer: Exchanged | None = None
        chunks: list[bytes] = []
        size = 0
        while True:
            event = parser.next_event()
            if event is h11.NEED_DATA:
                parser.receive_data(await self._wire.read())
            elif isinstance(event, h11.Response):
                answer = Exchanged(event.status_code, event.headers.raw_items(), b"")
            elif isinstance(event, h11.Data):
                size += len(event.data)
                chunks.append(bytes(event.data))
                if size <= sending.most:
                    continue
                if answer is None or not sending.cut:
                    raise TooLargeError
                # Unfinished, so nobody uses the connection again.
                answer.body = b"".join(chunks)[: sending.most]
                return answer
            elif isinstance(event, h11.EndOfMessage) and answer is not None:
                answer.body = b"".join(chunks)
                return answer
            elif isinstance(event, h11.ConnectionClosed):
                raise BrokenError("it was closed before an answer came")

    def finish(self) -> bool:
        """True when another request may follow on it."""
        states = self._parser.states
        done = all(state is h11.DONE for state in states.values())
        return done and not self._parser.trailing_data[0] and self._wire.fresh


class Connections:
    """The pool. How many there are is bounded by how many activities run."""

    def __init__(self, egress: Egress, context: ssl.SSLContext | None = None) -> None:
        self._egress = egress
        self._context = context
        self._idle: dict[Origin, list[Connection]] = {}
        self._identities: OrderedDict[str, ssl.SSLContext] = OrderedDict()

    def identify(self, identity: str, load: Callable[[ssl.SSLContext], None]) -> None:
        """From now on connections to origins with this identity show what `load` loads."""
        context = self._identities.get(identity)
        if context is None:
            context = _trusting()
            load(context)
            self._identities[identity] = context
            if len(self._identities) > IDENTITIES:
                self._identities.popitem(last=False)
        self._identities.move_to_end(identity)

    async def exchange(
        self, origin: Origin, sending: Sending, progress: Progress, *, reuse_seconds: float
    ) -> Exchanged:
        """One request and its answer, on a connection that has been idle for less than that."""
        connection = self._reuse(origin, reuse_seconds)
        progress.reused = connection is not None
        if connection is None:
            connection = await self._connect(origin)
        try:
            answer = await connection.exchange(sending, progress)
        except h11.RemoteProtocolError as error:
            connection.close()
            raise BrokenError("what came back is no HTTP") from error
        except BaseException:
            connection.close()
            raise
        if connection.finish():
            self._keep(origin, connection)
        else:
            connection.close()
        return answer

    def close(self) -> None:
        for connections in self._idle.values():
            for connection in connections:
                connection.close()
        self._idle.clear()

    def _reuse(self, origin: Origin, seconds: float) -> Connection | None:
        """The latest one first, so that a quiet time lets the others go."""
        waiting = self._idle.get(origin, [])
        oldest = time.monotonic() - seconds
        while waiting:
            connection = waiting.pop()
            if connection.idle_since > oldest and connection.reusable:
                return connection
            connection.close()
        self._idle.pop(origin, None)
        return None

    def _keep(self, origin: Origin, connection: Connection) -> None:
        connection.idle_since = time.monotonic()
        waiting = self._idle.setdefault(origin, [])
        waiting.append(connection)
        if len(waiting) == 1:
            asyncio.get_running_loop().call_later(IDLE_SECONDS, self._sweep, origin)
        if len(waiting) > IDLE_AN_ORIGIN:
            waiting.pop(0).close()

    def _sweep(self, origin: Origin) -> None:
        """Close what nobody has come back for, and look again while there is some left."""
        oldest = time.monotonic() - IDLE_SECONDS
        waiting = self._idle.get(origin, [])
        kept = [one for one in waiting if one.idle_since > oldest and one.reusable]
        for connection in waiting:
            if connection not in kept:
                connection.close()
        if kept:
            self._idle[origin] = kept
            asyncio.get_running_loop().call_later(IDLE_SECONDS, self._sweep, origin)
        else:
            self._idle.pop(origin, None)

    async def _connect(self, origin: Origin) -> Connection:
        try:
            addresses = await self._egress.addresses(origin.host, origin.port)
        except UnresolvedError as error:
            raise UnreachableError("its name has no address") from error
        reason = "nobody answers"
        for address in addresses:
            try:
                async with asyncio.timeout(CONNECT_SECONDS):
                    return Connection(await self._open(origin, address))
            except ssl.SSLCertVerificationError as error:
                raise UnreachableError(
                    f"its certificate can't be trusted ({error.verify_message})"
                ) from error
            except ssl.SSLError:
                reason = "it speaks no TLS that we understand"
            except ConnectionRefusedError:
                reason = "it refuses connections"
            except (TimeoutError, OSError):
                reason = "nobody answers"
        raise UnreachableError(reason)

    async def _open(self, origin: Origin, address: str) -> _Wire:
        loop = asyncio.get_running_loop()
        context: ssl.SSLContext | None = None
        if origin.scheme == "https":
            context = self._context_of(origin)
        name = origin.host if context is not None else None
        _, wire = await loop.create_connection(
            _Wire, address, origin.port, ssl=context, server_hostname=name
        )
        return wire

    def _context_of(self, origin: Origin) -> ssl.SSLContext:
        if origin.identity:
            known = self._identities.get(origin.identity)
            if known is None:
                raise UnreachableError("its client certificate is not at hand any more")
            return known
        if self._context is None:
            self._context = _trusting()
        return self._context


def _trusting() -> ssl.SSLContext:
    """Mozilla's authorities (or SSL_CERT_FILE's) and the system's: a bare machine has none."""
    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context

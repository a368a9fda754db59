"""Connections: kept, shared, dropped when in doubt, and never to an address that wasn't judged."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from activities import http_connections
from activities.egress import BlockedError, Egress, parse_allowed
from activities.http_connections import (
    BrokenError,
    Connections,
    Exchanged,
    Origin,
    Progress,
    Sending,
    TooLargeError,
    UnreachableError,
)
from tests.activities.stub import Asked, Stub, until

MOST = 100_000


async def ask(
    connections: Connections,
    origin: Origin,
    target: str = "/x",
    *,
    body: bytes = b"",
    progress: Progress | None = None,
    reuse_seconds: float = 4.0,
) -> Exchanged:
    headers = [(b"host", b"stub"), (b"content-length", str(len(body)).encode())]
    sending = Sending("POST", target.encode(), headers, body, MOST)
    async with asyncio.timeout(20):
        return await connections.exchange(
            origin, sending, progress or Progress(), reuse_seconds=reuse_seconds
        )


@pytest.fixture
def origin(stub: Stub) -> Origin:
    return Origin("http", "127.0.0.1", stub.port)


class TestExchange:
    async def test_sends_and_receives(
        self, stub: Stub, origin: Origin, connections: Connections
    ) -> None:
        stub.answers("/x", {"a": 1}, status=201, headers={"X-Odd": "yes"})
        progress = Progress()
        answer = await ask(connections, origin, body=b"hello", progress=progress)
        assert (answer.status, answer.body) == (201, b'{"a": 1}')
        assert (b"X-Odd", b"yes") in answer.headers
        assert (stub.asked[0].method, stub.asked[0].body) == ("POST", b"hello")
        assert progress == Progress(sent=True, answered=True, reused=False)

    async def test_a_body_of_megabytes_both_ways(
        self, stub: Stub, origin: Origin, connections: Connections
    ) -> None:
        stub.answers("/x", raw=b"y" * MOST)
        answer = await ask(connections, origin, body=b"x" * 3_000_000)
        assert len(stub.asked[0].body) == 3_000_000
        assert answer.body == b"y" * MOST

    async def test_chunks_and_interim_answers(
        self, stub: Stub, origin: Origin, connections: Connections
    ) -> None:
        stub.says(
            "/x",
            b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n",
            b"transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n",
            b"2\r\nde\r\n0\r\n\r\n",
            close=False,
        )
        assert (await ask(connections, origin)).body == b"abcde"

    async def test_an_answer_that_ends_with_the_connection(
        self, stub: Stub, origin: Origin, connections: Connections
    ) -> None:
        stub.says("/x", b"HTTP/1.0 200 OK\r\n\r\nuntil the end")
        assert (await ask(connections, origin)).body == b"until the end"


class TestReuse:
    async def test_one_connection_serves_requests_in_a_row(
        self, stub: Stub, origin: Origin, connections: Connections
    ) -> None:
        stub.answers("/x", 1)
        for _ in range(5):
            await ask(connections, origin)
        assert stub.connections == 1

    async def test_calls_at_once_have_one_each(
        self, stub: Stub, origin: Origin, connections: Connections
    ) -> None:
        released = stub.hangs("/x", b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\no")

        async def finish(_asked: Asked, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")

        stub.does("/y", finish)
        slow = asyncio.create_task(ask(connections, origin))
        await stub.until_asked()
        assert (await ask(connections, origin, "/y")).body == b"ok"
        assert stub.connections == 2
        released.set()
        slow.cancel()
        await asyncio.gather(slow, return_exceptions=True)

    async def test_a_closed_one_is_not_used_again(
        self, stub: Stub, origin: Origin, connections: Connections
    ) -> None:
        stub.says("/x", b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")
        await ask(connections, origin)
        idle = connections._idle[origin][0]
        await until(lambda: not idle.reusable)
        progress = Progress()
        await ask(connections, origin, progress=progress)
        assert not progress.reused
        assert stub.connections == 2

    async def test_bytes_that_came_unasked_spoil_it(
        self, stub: Stub, origin: Origin, connections: Connections
    ) -> None:
        forged = b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nforged"
        stub.says("/x", b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok" + forged, close=False)
        stub.answers("/y", raw=b"true")
        assert (await ask(connections, origin)).body == b"ok"
        assert (await ask(connections, origin, "/y")).body == b"true"
        assert stub.connections == 2

    async def test_close_is_respected(
        self, stub: Stub, origin: Origin, connections: Connections
    ) -> None:
        stub.answers("/x", 1, headers={"connection": "close"})
        await ask(connections, origin)
        assert not connections._idle

    async def test_who_may_not_trust_an_idle_one_gets_a_new_one(
        self, stub: Stub, origin: Origin, connections: Connections
    ) -> None:
        stub.answers("/x", 1)
        await ask(connections, origin)
        progress = Progress()
        await ask(connections, origin, progress=progress, reuse_seconds=0)
        assert not progress.reused

    async def test_a_cancelled_call_takes_its_connection_along(
        self, stub: Stub, origin: Origin, connections: Connections
    ) -> None:
        stub.hangs("/x")
        progress = Progress()
        call = asyncio.create_task(ask(connections, origin, progress=progress))
        await stub.until_asked()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert progress.sent
        assert not progress.answered
        assert not connections._idle

    async def test_idle_ones_are_closed_after_a_while(
        self,
        stub: Stub,
        origin: Origin,
        connections: Connections,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(http_connections, "IDLE_SECONDS", 0.02)
        stub.answers("/x", 1)
        await ask(connections, origin)
        await until(lambda: not connections._idle)

    async def test_not_more_are_kept_than_are_worth_it(
        self,
        stub: Stub,
        origin: Origin,
        connections: Connections,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(http_connections, "IDLE_AN_ORIGIN", 2)
        stub.answers("/x", 1)
        await asyncio.gather(*(ask(connections, origin) for _ in range(6)))
        assert len(connections._idle[origin]) == 2


class TestBroken:
    @pytest.mark.parametrize(
        "said",
        [
            b"",
            b"HTTP/1.1 200",
            b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nab\r\n",
            b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
            b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
            b"SSH-2.0-OpenSSH_9.6\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00",
            b"HTTP/1.1 200 OK\r\nx: " + b"y" * 200_000 + b"\r\n\r\n",
            b"HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n",
        ],
    )
    async def test_what_is_no_http(
        self, stub: Stub, origin: Origin, connections: Connections, said: bytes
    ) -> None:
        stub.says("/x", said)
        progress = Progress()
        with pytest.raises(BrokenError):
            await ask(connections, origin, progress=progress)
        assert progress.sent
        assert not progress.answered
        assert not connections._idle

    async def test_too_large_is_noticed_before_it_is_all_there(
        self, stub: Stub, origin: Origin, connections: Connections
    ) -> None:
        stub.hangs("/x", b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (MOST + 1))
        with pytest.raises(TooLargeError):
            await ask(connections, origin)

    async def test_endless_interim_answers_end_with_the_time(
        self, stub: Stub, origin: Origin, connections: Connections
    ) -> None:
        async def forever(_asked: Asked, writer: asyncio.StreamWriter) -> None:
            while True:
                writer.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")
                await writer.drain()

        stub.does("/x", forever)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await ask(connections, origin)


class TestConnect:
    async def test_nobody_listens(self, connections: Connections) -> None:
        with pytest.raises(UnreachableError, match="refuses connections"):
            await ask(connections, Origin("http", "127.0.0.1", 1))

    async def test_a_guarded_address_is_not_even_tried(self, stub: Stub) -> None:
        with pytest.raises(BlockedError):
            await ask(Connections(Egress(())), Origin("http", "127.0.0.1", stub.port))
        assert stub.connections == 0

    async def test_goes_to_the_address_that_was_judged(self, stub: Stub) -> None:
        """A name that leads elsewhere the second time: there is no second time."""
        answers = [["127.0.0.1"], ["192.0.2.1"]]

        async def fickle(_host: str, _port: int) -> list[str]:
            return answers.pop(0)

        pool = Connections(Egress(parse_allowed("127.0.0.1"), fickle))
        stub.answers("/x", 1)
        await ask(pool, Origin("http", "fickle.example", stub.port))
        pool.close()
        assert stub.connections == 1
        assert len(answers) == 1

    async def test_the_next_address_where_one_refuses(self, stub: Stub) -> None:
        async def two(_host: str, _port: int) -> list[str]:
            return ["127.0.0.99", "127.0.0.1"]

        pool = Connections(Egress(parse_allowed("127.0.0.0/8"), two))
        stub.answers("/x", 1)
        assert (await ask(pool, Origin("http", "two.example", stub.port))).status == 200
        pool.close()

    async def test_a_name_without_address(self) -> None:
        pool = Connections(Egress(()))
        with pytest.raises(UnreachableError, match="no address"):
            await ask(pool, Origin("http", "nowhere.invalid", 80))

    async def test_no_tls_on_the_other_side(
        self, stub: Stub, connections: Connections, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(http_connections, "CONNECT_SECONDS", 0.3)
        progress = Progress()
        with pytest.raises(UnreachableError, match=r"TLS|nobody answers"):
            await ask(connections, Origin("https", "127.0.0.1", stub.port), progress=progress)
        assert not progress.sent


class TestTls:
    @pytest.fixture
    def certificate(self, tmp_path: Path) -> tuple[Path, Path]:
        return make_certificate(tmp_path, "secure.example")

    async def test_a_certificate_is_judged_by_the_name_not_the_address(
        self, certificate: tuple[Path, Path]
    ) -> None:
        chain, key = certificate
        server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server_side.load_cert_chain(chain, key)

        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok")
            writer.close()

        async def here(_host: str, _port: int) -> list[str]:
            return ["127.0.0.1"]

        server = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=server_side)
        port = int(server.sockets[0].getsockname()[1])
        guard = Egress(parse_allowed("127.0.0.1"), here)
        trusting = Connections(guard, ssl.create_default_context(cafile=str(chain)))
        async with server:
            answer = await ask(trusting, Origin("https", "secure.example", port))
            assert answer.body == b"ok"
            with pytest.raises(UnreachableError, match="certificate"):
                await ask(trusting, Origin("https", "other.example", port))
            with pytest.raises(UnreachableError, match="certificate"):
                await ask(Connections(guard), Origin("https", "secure.example", port))
        trusting.close()


def make_certificate(folder: Path, name: str) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, secret = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return chain, secret

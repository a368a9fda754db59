"""Client certificates: shown to who asks, each to its own connections."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from activities.authentication.certificates import fingerprint, load
from activities.authentication.policies import Certificate
from activities.egress import Egress, parse_allowed
from activities.http_connections import Connections
from definitions.errors import ProblemError, same_type
from definitions.values import Json, JsonObject
from tests.activities.calling import World, problem_of


def made(name: str, passphrase: bytes = b"") -> tuple[str, str]:
    """A certificate that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("server.example")]), False)
        .add_extension(x509.BasicConstraints(True, None), True)
        .sign(key, hashes.SHA256())
    )
    sealed = (
        serialization.BestAvailableEncryption(passphrase)
        if passphrase
        else serialization.NoEncryption()
    )
    return (
        certificate.public_bytes(serialization.Encoding.PEM).decode(),
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, sealed
        ).decode(),
    )


@dataclass
class Served:
    port: int
    trusted: ssl.SSLContext
    seen: list[str | None]


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    """A TLS server that asks for a certificate and keeps whose it was."""
    certificate, key = made("server.example")
    (tmp_path / "server.pem").write_text(certificate + key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    context.verify_mode = ssl.CERT_OPTIONAL
    for name in ("ann", "bob"):
        context.load_verify_locations(cadata=IDENTITIES[name][0])
    seen: list[str | None] = []
    writers: list[asyncio.StreamWriter] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                peer = writer.get_extra_info("peercert")
                seen.append(peer["subject"][0][0][1] if peer else None)
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            writer.transport.abort()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    trusted = ssl.create_default_context(cadata=certificate)
    yield Served(server.sockets[0].getsockname()[1], trusted, seen)
    server.close()
    for writer in writers:
        writer.transport.abort()


IDENTITIES = {name: made(name) for name in ("ann", "bob")}


def secret_of(name: str) -> JsonObject:
    certificate, key = IDENTITIES[name]
    return {"certificate": certificate, "key": key}


@pytest.fixture
def secured(world: World, served: Served, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    async def local(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    def trusting() -> ssl.SSLContext:
        context = ssl.create_default_context()
        context.load_verify_locations(cadata=_trusted_text(served))
        return context

    monkeypatch.setattr("activities.http_connections._trusting", trusting)
    world.connections = Connections(Egress(parse_allowed("127.0.0.1"), local))
    world.lasting = world.effects()
    yield world
    world.connections.close()


def _trusted_text(served: Served) -> str:
    return "".join(
        ssl.DER_cert_to_PEM_cert(der) for der in served.trusted.get_ca_certs(binary_form=True)
    )


async def ask(world: World, served: Served, name: str | None) -> None:
    endpoint: JsonObject = {"uri": f"https://server.example:{served.port}/x"}
    if name is not None:
        world.vault.known[name] = secret_of(name)
        endpoint["authentication"] = {"certificate": {"use": name}}
    outcome = await world.get(endpoint=endpoint)
    assert outcome.problem is None, outcome


class TestShown:
    async def test_each_on_connections_of_its_own(self, secured: World, served: Served) -> None:
        for name in ("ann", None, "bob", "ann"):
            await ask(secured, served, name)
        assert served.seen == ["ann", None, "bob", "ann"]

    async def test_not_without_tls(self, world: World) -> None:
        world.vault.known["ann"] = secret_of("ann")
        endpoint: Json = {
            "uri": f"{world.stub.url}/x",
            "authentication": {"certificate": {"use": "ann"}},
        }
        outcome = await world.get(endpoint=endpoint)
        assert "https" in problem_of(outcome, 400, "configuration")
        assert world.stub.asked == []


class TestLoad:
    def test_with_a_passphrase(self) -> None:
        certificate, key = made("ann", b"open sesame")
        load(ssl.create_default_context(), Certificate(certificate, key, "open sesame"))

    @pytest.mark.parametrize("case", ["nonsense", "another's key", "passphrase", "empty"])
    def test_what_can_not_be_read_says_the_form(self, case: str) -> None:
        certificate, key = IDENTITIES["ann"]
        policy = {
            "nonsense": Certificate("x", "hush-hush"),
            "another's key": Certificate(certificate, IDENTITIES["bob"][1]),
            "passphrase": Certificate(*made("ann", b"open sesame"), "wrong"),
            "empty": Certificate("", ""),
        }[case]
        with pytest.raises(ProblemError) as caught:
            load(ssl.create_default_context(), policy)
        assert same_type(caught.value.problem.type, "configuration")
        assert "PEM" in (caught.value.problem.detail or "")
        assert key not in (caught.value.problem.detail or "")

    def test_nothing_stays_on_disk(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        load(ssl.create_default_context(), Certificate(*IDENTITIES["ann"]))
        assert list(tmp_path.iterdir()) == []

    def test_another_key_is_another_identity(self) -> None:
        certificate, key = IDENTITIES["ann"]
        assert fingerprint(Certificate(certificate, key)) != fingerprint(
            Certificate(certificate, key, "p")
        )

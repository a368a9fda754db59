"""Signed heads of the audit trails: how long each was and what its last hash was, in a file.

Whoever can write to the database can shorten a trail or make it anew, but not so that the heads
still fit. The file is only added to, a numbered line for each head. Its key is derived from the
master key. Never: a head believed that this key, or one named as a former one, has not signed.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from definitions.values import JsonObject, canonical
from store.audit_chain import Finding
from store.settings import StoreSettings

FILE = "audit-heads.jsonl"
_PURPOSE = b"baton audit heads"
_TAIL_BYTES = 4096


class Head(msgspec.Struct, frozen=True):
    """A line of the file."""

    number: int
    """Of this line in its file, from 1."""
    tenant: str
    sequence: int
    hash: str
    at: str
    key: str
    signature: str

    def signed(self) -> bytes:
        content: JsonObject = {
            "number": self.number,
            "tenant": self.tenant,
            "sequence": self.sequence,
            "hash": self.hash,
            "at": self.at,
        }
        return canonical(content)


@dataclass(frozen=True, slots=True)
class Signed:
    """What the file says of one trail: the hash at each number, and what is wrong with the file."""

    hashes: Mapping[int, bytes]
    findings: Sequence[Finding]


class HeadsKey:
    """Signs, and knows by whom something may be signed."""

    def __init__(self, master: bytes, former: Iterable[str] = ()) -> None:
        seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(master)
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._private.public_key().public_bytes_raw().hex()
        self.trusted = frozenset({self.public, *former})

    def sign(self, content: bytes) -> str:
        return self._private.sign(content).hex()


def is_signed(content: bytes, signature: str, key: str, trusted: Iterable[str]) -> bool:
    if key not in trusted:
        return False
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


class Heads:
    """The file, with the key that signs it."""

    def __init__(self, path: Path, key: HeadsKey) -> None:
        self.path = path
        self.key = key

    @classmethod
    def at(cls, settings: StoreSettings, master: bytes) -> Heads:
        key = HeadsKey(master, settings.former_audit_keys)
        return cls(settings.audit_heads or settings.data / FILE, key)

    def append(self, heads: Sequence[tuple[str, int, bytes]], at: datetime | None = None) -> None:
        """Tenant, number and hash of each. Written to the disk before it returns."""
        said = (at or datetime.now(UTC)).isoformat(timespec="milliseconds")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
        with os.fdopen(os.open(self.path, flags, 0o600), "r+b") as file:
            # Several relays may share it.
            fcntl.flock(file, fcntl.LOCK_EX)
            number, whole = _last_number(file.fileno())
            lines = [self._line(number + place, head, said) for place, head in enumerate(heads, 1)]
            os.write(file.fileno(), (b"" if whole else b"\n") + b"".join(lines))
            os.fsync(file.fileno())

    def _line(self, number: int, head: tuple[str, int, bytes], at: str) -> bytes:
        tenant, sequence, digest = head
        bare = Head(number, tenant, sequence, digest.hex(), at, self.key.public, "")
        signed = msgspec.structs.replace(bare, signature=self.key.sign(bare.signed()))
        return msgspec.json.encode(signed) + b"\n"

    def read(self, tenant: str) -> Signed:
        """What can't be read is a finding too: it may have been taken away."""
        try:
            return read_heads(self.lines(), tenant, self.key.trusted)
        except OSError as error:
            said = f"The heads can't be read: {error.strerror}."
            return Signed({}, [_bad("heads-unreadable", None, said)])

    def lines(self) -> Iterator[bytes]:
        with suppress(FileNotFoundError), self.path.open("rb") as file:
            yield from file

    def last(self) -> dict[str, tuple[int, str]]:
        """Of each tenant how far it was signed."""
        known: dict[str, tuple[int, str]] = {}
        for line in self.lines():
            with suppress(msgspec.MsgspecError):
                head = msgspec.json.decode(line, type=Head)
                known[head.tenant] = head.sequence, head.hash
        return known


def read_heads(lines: Iterable[bytes], tenant: str, trusted: Iterable[str]) -> Signed:
    """Checks each line of the tenant, and that no line of the file is missing."""
    hashes: dict[int, bytes] = {}
    findings: list[Finding] = []
    expected = 1
    for place, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            head = msgspec.json.decode(line, type=Head)
        except (msgspec.MsgspecError, RecursionError):
            findings.append(_bad("unreadable", None, f"Line {place} of the heads is no head."))
            continue
        if head.number != expected:
            said = f"Line {place} of the heads has the number {head.number}, not {expected}."
            findings.append(_bad("heads-missing", None, said))
        expected = head.number + 1
        if head.tenant != tenant:
            continue
        if is_signed(head.signed(), head.signature, head.key, trusted):
            hashes[head.sequence] = bytes.fromhex(head.hash)
        else:
            said = f"Line {place} of the heads is not signed by a key that is trusted."
            findings.append(_bad("forged", head.sequence, said))
    return Signed(hashes, findings)


def _bad(code: str, sequence: int | None, message: str) -> Finding:
    return Finding(code, sequence, None, message)


def _last_number(descriptor: int) -> tuple[int, bool]:
    """Of the last whole line, and whether the file ends with a whole line."""
    size = os.fstat(descriptor).st_size
    tail = os.pread(descriptor, _TAIL_BYTES, max(0, size - _TAIL_BYTES))
    for line in reversed(tail.splitlines()):
        with suppress(msgspec.MsgspecError):
            return msgspec.json.decode(line, type=Head).number, tail.endswith(b"\n")
    return 0, not tail or tail.endswith(b"\n")

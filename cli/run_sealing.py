"""Seals the file of a run with a passphrase, and opens it: scrypt, then AES-256-GCM.

One line says how it is sealed and is authenticated with the rest; behind it come the bytes. Never:
a value on the disk in plain text, or parameters of somebody else's choice that cost hours to try.
"""

from __future__ import annotations

import base64
import os
import zlib

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from msgspec import Struct

from cli.errors import CliError
from definitions.run_file import FORMAT, MOST_BYTES

COST = 2**15
MOST_COST = 2**17
BLOCK, PARALLEL = 8, 1
KEY_BYTES, SALT_BYTES, NONCE_BYTES = 32, 16, 12
SHORTEST = 12
"""Characters of a passphrase that seals."""


class Seal(Struct):
    """How a file is sealed."""

    cost: int
    salt: str
    nonce: str
    cipher: str = "AES-256-GCM"
    kdf: str = "scrypt"


class _Sealed(Struct):
    format: str
    sealed: Seal


def seal(content: bytes, passphrase: str) -> bytes:
    if len(passphrase) < SHORTEST:
        raise CliError(
            f"The passphrase is shorter than {SHORTEST} characters.",
            "Take several words; who has the file can try passphrases for as long as they like.",
        )
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    how = Seal(COST, base64.b64encode(salt).decode(), base64.b64encode(nonce).decode())
    head = msgspec.json.encode(_Sealed(FORMAT, how)) + b"\n"
    return head + _cipher(passphrase, salt, COST).encrypt(nonce, zlib.compress(content), head)


def is_sealed(content: bytes) -> bool:
    return _head(content) is not None


def unseal(content: bytes, passphrase: str) -> bytes:
    found = _head(content)
    if found is None:
        return content
    how = found.sealed
    if (how.cipher, how.kdf) != ("AES-256-GCM", "scrypt") or how.cost > MOST_COST:
        raise CliError("The file is sealed in a way that this release doesn't know.", "Update it.")
    head, _, sealed = content.partition(b"\n")
    try:
        salt, nonce = base64.b64decode(how.salt), base64.b64decode(how.nonce)
        cipher = _cipher(passphrase, salt, how.cost)
        packed = cipher.decrypt(nonce, sealed, head + b"\n")
    except (InvalidTag, ValueError, OverflowError) as error:
        raise CliError(
            "The file does not open: the passphrase is another one, or it was changed.",
            "Check the passphrase, or get the file once more.",
        ) from error
    return _unpacked(packed)


def _unpacked(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(packed, MOST_BYTES)
    if unpacking.unconsumed_tail:
        raise CliError(f"The file holds more than {MOST_BYTES // 1024 // 1024} MiB.", "Split it.")
    return content


def _cipher(passphrase: str, salt: bytes, cost: int) -> AESGCM:
    scrypt = Scrypt(salt=salt, length=KEY_BYTES, n=cost, r=BLOCK, p=PARALLEL)
    return AESGCM(scrypt.derive(passphrase.encode()))


def _head(content: bytes) -> _Sealed | None:
    try:
        return msgspec.json.decode(content.partition(b"\n")[0], type=_Sealed)
    except (msgspec.MsgspecError, RecursionError):
        return None

"""Seals the bytes of a file piece by piece with a key of its own, and opens them again.

AES-256-GCM. A piece knows its place and whether it is the last one, so none can be left out, moved,
repeated or cut off. One can begin anywhere. Never: two files with the same key; the number of a
piece is its nonce.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterable, AsyncIterator
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PIECE: Final = 64 * 1024
FORMAT: Final = b"\x01"
_TAG = 16
_NONCE = 12
_LAST = b"last"
_MORE = b"more"


class DamagedError(Exception):
    """What lies there is not what was sealed: it was changed, cut off, or is another file's."""


def fresh_key() -> bytes:
    return secrets.token_bytes(32)


async def sealed(key: bytes, chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    cipher = AESGCM(key)
    yield FORMAT
    number = 0
    held = b""
    async for piece in _pieces(chunks, PIECE):
        if held:
            yield cipher.encrypt(_nonce(number), held, _MORE)
            number += 1
        held = piece
    yield cipher.encrypt(_nonce(number), held, _LAST)


def begins(first: int) -> int:
    """Where the piece lies that holds this byte."""
    return len(FORMAT) + first // PIECE * (PIECE + _TAG)


async def opened(
    key: bytes, size: int, chunks: AsyncIterable[bytes], first: int = 0
) -> AsyncIterator[bytes]:
    """From the byte `first` on; `chunks` begin at the piece that holds it (`begins`)."""
    cipher = AESGCM(key)
    number = first // PIECE
    last = max(0, size - 1) // PIECE
    skip = first % PIECE
    async for piece in _pieces(chunks, PIECE + _TAG):
        if number > last:
            raise DamagedError("There is more than was sealed.")
        try:
            plain = cipher.decrypt(_nonce(number), piece, _LAST if number == last else _MORE)
        except InvalidTag as error:
            raise DamagedError("What lies there was changed, or is another file's.") from error
        yield plain[skip:]
        skip = 0
        number += 1
    if number != last + 1:
        raise DamagedError("What lies there was cut off.")


def _nonce(number: int) -> bytes:
    return number.to_bytes(_NONCE, "big")


async def _pieces(chunks: AsyncIterable[bytes], size: int) -> AsyncIterator[bytes]:
    waiting = bytearray()
    async for chunk in chunks:
        waiting += chunk
        while len(waiting) >= size:
            yield bytes(waiting[:size])
            del waiting[:size]
    if waiting:
        yield bytes(waiting)

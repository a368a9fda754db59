"""Nothing readable lies there, and whatever is done to it is noticed."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import pytest

from store.blobs.sealing import PIECE, DamagedError, begins, fresh_key, opened, sealed

KEY = fresh_key()
PLAIN = os.urandom(3 * PIECE + 5)
SIZES = [1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, len(PLAIN)]
LINE = PIECE + 16


async def chunks(given: bytes, size: int = 1000) -> AsyncIterator[bytes]:
    for begin in range(0, len(given), size):
        yield given[begin : begin + size]


async def seal(plain: bytes, key: bytes = KEY) -> bytes:
    return b"".join([one async for one in sealed(key, chunks(plain))])


async def unseal(lies: bytes, size: int, first: int = 0, key: bytes = KEY) -> bytes:
    from_there = chunks(lies[begins(first) :], 777)
    return b"".join([one async for one in opened(key, size, from_there, first)])


@pytest.mark.parametrize("size", SIZES)
async def test_there_and_back(size):
    lies = await seal(PLAIN[:size])
    assert await unseal(lies, size) == PLAIN[:size]
    assert PLAIN[: min(size, 32)] not in lies or size < 8


@pytest.mark.parametrize("first", [1, PIECE - 1, PIECE, PIECE + 1, len(PLAIN) - 1])
async def test_from_anywhere(first):
    assert await unseal(await seal(PLAIN), len(PLAIN), first) == PLAIN[first:]


async def test_each_change_is_noticed():
    lies = await seal(PLAIN)
    one, two = lies[1 : 1 + LINE], lies[1 + LINE : 1 + 2 * LINE]
    hostile = {
        "a bit": lies[:100] + bytes([lies[100] ^ 1]) + lies[101:],
        "the last bit": lies[:-1] + bytes([lies[-1] ^ 1]),
        "cut off": lies[:-5],
        "cut off at a piece": lies[: 1 + 3 * LINE],
        "all of it": b"",
        "swapped": lies[:1] + two + one + lies[1 + 2 * LINE :],
        "twice": lies[:1] + one + lies[1:],
        "left out": lies[:1] + lies[1 + LINE :],
        "more": lies + b"x",
        "more pieces": lies + two,
    }
    for what, changed in hostile.items():
        with pytest.raises(DamagedError):
            await unseal(changed, len(PLAIN))
        assert what


async def test_a_shorter_one_does_not_pass_for_whole():
    with pytest.raises(DamagedError):
        await unseal(await seal(PLAIN), 2 * PIECE)


async def test_of_another_file():
    with pytest.raises(DamagedError):
        await unseal(await seal(PLAIN, fresh_key()), len(PLAIN))

"""What both places for bytes do alike: all or nothing, from anywhere, and gone when removed."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import pytest

from store.blobs.address import read_url
from store.blobs.bucket import PART, Bucket
from store.blobs.folder import Folder
from store.blobs.place import BlobMissingError
from store.blobs.signing import Credentials
from tests.store.stand_in_s3 import ACCESS, REGION, SECRET, standing_in

NAME = "tenant/file"


class WrongError(Exception):
    """What comes breaks off."""


async def chunks(*given: bytes, wrong: bool = False) -> AsyncIterator[bytes]:
    for one in given:
        yield one
    if wrong:
        raise WrongError


async def whole(place, begin: int = 0) -> bytes:
    return b"".join([one async for one in place.open(NAME, begin)])


@pytest.fixture
async def s3():
    async with standing_in() as store:
        yield store


@pytest.fixture(params=["folder", "bucket"])
async def place(request, tmp_path, s3):
    if request.param == "folder":
        yield Folder(tmp_path)
        return
    bucket = Bucket(read_url(s3.url), Credentials(ACCESS, SECRET, REGION), pause_seconds=0)
    yield bucket
    await bucket.close()


def lies(place, tmp_path, s3) -> int:
    """How much there is of anything."""
    if isinstance(place, Folder):
        return sum(len(names) for _, _, names in os.walk(tmp_path))
    return len(s3.objects) + len(s3.uploads)


LONG = os.urandom(2 * PART + 17)


class TestBoth:
    @pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, len(LONG)])
    async def test_what_goes_in_comes_out(self, place, size):
        given = LONG[:size]
        await place.put(NAME, chunks(given[: size // 3], given[size // 3 :]))
        assert await whole(place) == given
        if size > 10:
            assert await whole(place, 10) == given[10:]

    async def test_another_takes_its_place(self, place):
        await place.put(NAME, chunks(b"a" * 100))
        await place.put(NAME, chunks(b"b"))
        assert await whole(place) == b"b"

    async def test_what_is_not_there(self, place):
        with pytest.raises(BlobMissingError):
            await whole(place)
        await place.remove(NAME)

    async def test_removed_is_gone_and_again_is_nothing(self, place, tmp_path, s3):
        await place.put(NAME, chunks(b"a"))
        await place.remove(NAME)
        await place.remove(NAME)
        with pytest.raises(BlobMissingError):
            await whole(place)
        assert lies(place, tmp_path, s3) == 0

    @pytest.mark.parametrize("size", [0, 100, len(LONG)])
    async def test_what_breaks_off_leaves_nothing(self, place, tmp_path, s3, size):
        with pytest.raises(WrongError):
            await place.put(NAME, chunks(LONG[:size], wrong=True))
        assert lies(place, tmp_path, s3) == 0

    async def test_who_stops_reading(self, place):
        await place.put(NAME, chunks(LONG))
        reading = place.open(NAME)
        assert LONG.startswith(await anext(reading))
        await reading.aclose()
        assert await whole(place) == LONG

"""A bucket, over HTTP: signed as S3 wants it, tried again, and every refusal told in words."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from store.blobs.address import read_url
from store.blobs.bucket import PART, Bucket
from store.blobs.place import BlobMissingError, BlobTroubleError
from store.blobs.signing import Credentials
from tests.store.stand_in_s3 import ACCESS, BUCKET, REGION, SECRET, S3Error, standing_in

NAME = "tenant/file"
KEY = "some/where/tenant/file"


async def chunks(*given: bytes) -> AsyncIterator[bytes]:
    for one in given:
        yield one


async def whole(bucket, begin: int = 0) -> bytes:
    return b"".join([one async for one in bucket.open(NAME, begin)])


@pytest.fixture
async def s3():
    async with standing_in() as store:
        yield store


@pytest.fixture
async def make(s3):
    opened = []

    def one(access=ACCESS, secret=SECRET, region=REGION, url=None, clock=None):
        address = read_url(url or s3.url)
        given = {} if clock is None else {"clock": clock}
        opened.append(
            Bucket(address, Credentials(access, secret, region), pause_seconds=0, **given)
        )
        return opened[-1]

    yield one
    for bucket in opened:
        await bucket.close()


@pytest.fixture
def bucket(make):
    return make()


class TestPut:
    async def test_what_is_short_is_one_request(self, bucket, s3):
        await bucket.put(NAME, chunks(b"a", b"b"))
        assert s3.objects == {KEY: b"ab"}
        assert len(s3.asked) == 1

    async def test_what_is_long_goes_in_parts(self, bucket, s3):
        given = os.urandom(2 * PART + 1)
        await bucket.put(NAME, chunks(given))
        assert s3.objects == {KEY: given}
        assert len([one for one in s3.asked if one.startswith("PUT")]) == 3
        assert s3.uploads == {}

    async def test_a_part_that_fails_ends_the_upload(self, bucket, s3):
        s3.fails[f"PUT /{BUCKET}/{KEY}?partNumber"] = S3Error(403, "AccessDenied")
        with pytest.raises(BlobTroubleError, match=r"AccessDenied.*BATON_S3_ACCESS_KEY"):
            await bucket.put(NAME, chunks(os.urandom(PART + 1)))
        assert s3.uploads == s3.objects == {}

    async def test_an_error_that_says_200(self, bucket, s3):
        s3.late_error = True
        with pytest.raises(BlobTroubleError, match="InternalError"):
            await bucket.put(NAME, chunks(os.urandom(PART + 1)))
        assert s3.uploads == s3.objects == {}

    async def test_a_busy_store_is_asked_again(self, bucket, s3):
        s3.failing = [S3Error(503, "SlowDown"), S3Error(500, "InternalError")]
        await bucket.put(NAME, chunks(b"a"))
        assert s3.objects == {KEY: b"a"}

    async def test_but_not_for_ever(self, bucket, s3):
        s3.failing = [S3Error(503, "SlowDown")] * 5
        with pytest.raises(BlobTroubleError, match="SlowDown"):
            await bucket.put(NAME, chunks(b"a"))
        assert len(s3.asked) == 3


class TestWhoAsks:
    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"access": "somebody"}, "InvalidAccessKeyId"),
            ({"secret": "guessed"}, "SignatureDoesNotMatch"),
            ({"region": "us-east-1"}, "AuthorizationHeaderMalformed"),
        ],
    )
    async def test_a_wrong_key(self, make, given, code):
        with pytest.raises(BlobTroubleError, match=f"{code}.*Correct"):
            await make(**given).put(NAME, chunks(b"a"))

    @pytest.mark.parametrize("minutes", [-16, 16])
    async def test_a_wrong_clock(self, make, minutes):
        wrong = make(clock=lambda: datetime.now(UTC) + timedelta(minutes=minutes))
        with pytest.raises(BlobTroubleError, match=r"RequestTimeTooSkewed.*clock"):
            await wrong.put(NAME, chunks(b"a"))

    @pytest.mark.parametrize("minutes", [-14, 14])
    async def test_a_clock_that_is_nearly_right(self, make, minutes):
        near = make(clock=lambda: datetime.now(UTC) + timedelta(minutes=minutes))
        await near.put(NAME, chunks(b"a"))

    async def test_another_bucket(self, make, s3):
        elsewhere = make(url=s3.url.replace(BUCKET, "other-bucket"))
        with pytest.raises(BlobTroubleError, match="NoSuchBucket"):
            await elsewhere.put(NAME, chunks(b"a"))

    async def test_nobody_there(self, make):
        gone = make(url=f"s3://{BUCKET}?endpoint=http://127.0.0.1:9&region={REGION}")
        with pytest.raises(BlobTroubleError, match="does not answer"):
            await gone.put(NAME, chunks(b"a"))
        with pytest.raises(BlobTroubleError, match="does not answer"):
            await whole(gone)


class TestOpen:
    async def test_a_store_without_ranges(self, bucket, s3):
        await bucket.put(NAME, chunks(b"abc"))
        s3.ranges = False
        assert await whole(bucket) == b"abc"
        with pytest.raises(BlobTroubleError, match="ranges"):
            await whole(bucket, 1)

    async def test_a_connection_that_breaks(self, bucket, s3):
        await bucket.put(NAME, chunks(b"a" * 100_000))
        s3.breaks_at = 50_000
        with pytest.raises(BlobTroubleError, match="does not answer"):
            await whole(bucket)

    async def test_missing(self, bucket):
        with pytest.raises(BlobMissingError):
            await whole(bucket)


class TestRemove:
    async def test_with_the_parts_that_a_killed_process_has_left(self, bucket, s3):
        s3.uploads["left/1&"] = (KEY, {1: b"x"})
        s3.uploads["other"] = ("some/where/tenant/another", {1: b"x"})
        await bucket.remove(NAME)
        assert list(s3.uploads) == ["other"]

    async def test_who_may_not_list_them(self, bucket, s3):
        s3.may_list = False
        await bucket.put(NAME, chunks(b"a"))
        await bucket.remove(NAME)
        assert s3.objects == {}

    async def test_refused(self, bucket, s3):
        s3.fails["DELETE"] = S3Error(403, "AccessDenied")
        with pytest.raises(BlobTroubleError, match="AccessDenied"):
            await bucket.remove(NAME)

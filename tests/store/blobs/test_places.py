"""The place that the settings name."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from store.blobs.bucket import Bucket
from store.blobs.folder import Folder
from store.blobs.places import open_place
from store.settings import StoreSettings

KEYS = {"s3_access_key": "a", "s3_secret_key": "b"}


async def test_a_folder_below_the_data(tmp_path):
    place = open_place(StoreSettings(data=tmp_path))
    assert isinstance(place, Folder)
    await place.put("t/a", one())
    assert (tmp_path / "files" / "t" / "a").read_bytes() == b"one"


async def test_another_folder(tmp_path):
    place = open_place(StoreSettings(files_url=f"file://{tmp_path}/own"))
    await place.put("t/a", one())
    assert (tmp_path / "own" / "t" / "a").exists()


async def test_a_bucket():
    place = open_place(StoreSettings(files_url="s3://own", **KEYS))
    assert isinstance(place, Bucket)
    await place.close()


@pytest.mark.parametrize("missing", KEYS)
def test_a_bucket_without_a_key(missing):
    given = {name: key for name, key in KEYS.items() if name != missing}
    with pytest.raises(ValidationError, match="set BATON_S3_ACCESS_KEY"):
        StoreSettings(files_url="s3://own", **given)


def test_an_address_that_can_not_be_meant():
    with pytest.raises(ValidationError, match="can't be a bucket"):
        StoreSettings(files_url="s3://?", **KEYS)


def test_a_secret_is_not_shown():
    assert "hidden" not in repr(
        StoreSettings(files_url="s3://own", s3_access_key="a", s3_secret_key="hidden")
    )


async def one():
    yield b"one"

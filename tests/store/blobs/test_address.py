"""BATON_FILES_URL: which folder, or which bucket; and what can't be meant is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.blobs.address import Address, read_url

THERE = "https://minio.example:9000"


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("file:///var/lib/baton%20files", Path("/var/lib/baton files")),
        ("s3://own", Address("https://own.s3.us-east-1.amazonaws.com", "/")),
        (
            "s3://own/a/b/?region=eu-central-1",
            Address("https://own.s3.eu-central-1.amazonaws.com", "/", "a/b/", "eu-central-1"),
        ),
        ("s3://my.own", Address("https://s3.us-east-1.amazonaws.com", "/my.own/")),
        (f"s3://own/p?endpoint={THERE}", Address(THERE, "/own/", "p/")),
        (f"s3://own?endpoint={THERE}/&region=x-1", Address(THERE, "/own/", "", "x-1")),
    ],
)
def test_read(url, place):
    assert read_url(url) == place


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "must be"),
        ("/var/files", "must be"),
        ("file://host/files", "must be"),
        ("http://own/files", "must be"),
        ("s3://Own", "can't be a bucket"),
        ("s3:///own", "can't be a bucket"),
        ("s3://own/a b", "prefix"),
        ("s3://own/../other", "prefix"),
        ("s3://own?region=EU", "region"),
        ("s3://own?endpoint=minio:9000", "endpoint"),
        ("s3://own?endpoint=https://minio/path", "endpoint"),
        ("s3://own?secret=1", "'secret'"),
    ],
)
def test_refused(url, why):
    with pytest.raises(ValueError, match=why):
        read_url(url)


def test_where_an_object_is():
    address = Address(THERE, "/own/", "p/")
    assert address.host == "minio.example:9000"
    assert address.path("t/f") == "/own/p/t/f"

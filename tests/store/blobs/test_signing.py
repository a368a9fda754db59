"""Known answers: the examples of AWS's own documentation for S3."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store.blobs.signing import Asked, Credentials, signed

EXAMPLE = Credentials(
    "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1"
)
THEN = datetime(2013, 5, 24, tzinfo=UTC)
HOST = "examplebucket.s3.amazonaws.com"
KNOWN = {
    "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41": Asked(
        "GET", HOST, "/test.txt", headers={"Range": "bytes=0-9"}
    ),
    "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd": Asked(
        "PUT",
        HOST,
        "/test%24file.text",
        headers={
            "Date": "Fri, 24 May 2013 00:00:00 GMT",
            "x-amz-storage-class": "REDUCED_REDUNDANCY",
        },
        body=b"Welcome to Amazon S3.",
    ),
    "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543": Asked(
        "GET", HOST, "/", query={"lifecycle": ""}
    ),
    "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7": Asked(
        "GET", HOST, "/", query={"prefix": "J", "max-keys": "2"}
    ),
}


@pytest.mark.parametrize("signature", KNOWN)
def test_as_aws_signs(signature):
    given = signed(KNOWN[signature], EXAMPLE, THEN)
    assert given["authorization"].endswith(f"Signature={signature}")
    assert given["x-amz-date"] == "20130524T000000Z"


def test_the_secret_stays():
    given = signed(KNOWN[next(iter(KNOWN))], EXAMPLE, THEN)
    assert EXAMPLE.secret_key not in f"{given}{EXAMPLE}"


def test_the_body_is_part_of_it():
    one, two = (signed(Asked("PUT", HOST, "/a", body=body), EXAMPLE, THEN) for body in (b"a", b"b"))
    assert one["authorization"] != two["authorization"]

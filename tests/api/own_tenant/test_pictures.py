"""What a picture is, by its bytes."""

from __future__ import annotations

import pytest

from api.errors import ApiError
from api.own_tenant.pictures import MOST_BYTES, kind_of

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)


def test_the_largest():
    assert kind_of(PNG.ljust(MOST_BYTES, b"\0")) == "image/png"


@pytest.mark.parametrize("body", [b"", PNG[:20], b" " + PNG, b"RIFF" + bytes(40), b"<svg/>" * 9])
def test_what_is_none(body: bytes):
    with pytest.raises(ApiError) as refused:
        kind_of(body)
    assert refused.value.status_code == 415

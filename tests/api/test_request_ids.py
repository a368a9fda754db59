"""A given id is taken if it is a plain one."""

from __future__ import annotations

import pytest

from api.request_ids import request_id


def given(*values: bytes) -> str:
    return request_id({"headers": [(b"x-request-id", value) for value in values]})


class TestRequestId:
    def test_a_plain_one_is_kept(self):
        assert given(b"trace-1:a.b_c") == "trace-1:a.b_c"

    @pytest.mark.parametrize("value", [b"", b"a b", b"x" * 101, b"a\nb", b"\xff", b'a"b'])
    def test_a_strange_one_is_replaced(self, value: bytes):
        assert given(value) != value.decode("latin-1")

    def test_one_is_made(self):
        assert given() != given()

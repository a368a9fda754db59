"""If-Match and If-None-Match: what they hold, and what is no such header."""

from __future__ import annotations

import pytest

from api.errors import ApiError
from api.preconditions import base_of, etag, tags


class TestTags:
    @pytest.mark.parametrize(
        ("header", "found"),
        [
            ('"a"', ("a",)),
            (' "a" , "b,c" ', ("a", "b,c")),
            ('""', ("",)),
            ("*", ("*",)),
            ('"*"', ("*",)),
            ('W/"a"', ()),
            ('W/"a", "b"', ("b",)),
        ],
    )
    def test_of_a_header(self, header: str, found: tuple[str, ...]):
        assert tags(header) == found

    @pytest.mark.parametrize("header", ["", "a", '"a', '"a" "b"', '"a",,"b"', "'a'", '"ä"', "w/*"])
    def test_of_what_is_none(self, header: str):
        with pytest.raises(ApiError, match="no ETags"):
            tags(header)

    def test_what_is_sent_is_read(self):
        assert tags(etag("ab12")["ETag"]) == ("ab12",)


class TestBase:
    def test_what_must_be_there(self):
        assert base_of(None, None) is None
        assert base_of('"a"', None) == ("a",)
        assert base_of(None, "*") == ()

    @pytest.mark.parametrize("given", [('"a"', "*"), (None, '"a"'), (None, "")])
    def test_what_contradicts_itself(self, given: tuple[str | None, str]):
        with pytest.raises(ApiError, match="can only be"):
            base_of(*given)

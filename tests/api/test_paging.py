"""Cursors are ours or refused."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from api.errors import ApiError
from api.paging import moment_and_id, opaque, pair, place, triple


class TestCursors:
    @pytest.mark.parametrize("text", ["", "a", "ab", "abc", "a/b/1.0.0", "ä🐍"])
    def test_there_and_back(self, text: str):
        assert place(opaque(text)) == text

    def test_none(self):
        assert opaque(None) is None
        assert place(None) is None

    @pytest.mark.parametrize("cursor", ["!", "a b", "_w", "A", "é", "\x00", "YQ=="])
    def test_strange_ones(self, cursor: str):
        if cursor == "YQ==":
            assert place(cursor) == "a"
            return
        with pytest.raises(ApiError) as caught:
            place(cursor)
        assert caught.value.status_code == 422


class TestNames:
    def test_there_and_back(self):
        assert pair(opaque("a/b")) == ("a", "b")
        assert triple(opaque("a/b/1.0.0")) == ("a", "b", "1.0.0")
        assert (pair(None), triple(None)) == (None, None)

    @pytest.mark.parametrize("text", ["", "a", "a/b/c/d"])
    def test_another_number_of_them(self, text: str):
        for read in (pair, triple):
            with pytest.raises(ApiError):
                read(opaque(text))


class TestMoments:
    def test_there_and_back(self):
        at, id_ = datetime(2026, 1, 2, tzinfo=UTC), str(uuid4())
        assert moment_and_id(opaque(f"{at.isoformat()}/{id_}")) == (at, id_)
        assert moment_and_id(None) is None

    @pytest.mark.parametrize(
        "text", ["", "a", "a/b", "2026-01-02T00:00:00/x", "2026-01-02T00:00:00+00:00/x"]
    )
    def test_strange_ones(self, text: str):
        with pytest.raises(ApiError):
            moment_and_id(opaque(text))

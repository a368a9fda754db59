"""JSON pointers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions.pointers import escape, join, unescape


class TestEscape:
    @pytest.mark.parametrize(
        ("name", "step"), [("a/b", "a~1b"), ("~", "~0"), ("~1", "~01"), ("", ""), (7, "7")]
    )
    def test_a_step(self, name, step):
        assert escape(name) == step

    @given(st.text())
    def test_comes_back(self, name):
        assert "/" not in escape(name)
        assert unescape(escape(name)) == name


class TestJoin:
    def test_steps(self):
        assert join(["do", 0, "a/b"]) == "/do/0/a~1b"
        assert join([]) == ""

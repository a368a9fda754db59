"""What the library means, in words that help."""

from __future__ import annotations

import pytest

from definitions import read


class TestExplain:
    @pytest.mark.parametrize(
        ("text", "line", "remedy"),
        [
            ("a: b: c", 1, "quotes"),
            ("do:\n  - a:\n\tset: 1", 3, "tabs"),
            ('a: 1\nb: "open\nc: 2\n', 2, "closing quote"),
            ("a: [1, 2\nb: 3", 2, "`]`"),
            ("a: { b: ${ .x } }", 1, "quotes"),
            ("a: @x", 1, "quotes"),
            ("a: `x`", 1, "quotes"),
            ('a: "\\d"', 1, "single quotes"),
            ("a:\n  - b\n - c", 3, "same column"),
            ("- a\nb: 1", 2, "list"),
            ("a: - b", 1, "line of its own"),
            ("a\nb: 1", 2, "quotes"),
            ('a: "b" c', 1, "quote"),
            ("a: }", 1, "quotes"),
            ("a: |x\n  b", 1, "indented"),
            ("a: & b", 1, "quotes"),
            ("%YAML 2.0\n---\na: 1", 1, "%YAML"),
            ("a: !x!y z", 1, "quotes"),
            ("  a: 1\nb: 2", 2, "indentation"),
            ("a: b\nc\n", 3, "colon"),
        ],
    )
    def test_says_where_and_what_to_do(self, text, line, remedy):
        (fault,) = read(text).diagnostics
        assert fault.code == "yaml-syntax"
        assert fault.line == line
        assert remedy in fault.remedy
        assert fault.message.endswith(".")
        for word in ("token", "scalar", "node", "mapping", "block"):
            assert word not in fault.message + fault.remedy

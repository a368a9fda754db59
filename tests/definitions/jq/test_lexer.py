"""Tokens with positions."""

from __future__ import annotations

import pytest

from definitions.jq.errors import JqSyntaxError
from definitions.jq.lexer import tokens


class TestTokens:
    def test_kinds_and_places(self):
        found = [
            (token.kind, token.text, token.position)
            for token in tokens('.a + $b.c == 1.5e3 # x\n|map("y")')
        ]
        assert found == [
            ("field", ".a", 0),
            ("symbol", "+", 3),
            ("variable", "$b", 5),
            ("field", ".c", 7),
            ("symbol", "==", 10),
            ("number", "1.5e3", 13),
            ("symbol", "|", 23),
            ("name", "map", 24),
            ("symbol", "(", 27),
            ("text", '"y"', 28),
            ("symbol", ")", 31),
            ("end", "", 32),
        ]

    def test_texts_hold_programs(self):
        text, _ = tokens('"a\\(.b + "c\\(1)")d"')
        assert text.parts[0] == "a"
        assert text.parts[2] == "d"
        inside = text.parts[1]
        assert not isinstance(inside, str)
        assert [(token.kind, token.position) for token in inside] == [
            ("field", 4),
            ("symbol", 7),
            ("text", 9),
            ("end", 16),
        ]

    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ('"\\ud83d\\ude00"', "😀"),
            ('"\\ud83d"', "\ufffd"),
            ('"\\ude00"', "\ufffd"),
            ('"\\ud83d\\u0041"', "\ufffdA"),
            ('"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\\/\b\f\n\r\t'),
            ('""', ""),
        ],
    )
    def test_escapes(self, source, text):
        assert tokens(source)[0].parts == (text,)

    @pytest.mark.parametrize(
        "source", ["~", "^", "\\", "`", "a\u00a0b", ".\u0430", '"\\x41"', "\x7f"]
    )
    def test_what_has_no_meaning(self, source):
        with pytest.raises(JqSyntaxError):
            tokens(source)

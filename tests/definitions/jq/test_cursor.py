"""Going through tokens, and the words for what is not expected."""

from __future__ import annotations

import pytest

from definitions.jq.cursor import Cursor
from definitions.jq.errors import JqSyntaxError
from definitions.jq.lexer import MAX_NESTING, tokens


def cursor(source, nesting=0):
    return Cursor(tokens(source), nesting)


class TestMoving:
    def test_one_token_after_the_other(self):
        here = cursor(".a | $b")
        assert here.behind().text == "|"
        assert [here.move().text for _ in range(3)] == [".a", "|", "$b"]
        assert here.next.kind == "end"

    def test_takes_only_what_is_there(self):
        here = cursor(", 1")
        assert not here.take("|")
        assert here.take(",")
        assert here.text == "1"

    def test_needs_what_closes(self):
        here = cursor("1")
        here.move()
        with pytest.raises(
            JqSyntaxError, match=r"bracket \( is not closed: `\)` is missing"
        ) as caught:
            here.need(")", "bracket (")
        assert caught.value.position == 1


class TestNesting:
    def test_has_a_bound(self):
        here = cursor("1")
        for _ in range(MAX_NESTING):
            here.enter()
        with pytest.raises(JqSyntaxError, match="nested too deeply"):
            here.enter()

    def test_what_is_left_counts_no_more(self):
        here = cursor("1")
        for _ in range(MAX_NESTING * 2):
            here.enter()
            here.leave()
        assert here.nesting == 0

    def test_goes_on_from_the_program_around_it(self):
        with pytest.raises(JqSyntaxError):
            cursor("1", nesting=MAX_NESTING * 4).enter()


class TestUnexpected:
    @pytest.mark.parametrize(
        ("source", "words"),
        [
            ("", "ends too early"),
            ("===", "Write|write `==`"),
            ("&& 1", "Write `and`"),
            ("|| 1", "Write `or`"),
            ("}", "bracket missing"),
            ('import "a" as b;', "reads no modules"),
            ("include", "reads no modules"),
            ("then", "`then` is not expected here"),
        ],
    )
    def test_says_what_to_do(self, source, words):
        error = cursor(source).unexpected()
        assert any(word in error.message for word in words.split("|"))
        assert error.position == 0

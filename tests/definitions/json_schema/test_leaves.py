"""Patterns and formats: what they take, and that they can't be made slow."""

from __future__ import annotations

import pytest

from definitions.json_schema.leaves import FORMATS, Format, Pattern, PatternError


class TestPattern:
    @pytest.mark.parametrize(
        ("source", "text", "matches"),
        [
            (r"^O-\d+$", "O-12", True),
            (r"^O-\d+$", "O-12\n", False),
            (r"\d", "٣", False),
            ("b", "abc", True),
            ("^$", "", True),
            (r"^\p{Letter}+$", "é", True),
            ("a", "\ud83d", False),
        ],
    )
    def test_is_searched_for(self, source, text, matches):
        assert Pattern(source).matches(text) is matches

    def test_is_linear(self):
        assert not Pattern("^(a+)+$").matches("a" * 100_000 + "!")

    def test_long_texts_cost_more(self):
        small, large = Pattern("^a"), Pattern(".*.*(a|b|c){300}y")
        assert small.steps("x") == 0
        assert large.steps("x" * 1000) > small.steps("x" * 1000) > 0

    @pytest.mark.parametrize(
        ("source", "why"),
        [
            ("(", "no regular expression"),
            ("^(?=.*x)", "ahead or behind"),
            ("(?<!x)y", "ahead or behind"),
            (r"^(a)\1$", "refers back"),
            ("((a{1,1000}){1,1000}){1,1000}", "too large"),
            (r"\p{L}{1,1000}", "too large"),
        ],
    )
    def test_that_cannot_be_had(self, source, why):
        with pytest.raises(PatternError, match=why):
            Pattern(source)


class TestFormat:
    @pytest.mark.parametrize("name", FORMATS)
    def test_each_has_an_example_that_it_takes(self, name):
        words = Format(name).wanted.split(" such as ")
        if len(words) > 1:
            assert Format(name).has(words[1])

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("date", "2026-02-30"),
            ("date-time", "2026-12-31"),
            ("time", "25:00:00Z"),
            ("duration", "5 days"),
            ("email", "ada"),
            ("uri", "not a uri"),
            ("uuid", "1234"),
            ("ipv4", "256.1.1.1"),
            ("date", "\ud83d"),
            ("regex", "("),
        ],
    )
    def test_and_something_that_it_does_not(self, name, text):
        assert not Format(name).has(text)

"""Written as YAML and read back it is the same value."""

from __future__ import annotations

import json

import hypothesis
import pytest
from hypothesis import strategies as st

from cli.yaml_text import yaml_text
from definitions.composer import compose

WORDS = st.text(st.characters(exclude_categories=["Cs"]))


class TestYamlText:
    @hypothesis.given(
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats(allow_nan=False, allow_infinity=False)
            | WORDS,
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
            max_leaves=6,
        )
    )
    def test_comes_back(self, value):
        assert json.dumps(compose(yaml_text(value)).value) == json.dumps(value)

    @pytest.mark.parametrize("word", ["yes", "No", "null", "1e5", "0x1F", "2026-01-01", "~", "inf"])
    def test_words_that_mean_something_else(self, word):
        assert compose(yaml_text([word, {word: word}])).value == [word, {word: word}]

    def test_plain_words_stay_bare(self):
        assert yaml_text({"after": "PT2.5S"}) == "{after: PT2.5S}\n"

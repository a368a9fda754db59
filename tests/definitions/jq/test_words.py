"""The words of the language: all of them, each with an example that works."""

from __future__ import annotations

import pytest

from definitions import jq
from definitions.jq import words
from definitions.jq.compiler.builtins import known
from definitions.jq.outside import CLOCK

CATEGORIES = {
    *("texts", "numbers", "lists", "objects", "dates", "types", "paths", "flow"),
    *("formats", "other"),
}


def test_every_function_is_told_of_once():
    told = [(one.name, one.arity) for one in words.words()]
    assert tuple(told) == known()


@pytest.mark.parametrize("word", words.words(), ids=lambda one: f"{one.name}/{one.arity}")
def test_each_has_a_sentence_and_an_example_of_itself(word: words.Word):
    assert word.category in CATEGORIES
    assert word.summary[0].isupper() or word.summary[0] == "e"
    assert word.summary.endswith(".")
    assert word.name in word.example
    clock = {CLOCK: words.EXAMPLES_AT}
    results = jq.compile(word.example).evaluate(None, clock, jq.Budget(5_000))
    assert results[0] == word.result


def test_keywords_and_formats():
    assert {"if", "reduce", "def"} <= set(words.keywords())
    assert not {"import", "include"} & set(words.keywords())
    assert "@base64" in words.formats()

"""What the check proposes, by cases that the designer's own tests press; and what is mended by it.

The designer says in the same file what the text is then, and here nothing is wrong with that any
more.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

import pytest

from definitions.diagnostics import Diagnostic
from definitions.lint import lint, publishable
from definitions.reader import read
from definitions.suggestions import (
    MOST_CHOICES,
    Suggestion,
    add,
    meant,
    named,
    placed,
    reworded,
    write,
)
from definitions.values import JsonObject

FILE = Path(__file__).parents[2] / "designer" / "src" / "model" / "fixes.json"


class Case(TypedDict):
    name: str
    code: str
    pointer: str
    text: str
    suggestions: list[JsonObject]
    fixes: dict[str, str]


CASES: list[Case] = json.loads(FILE.read_text("utf-8"))


def found(text: str) -> list[Diagnostic]:
    reading = read(text)
    return [*reading.diagnostics, *lint(reading), *publishable(reading)]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
class TestCases:
    def test_are_proposed(self, case: Case):
        fault = next(one for one in found(case["text"]) if one.code == case["code"])
        assert fault.pointer == case["pointer"]
        assert [each.to_json() for each in fault.suggestions] == case["suggestions"]

    def test_mend_it(self, case: Case):
        assert case["fixes"]
        for text in case["fixes"].values():
            left = [one for one in found(text) if one.severity == "error"]
            assert (case["code"], case["pointer"]) not in [(one.code, one.pointer) for one in left]


class TestWords:
    def test_only_whole_names_become_others(self):
        (one,) = reworded("/x", "${ .a + .ab + .a.b }", ".a", ".c")
        assert one == Suggestion("write", "/x", "${ .c + .ab + .c.b }")

    def test_nothing_near_is_nothing(self):
        assert reworded("/x", "${ .a }", ".a", None) == meant("/x", None) == ()

    def test_a_strange_key_can_always_go(self):
        assert [each.change for each in named("/x/y", None)] == ["remove"]
        assert [each.change for each in named("/x/y", "z")] == ["rename", "remove"]

    def test_names_are_escaped(self):
        assert add("/x", "a/b", 1)[0].pointer == "/x/a~1b"

    def test_few_are_told(self):
        assert len(write("/x", *range(50))) == MOST_CHOICES

    def test_of_a_part_they_are_of_the_whole(self):
        assert placed(write("/y", 1), "/x")[0].pointer == "/x/y"

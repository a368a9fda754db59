"""Codes, their explanations, and the page that people land on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from definitions import read
from definitions.composer import MAX_DEPTH
from definitions.diagnostics import CATALOGUE, SHOWN, diagnostic, quoted
from definitions.lint import lint, publishable
from definitions.reader import MAX_TASKS
from definitions.subflow_lint import Wanted

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"
PAGE = Path(__file__).parents[2] / "docs" / "errors.md"
SECTIONS = re.findall(
    r"^## `([a-z-]+)`\n\n(.*?)(?=^## |\Z)", PAGE.read_text(), re.MULTILINE | re.DOTALL
)
EXAMPLES = {
    code: example.group(1)
    for code, text in SECTIONS
    if (example := re.search(r"```yaml\n(.*?)```", text, re.DOTALL))
}
LARGE = {
    "yaml-too-large": "a: " + "[" * (MAX_DEPTH + 1),
    "too-many-tasks": "do:\n" + "".join(f"  - t{n}: {{ do: [] }}\n" for n in range(MAX_TASKS + 1)),
}

THERE = {Wanted("demo", "greets", "1.0.0"): {"properties": {"name": {"type": "string"}}}}


def codes(text: str) -> list[str]:
    reading = read(text)
    more = publishable(reading, published=THERE, scripts=(), secrets={}, templates={})
    found = [*reading.diagnostics, *lint(reading), *more]
    assert all(fault.message and fault.remedy for fault in found)
    return [fault.code for fault in found]


class TestPage:
    def test_has_a_section_for_every_code_in_order(self):
        assert [code for code, _ in SECTIONS] == list(CATALOGUE)

    @pytest.mark.parametrize(("code", "text"), SECTIONS)
    def test_says_what_the_catalogue_says(self, code, text):
        assert text.startswith(f"**{CATALOGUE[code].title}.**")
        assert CATALOGUE[code].remedy in text

    @pytest.mark.parametrize("code", CATALOGUE)
    def test_shows_an_example_that_has_the_fault(self, code):
        example = LARGE.get(code) or EXAMPLES[code]
        text = example if example.startswith("document") else f"{HEAD}do:\n{example}"
        assert code in codes(HEAD + example if code in LARGE else text)


class TestCatalogue:
    @pytest.mark.parametrize("code", CATALOGUE)
    def test_speaks_in_sentences(self, code):
        explanation = CATALOGUE[code]
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
        assert explanation.remedy.endswith(".")
        assert not explanation.title.endswith(".")


class TestDiagnostic:
    def test_is_json(self):
        fault = diagnostic("missing", "It needs `x`.", "/do/0", (3, 5))
        assert fault.to_json() == {
            "code": "missing",
            "message": "It needs `x`.",
            "remedy": "Add it.",
            "pointer": "/do/0",
            "line": 3,
            "column": 5,
            "severity": "error",
        }

    def test_the_place_knows_a_better_remedy(self):
        fault = diagnostic("missing", "It needs `x`.", "", (1, 1), remedy="Write x: 1.")
        assert fault.remedy == "Write x: 1."


class TestQuoted:
    def test_a_long_text_is_cut_and_stays_on_a_line(self):
        shown = quoted("a\n b" + "x" * 1000)
        assert shown.startswith("'a b")
        assert shown.endswith("…'")
        assert len(shown) == SHOWN + 2

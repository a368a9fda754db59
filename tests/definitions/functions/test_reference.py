"""The page of functions says what the functions say."""

from __future__ import annotations

import re

import yaml

from definitions.functions import reference
from definitions.functions.catalogue import Catalogue, shipped
from tests.definitions.functions.declaring import declared


class TestDocument:
    def test_the_page_is_up_to_date(self):
        kept = reference.FILE.read_text(encoding="utf-8")
        assert kept == reference.document(Catalogue(shipped())), (
            "run: python -m definitions.functions.reference"
        )

    def test_its_examples_are_the_examples(self):
        page = reference.document(Catalogue(shipped()))
        blocks = [
            yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
        ]
        assert blocks == [
            {"call": one.called} | ({"with": example.input} if example.input else {})
            for one in shipped()
            for example in one.examples
        ]

    def test_odd_words_stay_in_their_cells(self):
        page = reference.document(
            Catalogue([declared(errors=[{"type": "a:b", "status": 400, "when": "this | that"}])])
        )
        assert "| `a:b` | 400 | this \\| that |" in page


class TestMain:
    def test_writes_the_page(self, tmp_path, monkeypatch):
        monkeypatch.setattr(reference, "FILE", tmp_path / "page.md")
        reference.main()
        assert "## `http`" in (tmp_path / "page.md").read_text()

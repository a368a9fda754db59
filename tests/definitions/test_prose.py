"""Markdown that people wrote: as a page that can do nothing, and as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions.prose import LONGEST, to_html, to_text


class TestToHtml:
    def test_what_marks_words(self):
        assert to_html("**a** _b_ `c`") == ("<p><strong>a</strong> <em>b</em> <code>c</code></p>\n")

    @pytest.mark.parametrize(
        "text",
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html;base64,x)",
            "[x](//elsewhere.example)",
            "![x](https://track.example/p.png)",
            "<a href='javascript:alert(1)'>x</a>",
            '[x](https://a.b/"onmouseover="alert(1))',
            "<javascript:alert(1)>",
            "[x]: javascript:alert(1)\n\n[x]",
        ],
    )
    def test_nothing_that_runs_or_is_fetched(self, text: str):
        made = to_html(text)
        for harm in ("<script", "<img", 'href="javascript', 'href="data', 'href="//', "<a href='"):
            assert harm not in made
        assert ' onmouseover="' not in made

    def test_a_way_out_says_nothing_of_where_one_comes_from(self):
        made = to_html("[x](https://a.example/b)")
        assert made == '<p><a href="https://a.example/b" rel="noreferrer noopener">x</a></p>\n'

    def test_a_table(self):
        assert "<td>1</td>" in to_html("| a | b |\n|---|---|\n| 1 | 2 |")

    @given(st.text())
    def test_any_text(self, text: str):
        made = to_html(text)
        assert "<script" not in made
        assert "<img" not in made

    def test_much_of_it_is_cut(self):
        assert len(to_html("a" * (LONGEST * 2))) < LONGEST + 20


class TestToText:
    @pytest.mark.parametrize(
        ("text", "plain"),
        [
            ("# Hi\n\n**you** there", "Hi\n\nyou there"),
            ("- a\n- b", "- a\n- b"),
            ("1. a\n2. b", "1. a\n2. b"),
            ("[x](https://a.example)", "x (https://a.example)"),
            ("<https://a.example>", "https://a.example"),
            ("[x](javascript:y)", "[x](javascript:y)"),
            ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
            ("```\ncode\n```", "code"),
            ("> so\n\nyes", "so\n\nyes"),
            ("a\n\n---\n\nb", "a\n\n--\n\nb"),
            ("![a picture](https://a.example/p.png)", "a picture"),
        ],
        ids=[
            "words",
            "list",
            "numbers",
            "link",
            "bare",
            "no link",
            "table",
            "code",
            "quote",
            "rule",
            "picture",
        ],
    )
    def test_as_people_write(self, text: str, plain: str):
        assert to_text(text) == plain


def test_headings_stand_below_that_of_the_page_without_a_gap():
    made = to_html("### a\n\n# b\n\n#### c\n\n## d\n\n# e", below=1)
    assert [made[at + 1 : at + 3] for at in range(len(made)) if made.startswith("<h", at)] == [
        *("h2", "h2", "h3", "h3", "h2")
    ]
    assert "<h1>" in to_html("# a")

"""Markdown as rich text of Slack: structure kept, nothing obeyed, nothing too long."""

from __future__ import annotations

import pytest

from channels.slack import rich


def elements(text, **given):
    made = rich.block(text, "b", **given)
    return [] if made is None else made["elements"]


def words(text, **given):
    """All that is read, in order."""
    found = []

    def read(node):
        if isinstance(node, dict):
            if isinstance(node.get("text"), str):
                found.append(node["text"])
            for inner in node.get("elements", []):
                read(inner)

    for one in elements(text, **given):
        read(one)
    return "".join(found)


class TestBlock:
    def test_nothing_to_say(self):
        assert rich.block("", "b") is None
        assert rich.block("  \n\n---\n", "b") is None

    def test_styles_go_through_each_other(self):
        [one] = elements("a **b *c* ~~d~~** `e*`")
        assert [(run["text"], run.get("style")) for run in one["elements"]] == [
            ("a ", None),
            ("b ", {"bold": True}),
            ("c", {"bold": True, "italic": True}),
            (" ", {"bold": True}),
            ("d", {"bold": True, "strike": True}),
            (" ", None),
            ("e*", {"code": True}),
        ]

    def test_paragraphs_stand_apart_and_headings_are_bold(self):
        first, second = elements("# Why\n\nBecause")
        assert first["elements"] == [{"type": "text", "text": "Why", "style": {"bold": True}}]
        assert [run["text"] for run in second["elements"]] == ["\n\n", "Because"]

    def test_lists_in_lists(self):
        made = elements("- a\n- b\n  1. c\n- d")
        shown = [(one["style"], one["indent"], len(one["elements"])) for one in made]
        assert shown == [("bullet", 0, 2), ("ordered", 1, 1), ("bullet", 0, 1)]

    def test_quotes_code_and_tables(self):
        made = elements("> so\n\n```\nx = 1\n```\n\n|a|b|\n|-|-|\n|1|2|")
        kinds = [one["type"] for one in made]
        assert kinds[:2] == ["rich_text_quote", "rich_text_preformatted"]
        assert words("|a|b|\n|-|-|\n|1|2|") == "a | b\n\n1 | 2"

    def test_nobody_is_called(self):
        text = "<!channel> <@U1> @here *literal* &amp;"
        assert "<!channel> <@U1> @here" in words(text)
        kinds = {run["type"] for one in elements(text) for run in one["elements"]}
        assert kinds == {"text"}

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc", "data:x,y", "//x"])
    def test_links_that_lead_nowhere_are_words(self, address):
        [one] = elements(f"[look]({address}) ")
        assert [run["type"] for run in one["elements"]] == ["text"] * len(one["elements"])

    def test_links(self):
        [one] = elements("[look](https://a.example/?b=<c>|d)")
        [run] = [run for run in one["elements"] if run["type"] == "link"]
        assert run["text"] == "look"
        assert run["url"].startswith("https://a.example/")

    def test_a_picture_is_its_words(self):
        assert words("![a cat](https://a.example/cat.png)") == "a cat"


class TestRoom:
    def test_what_is_too_long_is_cut_and_said(self):
        shown = words("word " * 2_000, most=100)
        assert shown.endswith(" …")
        assert len(shown) <= 102

    def test_over_many_paragraphs(self):
        shown = words("one two three\n\n" * 5_000)
        assert shown.endswith("…")
        assert len(elements("one\n\n" * 5_000)) == rich.MOST_ELEMENTS + 1

    def test_exactly_as_long(self):
        assert words("a" * 100, most=100) == "a" * 100

    def test_arabic_and_odd_signs(self):
        text = "مرحبا **يا** \u202e ☃"
        assert words(text) == text.replace("**", "")

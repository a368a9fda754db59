"""Markdown as rich text of cards: structure kept, nothing obeyed, nothing too long."""

from __future__ import annotations

import pytest

from channels.teams import rich


def lines(text, **given):
    """What is read in each line, also in quotes."""
    found = []

    def read(one):
        for inner in one.get("items", []):
            read(inner)
        if "inlines" in one:
            found.append("".join(run["text"] for run in one["inlines"]))

    for one in rich.write(text, **given):
        read(one)
    return found


class TestWrite:
    def test_nothing_to_say(self):
        assert rich.write("") == rich.write("  \n\n---\n") == []

    def test_styles_go_through_each_other(self):
        [one] = rich.write("a **b *c* ~~d~~** `e*`")
        shown = [
            (run["text"], {k: v for k, v in run.items() if k not in ("type", "text")})
            for run in one["inlines"]
        ]
        bold = {"weight": "bolder"}
        assert shown == [
            ("a ", {}),
            ("b ", bold),
            ("c", {**bold, "italic": True}),
            (" ", bold),
            ("d", {**bold, "strikethrough": True}),
            (" ", {}),
            ("e*", {"fontType": "monospace"}),
        ]

    def test_each_line_stands_for_itself(self):
        assert lines("# Why\n\nBecause\nso") == ["Why", "Because", "so"]
        first, second, third = rich.write("# Why\n\nBecause\nso")
        assert first["inlines"][0]["weight"] == "bolder"
        assert [one["spacing"] for one in (second, third)] == ["small", "none"]

    def test_lists_in_lists(self):
        step = "\u2003"
        found = lines("- a\n- b\n  4. c\n  5. d\n- e\n  f")
        assert found == ["• a", "• b", f"{step}4. c", f"{step}5. d", "• e", f"{step}f"]

    def test_quotes_code_and_tables(self):
        text = "> so\n>\n> on\n\n```\nx = 1\n  y\n```\n\n|a|b|\n|-|-|\n|1|2|"
        quote, *_ = rich.write(text)
        assert (quote["type"], quote["style"], len(quote["items"])) == ("Container", "emphasis", 2)
        assert lines(text) == ["so", "on", "x = 1", "\u00a0\u00a0y", "a | b", "1 | 2"]

    def test_links_that_lead_out(self):
        [one] = rich.write("[a](https://x.example) [b](javascript:x) [c](data:x) <mailto:a@b.c>")
        ways = [run["selectAction"]["url"] for run in one["inlines"] if "selectAction" in run]
        assert ways == ["https://x.example", "mailto:a@b.c"]

    def test_a_link_for_which_there_is_no_room(self):
        [one] = rich.write(f"[a](https://x.example/{'x' * 3_000})")
        assert "selectAction" not in one["inlines"][0]

    @pytest.mark.parametrize(
        "harm",
        [
            "<at>Ada</at>",
            "{{DATE(2017-02-14T06:08:39Z, SHORT)}}",
            "<b>x</b>",
            "${user}",
        ],
    )
    def test_marks_of_others_are_words(self, harm):
        [one] = rich.write(harm)
        assert "".join(run["text"] for run in one["inlines"]) == harm

    def test_pictures_are_not_fetched(self):
        assert lines("![so](https://x.example/x.png)") == ["so"]

    def test_no_more_than_there_is_room_for(self):
        [one] = lines("word " * 100, most=50)
        assert len(one) <= 52
        assert one.endswith(" …")
        assert lines("a\n\n" * 10, lines=3) == ["a", "a", "…"]
        assert lines("- a\n" * 10, lines=2)[-1].endswith("…")

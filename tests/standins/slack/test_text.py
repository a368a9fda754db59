"""Escaping, mentions and dates, as the page on formatting has them."""

from __future__ import annotations

import pytest

from tests.standins.slack.text import controls, escaped, faults, mentions, shown


@pytest.mark.parametrize(
    "text",
    [
        "Hello &amp; &lt;world&gt;",
        "Hey <@U012AB3CD>, thanks for submitting your report.",
        "Why not join <#C024BE7LR>?",
        "<!subteam^SAZ94GDB8> somewhere <!here>",
        "<http://www.example.com|This message *is* a link>",
        "<mailto:bob@example.com|Email Bob>",
        "<!date^1392734382^Posted {date_num} {time_secs}|Posted 2014-02-18 6:39:42 AM PST>",
        "<!date^1392734382^{date_short}^https://example.com/|Feb 18, 2014 PST>",
        "> a quotation\n> of two lines",
        "قيمة &lt;خمسة&gt; و *عريض*",
    ],
)
def test_the_pages_examples_pass(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "profit & loss",
        "a < b",
        "a > b",
        "<script>",
        "&nbsp;",
        "<!date^1392734382^tomorrow|no token>",
        "<!date^1392734382^{date_num}>",
        "<javascript:alert(1)|x>",
        "<@someone>",
    ],
)
def test_what_is_not_escaped_is_named(text: str) -> None:
    assert faults(text)
    assert faults(escaped(text)) == []


def test_who_is_called() -> None:
    text = "<@U1> <!channel> <#C1> <!subteam^S1|team> <https://x.example> <!date^1^{ago}|x>"
    assert mentions(text) == ["<@U1>", "<!channel>", "<!subteam^S1|team>"]
    assert len(controls(text)) == 6
    assert mentions(escaped(text)) == []


def test_what_is_read() -> None:
    assert shown("<https://x.example|here> &lt;b&gt; &amp;amp;") == "here <b> &amp;"

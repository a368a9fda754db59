"""Names of files, as hostile as they come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions.media.names import MOST_BYTES, NAMELESS, clean, ending


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("تقرير الربع.pdf", "تقرير الربع.pdf"),
        ("été ☃.txt", "été ☃.txt"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\Users\\Ada\\a.txt", "a.txt"),
        ("/", NAMELESS),
        ("..", NAMELESS),
        (". . .", NAMELESS),
        ("", NAMELESS),
        ("\x00\n", NAMELESS),
        ("a\x00b.txt", "ab.txt"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie_ x.txt"),
        # Shown as `photoexe.png`, and is none.
        ("photo\u202egnp.exe", "photognp.exe"),
        ("a.exe. . ", "a.exe"),
        ("  a.txt ", "a.txt"),
        ('a"<b>|?*.txt', "a__b____.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("console.txt", "console.txt"),
        (".htaccess", ".htaccess"),
        ("half \ud800 surrogate.txt", "half  surrogate.txt"),
    ],
)
def test_clean(given, kept):
    assert clean(given) == kept


def test_a_long_one_keeps_its_ending():
    kept = clean("ä" * 400 + ".pdf")
    assert kept.endswith("ä.pdf")
    assert len(kept.encode()) <= MOST_BYTES
    assert len(clean("a" * 400).encode()) == MOST_BYTES
    assert len(clean("a." + "b" * 400).encode()) == MOST_BYTES


@given(st.text())
def test_whatever_comes(text):
    kept = clean(text)
    assert kept
    assert len(kept.encode()) <= MOST_BYTES
    assert not {"/", "\\", "\0", "\n", "\u202e"} & set(kept)
    assert kept not in {".", ".."}
    assert clean(kept) == kept or len(kept.encode()) > MOST_BYTES - 4


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a", ""), (".env", ""), ("a.", ""), ("a.b ", "b")],
)
def test_ending(name, kind):
    assert ending(name) == kind

from __future__ import annotations

import json

import pytest

from cli.output import columns, note, one_line, plain, say, tell, written


class TestPlain:
    @pytest.mark.parametrize(
        "harmful",
        ["\x1b[2J", "\x07", "\r", "\x7f", "\x9b31m", "\u202egnp.exe", "\u2066", "\ud800", "\x00"],
    )
    def test_nothing_moves_the_cursor_or_turns_the_text(self, harmful):
        shown = plain(f"a{harmful}b")
        assert shown.isprintable()
        assert harmful[0] not in shown

    def test_letters_of_all_languages_stay(self):
        assert plain("Zoë 山 🙂\n\tend") == "Zoë 山 🙂\n\tend"

    def test_json_stays_json(self):
        value = {"a": "\x9b \x7f \u202e \ud800"}
        assert json.loads(plain(json.dumps(value, ensure_ascii=False))) == value

    def test_one_line(self):
        assert one_line("a\nb\tc\u2028d") == "a b c d"


class TestStreams:
    def test_results_and_remarks_go_different_ways(self, capsys):
        say("result")
        note("remark")
        tell({"a": "ü"})
        captured = capsys.readouterr()
        assert captured.out == 'result\n{\n  "a": "ü"\n}\n'
        assert captured.err == "remark\n"


class TestWritten:
    def test_small_values_on_one_line(self):
        assert written({"greeting": "Hello, Ada!"}) == '{"greeting": "Hello, Ada!"}'
        assert written(None) == "null"

    def test_large_ones_on_several(self):
        assert written(["x" * 60, "y" * 60]).count("\n") == 3


class TestColumns:
    def test_aligned_and_each_row_one_line(self):
        assert columns([["A", "B"], ["long one", "x\ny"]]) == "A         B\nlong one  x y"

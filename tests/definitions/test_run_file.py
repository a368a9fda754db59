"""The file of a run: whole, or refused in words."""

from __future__ import annotations

import json

import hypothesis
import pytest
from hypothesis import strategies as st

from definitions.contracts import Outcome, TraceRow
from definitions.errors import Problem
from definitions.run_file import (
    FORMAT,
    Above,
    Child,
    Fact,
    Head,
    Intent,
    Published,
    RunFile,
    RunFileError,
    Text,
    Told,
    read_run_file,
    write,
)

WORDS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def file_with(value: object) -> RunFile:
    head = Head(
        *("id", "n", "b", "1.0.0", "0" * 64, "faulted", 2, "me", "2026-01-01T00:00:00Z"),
        input=value,
        output=value,
        error=Problem("t", 500, detail="d"),
        parent=Above("p", "/do/0/a", awaited=True, depth=3),
    )
    return RunFile(
        "complete",
        "2026-01-01T00:00:01Z",
        head,
        Text("text", {"a": value}),
        [Fact(1, "run.started", 1, {"input": value}, 2)],
        [TraceRow(1, "/do/0/a", "/do/0/a:0", "task.started", 1, {"input": value})],
        [Intent("k", Outcome(value)), Intent("l")],
        [Told("m", 1, "run.cancel", value, {"accepted": True})],
        [Child("c", "k")],
        [Published("e", 1)],
    )


class TestReadRunFile:
    @hypothesis.given(VALUES)
    def test_what_was_written(self, value):
        assert read_run_file(write(file_with(value))) == file_with(value)

    @hypothesis.given(st.binary(max_size=200))
    def test_whatever_comes(self, content):
        with pytest.raises(RunFileError):
            read_run_file(content)

    @hypothesis.given(st.data())
    def test_any_changed_byte(self, data):
        content = bytearray(write(file_with("Ada")))
        place = data.draw(st.integers(0, len(content) - 2))
        content[place] = (content[place] + data.draw(st.integers(1, 255))) % 256
        with pytest.raises(RunFileError):
            read_run_file(bytes(content))

    @hypothesis.given(st.data())
    def test_any_piece(self, data):
        content = write(file_with("Ada"))
        with pytest.raises(RunFileError):
            read_run_file(content[: data.draw(st.integers(0, len(content) - 2))])

    @pytest.mark.parametrize(
        ("first", "words"),
        [
            ({"format": "baton-run/2"}, "has the format baton-run/2"),
            ({"format": 7}, "no file of a run"),
            ({"format": FORMAT, "sealed": {}}, "sealed"),
            ({"format": FORMAT}, "does not fit"),
            ([], "no object"),
        ],
    )
    def test_another_beginning(self, first, words):
        with pytest.raises(RunFileError, match=words):
            read_run_file(json.dumps(first).encode() + b'\n{"end":{"lines":1,"digest":""}}\n')

    def test_a_line_of_another_release(self):
        whole = write(file_with(1)).replace(b'{"child":', b'{"later":')
        with pytest.raises(RunFileError):
            read_run_file(whole)

    def test_too_deep(self):
        deep = b"[" * 100_000 + b"]" * 100_000
        with pytest.raises(RunFileError, match="nested too deeply"):
            read_run_file(b'{"format":' + deep + b"}\n{}\n")

    def test_too_large(self, monkeypatch):
        monkeypatch.setattr("definitions.run_file.MOST_BYTES", 10)
        with pytest.raises(RunFileError, match="larger"):
            read_run_file(write(file_with(1)))

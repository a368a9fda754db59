from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from cli import inputs
from cli.errors import CliError
from definitions.composer import MAX_BYTES


@pytest.fixture
def stdin(monkeypatch):
    def give(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    return give


class TestDefinition:
    def test_a_file(self, tmp_path):
        file = tmp_path / "ü.yaml"
        file.write_bytes(b"\xff\x00 as it is")
        assert inputs.definition(file) == b"\xff\x00 as it is"

    def test_standard_input(self, stdin):
        stdin(b"do: []")
        assert inputs.definition(Path("-")) == b"do: []"

    def test_no_file_and_a_folder(self, tmp_path):
        with pytest.raises(CliError, match="No such file"):
            inputs.definition(tmp_path / "none")
        with pytest.raises(CliError, match="Is a directory"):
            inputs.definition(tmp_path)

    def test_the_largest_and_one_more(self, tmp_path):
        file = tmp_path / "large"
        file.write_bytes(b" " * MAX_BYTES)
        assert len(inputs.definition(file)) == MAX_BYTES
        file.write_bytes(b" " * (MAX_BYTES + 1))
        with pytest.raises(CliError, match="larger than 256 KiB"):
            inputs.definition(file)

    def test_an_endless_file_is_not_read_to_its_end(self):
        with pytest.raises(CliError, match="larger"):
            inputs.definition(Path("/dev/zero"))


class TestValue:
    @pytest.mark.parametrize(
        ("given", "value"),
        [(None, None), ('{"a": [1, "ü"]}', {"a": [1, "ü"]}), ("7", 7), ('"@x"', "@x")],
    )
    def test_json(self, given, value):
        assert inputs.value(given) == value

    def test_from_a_file(self, tmp_path):
        file = tmp_path / "a.json"
        file.write_bytes(b'\xef\xbb\xbf{"a": 1}')
        assert inputs.value(f"@{file}") == {"a": 1}

    def test_from_standard_input(self, stdin):
        stdin(b"[1]\n")
        assert inputs.value("-") == [1]

    @pytest.mark.parametrize(
        ("given", "why"),
        [
            ("", "no JSON"),
            ("{a: 1}", "line 1, column 2"),
            ("[NaN]", "NaN is no JSON value"),
            ("[" * 100_000, "nested too deeply"),
            ("1 2", "Extra data"),
            (os.fsdecode(b'"\xff"'), "no UTF-8"),
            ("@/nope.json", "No such file"),
            ("@", "can't be read"),
        ],
    )
    def test_what_is_none(self, given, why):
        with pytest.raises(CliError, match=why):
            inputs.value(given)


class TestSecret:
    @pytest.mark.parametrize(
        ("content", "value"),
        [
            (b"s3cret\n", "s3cret"),
            (b"s3cret\r\n", "s3cret"),
            (b" two\nlines\n\n", " two\nlines\n"),
            (b"", ""),
            ("ü".encode(), "ü"),
        ],
    )
    def test_all_of_it_but_the_newline_at_its_end(self, stdin, content, value):
        stdin(content)
        assert inputs.secret(as_json=False) == value

    def test_as_json(self, stdin):
        stdin(b'{"user": "a"}')
        assert inputs.secret(as_json=True) == {"user": "a"}

    @pytest.mark.parametrize("content", [b"s3cret \xff", b'{"s3cret"'])
    def test_a_refusal_does_not_tell_it(self, stdin, content):
        stdin(content)
        with pytest.raises(CliError) as caught:
            inputs.secret(as_json=content.startswith(b"{"))
        assert "s3cret" not in str(caught.value)
        assert caught.value.__cause__ is None

    def test_on_a_terminal_it_is_asked_for_unseen_and_twice(self, monkeypatch):
        class Terminal(io.StringIO):
            def isatty(self) -> bool:
                return True

        def prompt(text: str, **options: object) -> str:
            asked.update(options)
            return "typed"

        asked: dict[str, object] = {}
        monkeypatch.setattr(sys, "stdin", Terminal())
        monkeypatch.setattr("typer.prompt", prompt)
        assert inputs.secret(as_json=False) == "typed"
        assert asked == {"hide_input": True, "confirmation_prompt": True, "err": True}

"""What a function is told of a file."""

from __future__ import annotations

from definitions.functions.run_files import RunFile


def test_no_place_and_no_key():
    assert RunFile.__slots__ == ("id", "name", "media_type", "size")

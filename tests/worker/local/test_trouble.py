"""Tests of worker.local.trouble."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest

from worker.local.trouble import of_os_error, of_output

LOG = Path("web.log")
HERE = Path("here")


class TestOfOsError:
    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (errno.ENOSPC, "No space is left on the disk that holds /data/x. Free some"),
            (errno.EDQUOT, "No space is left"),
            (errno.EACCES, "/data/x may not be written by this account. Give it the right"),
            (errno.EROFS, "may not be written"),
            (errno.EIO, r"Input/output error \(/data/x\)"),
        ],
    )
    def test_a_sentence_with_the_remedy(self, number: int, words: str) -> None:
        with pytest.raises(OSError, match="x") as caught:
            raise OSError(number, "Input/output error", "/data/x")
        assert re.search(words, str(of_os_error(caught.value, HERE)))

    def test_without_a_file_the_place_is_named(self) -> None:
        assert "here" in str(of_os_error(OSError(errno.ENOSPC, "full"), HERE))
        assert "strange" in str(of_os_error(OSError("strange"), HERE))


class TestOfOutput:
    @pytest.mark.parametrize(
        "output",
        [
            "npm error code ENOTFOUND",
            "error: Failed to fetch: `…`\n  Caused by: dns error",
            "go: dial tcp: lookup nowhere: no such host",
            "WARNING: Retrying after NewConnectionError: Connection refused",
        ],
    )
    def test_no_registry(self, output: str) -> None:
        said = str(of_output("Fetching Node", output, LOG))
        assert said.startswith("Fetching Node failed because a package registry could not be reach")
        assert "Check the network" in said
        assert "web.log" in said

    @pytest.mark.parametrize("output", ["OSError: [Errno 28] No space left on device", "ENOSPC"])
    def test_no_space(self, output: str) -> None:
        assert "no space is left" in str(of_output("Building", output, LOG))

    def test_the_telling_line_is_quoted(self) -> None:
        output = "step 1\nerror: src/app.tsx: Unexpected token here\n}\n"
        assert "failed: error: src/app.tsx: Unexpected token here (" in str(
            of_output("Building", output, LOG)
        )

    def test_else_the_last_one(self) -> None:
        assert "failed: two (the whole" in str(of_output("It", "one\ntwo\n\n", LOG))

    def test_silence(self) -> None:
        assert "it printed nothing" in str(of_output("It", " \n", LOG))

    def test_a_huge_line_is_cut(self) -> None:
        assert len(str(of_output("It", "x" * 1_000_000, LOG))) < 1_000
